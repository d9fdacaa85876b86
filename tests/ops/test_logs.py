"""Logs find the cause of a fault and name nobody."""

import io
import json
import logging

import pytest

from boussole.core.logs import JsonLines, Redact, redacted


@pytest.fixture
def written():
    """A logger as a deployment has it, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(Redact())
    logger = logging.getLogger("tests.logs")
    logger.propagate = False
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    return logger, lambda: json.loads(stream.getvalue())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to lina.bertin@example.org now", "to [e-mail] now"),
        ("call 06 39 98 12 34", "call [number]"),
        ("call +33639981234", "call [number]"),
        ("GET /suivi/abcdefgh12345678/ failed", "GET /suivi/[secret]/ failed"),
        ("GET /invitation/abcdefgh12345678:xyz/", "GET /invitation/[secret]/"),
        ("job 4211 of territory 42 took 318 ms", "job 4211 of territory 42 took 318 ms"),
        ("at 2026-11-23T01:12:39", "at 2026-11-23T01:12:39"),
    ],
)
def test_what_looks_personal_is_replaced_whoever_wrote_it(said: str, kept: str) -> None:
    assert redacted(said) == kept


def test_a_line_is_one_json_object_of_known_fields(written) -> None:
    logger, lines = written
    logger.warning(
        "message %s refused for %s", 12, "lina@example.org", extra={"request": "secret", "code": 550}
    )
    assert lines().keys() == {"time", "level", "logger", "message"}
    assert lines()["message"] == "message 12 refused for [e-mail]"
    assert lines()["level"] == "WARNING"


def test_a_failure_tells_where_and_not_what_was_in_the_row(written) -> None:
    logger, lines = written
    try:
        try:
            int("Lina Bertin")
        except ValueError as first:
            raise KeyError("Lina Bertin") from first
    except KeyError:
        logger.exception("Filing failed")
    told = lines()["failure"]
    assert "builtins.KeyError" in told
    assert "which came from" in told
    assert "test_logs.py" in told
    assert "KeyError: " not in told
    assert "invalid literal" not in told


def test_arguments_that_do_not_fit_the_message_lose_nothing_else(written) -> None:
    logger, lines = written
    logger.info("plain")
    assert lines()["message"] == "plain"
