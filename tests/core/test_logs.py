"""No log says who: not the message, not the traceback, not what came with it (guarantees.md G10)."""

import io
import logging

import pytest
from django.db import IntegrityError, connection, transaction

from boussole.core.logs import JsonLines, Redact, redacted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to ines.durand+boussole@example.org.", "to [e-mail]."),
        ("to INES@EXAMPLE.ORG, now", "to [e-mail], now"),
        ("GET /x/ines%40example.org", "GET [e-mail]"),
        ("called 06 39 98 12 34", "called [number]"),
        ("called 06.39.98.12.34!", "called [number]!"),
        ("called 06\u00a039\u00a098\u00a012\u00a034", "called [number]"),
        ("called +33639981234", "called [number]"),
        ("called 0033 6 39 98 12 34", "called [number]"),
        ("social security 1 99 05 42 123 456 78", "social security [number]"),
        ("social security 199054212345678", "social security [number]"),
        ("GET /suivi/Zk3vQ9xT-abc/annuler", "GET /suivi/[secret]/annuler"),
        ("GET /invitation/abcdefgh12345678", "GET /invitation/[secret]"),
        ("GET /extranet/mail/abcdefgh12345678/", "GET /extranet/mail/[secret]/"),
        ("GET /extranet/agenda/abcdefgh12345678.ics", "GET /extranet/agenda/[secret]"),
        ("GET /x/3kTq9vZb_Lw0PzR5yXn7Aa/", "GET /x/[secret]/"),
        ("GET /recherche?q=In%C3%A8s+Durand&page=2 HTTP/1.1", "GET /recherche?[query] HTTP/1.1"),
        ("token=3kTq9vZb_Lw0PzR5yXn7Aa", "token=[secret]"),
    ],
)
def test_what_looks_personal_or_secret_is_hidden(text, shown):
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Message 12345678-1234-4234-8234-123456789012 is held (attempt 3): smtp_451.",
        "Moved at 2026-11-23 09:00:00+00:00, and 2026-11-23T09:00",
        "structure 42201, commune 42218, 42000 Saint-Étienne",
        "Is that so? Yes.",
        'File "/site-packages/django/db/backends/utils.py", line 105',
    ],
)
def test_ids_codes_and_moments_stay(text):
    assert redacted(text) == text


@pytest.fixture(params=["plain", "json"])
def logged(request):
    """A logger set up as settings do, and everything it wrote."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.addFilter(Redact())
    if request.param == "json":
        handler.setFormatter(JsonLines())
    logger = logging.Logger("boussole.test")
    logger.addHandler(handler)
    return logger, output.getvalue


# Built here, far from the lines that a traceback shows: our own code says nobody's name.
TYPED = "Inès Durand ines.durand@example.org 06 39 98 12 34"
CANARIES = ["Inès", "Durand", "ines.durand@example.org", "06 39 98 12 34", "+33639981234", "Zk3vQ9xTabcdefgh"]


def leaks(text):
    return [canary for canary in CANARIES if canary in text]


def test_a_traceback_tells_where_and_never_what(logged):
    logger, written = logged
    try:
        try:
            int(TYPED)
        except ValueError as error:
            raise RuntimeError(TYPED) from error
    except RuntimeError:
        logger.exception("Filing failed for %s.", CANARIES[2])

    assert leaks(written()) == []
    assert "Filing failed for [e-mail]." in written()
    assert "builtins.ValueError" in written()
    assert "builtins.RuntimeError" in written()
    assert "test_logs.py" in written()


@pytest.mark.django_db
def test_a_refusal_of_the_database_names_its_constraint_and_no_row(logged):
    logger, written = logged
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE young (name text CONSTRAINT young_name_once UNIQUE)")
        cursor.execute("INSERT INTO young VALUES (%s)", [TYPED])
        try:
            with transaction.atomic():
                cursor.execute("INSERT INTO young VALUES (%s)", [TYPED])
        except IntegrityError:
            logger.exception("Refused")

    assert leaks(written()) == []
    assert "(23505, young_name_once)" in written()


def test_what_comes_with_a_record_is_not_written(logged):
    logger, written = logged

    class Request:
        def __repr__(self):
            return "<Request GET /suivi/Zk3vQ9xTabcdefgh?name=Inès>"

    logger.error(
        "Not found: %s",
        "/suivi/Zk3vQ9xTabcdefgh",
        extra={
            "request": Request(),
            "to": "ines.durand@example.org",
            "job": {"name": "Inès"},
            "status_code": 404,
        },
        stack_info=True,
    )

    assert leaks(written()) == []
    assert "Not found: /suivi/[secret]" in written()


def test_a_badly_written_log_line_stops_nothing(logged):
    logger, written = logged

    logger.error("%d requests", "three")

    assert "%d requests (its arguments do not fit)" in written()
