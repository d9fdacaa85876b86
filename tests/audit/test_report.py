"""« Who did what between T1 and T2, for account X », in one command (guarantees.md R9)."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from boussole.audit import trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def samir():
    samir = get_user_model().objects.create_user("samir@example.org", first_name="Samir", last_name="Petit")
    for day in (1, 10, 20):
        trail.record(
            "test.opened", by=samir, on=samir, at=datetime(2026, 11, day, 8, tzinfo=UTC), late=day == 10
        )
    trail.record("test.closed", by=samir, on=None, at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    trail.record("test.closed", by=None, on=samir, at=datetime(2026, 11, 20, 10, tzinfo=UTC))
    return samir


@pytest.fixture
def report(capsys):
    def report(*arguments):
        call_command("audit_report", *arguments)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return report


def test_what_one_account_did_between_two_moments(samir, report):
    lines = report("--actor", "Samir@example.org", "--since", "2026-11-10", "--until", "2026-11-20T08:30")

    assert lines == [
        {
            "at": "2026-11-10T08:00:00+00:00",
            "code": "test.opened",
            "actor": samir.pk,
            "object": f"accounts.User:{samir.pk}",
            "facts": {"late": True},
        },
        {
            "at": "2026-11-20T08:00:00+00:00",
            "code": "test.opened",
            "actor": samir.pk,
            "object": f"accounts.User:{samir.pk}",
            "facts": {"late": False},
        },
    ]


def test_what_was_done_to_one_object(samir, report):
    lines = report("--object", f"accounts.User:{samir.pk}", "--code", "test.closed")

    assert [(line["actor"], line["code"]) for line in lines] == [("SYSTEM", "test.closed")]


def test_an_account_that_is_gone_is_named_by_its_number(samir, report):
    number = samir.pk
    samir.delete()

    assert len(report("--actor", str(number))) == 4


def test_only_how_many(samir, capsys):
    call_command("audit_report", "--actor", str(samir.pk), "--count")

    assert capsys.readouterr().out == "       1 test.closed\n       3 test.opened\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "Say at least --actor, --object or --since."),
        (["--actor", "nobody@example.org"], "--actor: no account has this e-mail; give its number."),
        (["--since", "yesterday"], "--since: write 2026-11-01 or 2026-11-01T08:30."),
        (["--since", "2026-02-30"], "--since: 2026-02-30 does not exist."),
        (["--object", "12"], "--object: write TYPE:ID, as partners.Structure:12."),
    ],
)
def test_a_question_that_is_not_understood_says_how_to_ask(arguments, problem):
    with pytest.raises(CommandError, match=problem.replace(".", r"\.")):
        call_command("audit_report", *arguments)
