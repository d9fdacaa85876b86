"""The third sweep: what must be true of every open request, and who is told when it is not."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boussole.accounts import actions as account_actions
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Reminder
from boussole.contact_requests.queries.invariants import findings
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import Absence
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def contact_request() -> ContactRequest:
    """Filed on Monday 23, due on Wednesday 25; a referent, an animator."""
    contact_request = ContactRequestFactory()
    ReferentFactory(structure=contact_request.structure)
    MandateFactory(territory=TerritoryFactory())
    return contact_request


def found(now=NOW) -> list[str]:
    return [finding.code for finding in findings(now)]


def test_all_is_well_as_long_as_the_sweeps_do_their_work(contact_request) -> None:
    for hours in range(0, 24 * 12, 6):
        now = NOW + timedelta(hours=hours)
        actions.remind_due(now=now)
        assert found(now) == [], now


def test_a_request_without_anybody_is_found(contact_request) -> None:
    referent = contact_request.structure.referents.get().user
    account_actions.disable(referent, by=None, now=NOW)
    assert found() == ["without_anybody"]

    Absence.objects.create(
        structure=contact_request.structure,
        rule="MAILBOX",
        mailbox="relais@example.org",
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 30),
        declared_at=NOW,
    )
    assert found() == []


def test_so_is_one_whose_messages_were_never_written(contact_request) -> None:
    OutgoingMessage.objects.all().delete()

    assert found() == ["without_acknowledgement", "without_recap"]


def test_so_is_one_whose_date_moved(contact_request) -> None:
    ContactRequest.objects.update(due_at=contact_request.due_at + DAY)

    assert found() == ["with_another_date"]


def test_so_is_a_broken_promise_without_its_escalation(contact_request) -> None:
    assert found(contact_request.due_at + timedelta(hours=12)) == []
    assert found(contact_request.due_at + timedelta(hours=14)) == ["late_and_untold"]
    assert found(contact_request.due_at + timedelta(hours=38)) == ["late_and_untold", "stuck_and_untold"]


def test_so_is_an_escalation_that_had_nobody_to_go_to(contact_request) -> None:
    Reminder.objects.create(
        contact_request=contact_request, kind="ONE_DAY_LATE", day=date(2026, 11, 27), at=NOW, messages=0
    )

    assert found() == ["told_to_nobody"]


def test_the_operator_is_told_once_a_day(contact_request, settings) -> None:
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    ContactRequest.objects.update(due_at=contact_request.due_at + DAY)

    told = actions.alert_of_broken_invariants(now=NOW)

    assert told is not None
    assert "L’échéance n’est pas celle qui a été promise\u00a0: 1" in told.body
    assert actions.alert_of_broken_invariants(now=NOW + timedelta(hours=1)) is None
    assert actions.alert_of_broken_invariants(now=NOW + DAY) is not None


def test_nobody_is_told_when_all_is_well(contact_request, settings) -> None:
    settings.OPERATOR_EMAIL = "exploitation@example.org"

    assert actions.alert_of_broken_invariants(now=NOW) is None


def test_the_command_fails_when_something_is_wrong(contact_request, monkeypatch) -> None:
    monkeypatch.setattr("boussole.core.clock.now", lambda: NOW)
    out = StringIO()
    call_command("invariants", stdout=out)
    assert out.getvalue() == "7 invariants hold.\n"

    ContactRequest.objects.update(due_at=contact_request.due_at + DAY)
    with pytest.raises(CommandError, match="1 of 7"):
        call_command("invariants", stdout=out)
    assert f"contact requests {contact_request.pk}" in out.getvalue()
