"""What says who a young person is goes away with them, whatever was written and wherever (G10, G11, R7).

Every text of every table that hangs from a filing is filled with a canary, by force: a field that somebody
adds tomorrow is filled too. Then the person erases their data, or the time of the rule comes, and the whole
database is searched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, CoordinatesLook, Filing, Reminder
from boussole.mail.delivery import deliver_due
from boussole.mail.models import OutgoingMessage
from boussole.privacy import actions as privacy
from boussole.privacy import registry
from tests.canaries import ABOUT_NOBODY, TOLD_OF_PEOPLE, name_of, plant, rows_that_sing, texts_of
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import accept, propose

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- The scene ------------------------------------------------------------------------------------
@pytest.fixture
def filing() -> Filing:
    """A request late, looked at, passed on, contradicted, answered, opined on; another one declined."""
    phare, nadia = StructureFactory.with_referent(name="Le Phare")
    manager = ReferentFactory(structure=phare, role="MANAGER").user
    filing = FilingFactory(offers=[OfferFactory(structure=phare), OfferFactory()])
    claire = MandateFactory(role="ANIMATOR", territory=filing.territory).user
    first = filing.contact_requests.get(structure=phare)
    actions.say_not_contacted(first, now=NOW + 5 * DAY)
    CoordinatesLook.objects.create(contact_request=first, by=claire, reason="Je rappelle.", at=NOW + 5 * DAY)
    actions.log_attempt(first, kind="CALL", result="REACHED", text="Vu.", by=nadia, now=NOW + 5 * DAY)
    actions.assign(first, to=manager, by=nadia, now=NOW + 5 * DAY)
    declined = propose(first, by=manager, now=NOW + 5 * DAY)
    karim = ReferentFactory(structure=declined.to_structure).user
    actions.decline(declined, reason="OTHER", note="Complet.", by=karim, now=NOW + 6 * DAY)
    successor = accept(
        propose(first, to_offer=OfferFactory(), by=manager, now=NOW + 6 * DAY), now=NOW + 7 * DAY
    ).successor
    actions.log_attempt(
        successor, kind="CALL", result="REACHED", text="Vu.", by=successor.owner, now=NOW + 7 * DAY
    )
    actions.give_opinion(successor, helped="YES", score=4, word="Merci.", now=NOW + 7 * DAY)
    actions.say_not_contacted(successor, now=NOW + 8 * DAY)
    propose(filing.contact_requests.exclude(pk__in=[first.pk, successor.pk]).get(), now=NOW + 8 * DAY)
    Reminder.objects.create(contact_request=first, kind="HALF_WAY", day=NOW.date(), at=NOW, messages=1)
    return filing


# --- The two ends ---------------------------------------------------------------------------------
def test_erasing_leaves_no_word_anywhere(filing):
    deliver_due(now=NOW + 8 * DAY)
    planted = plant()
    plant_in_messages(planted)
    assert len(planted) >= 15, planted

    actions.erase(filing, now=NOW + 9 * DAY)

    assert rows_that_sing(planted) == []


def test_six_months_after_the_end_no_word_is_left(filing):
    for row in ContactRequest.objects.open():
        actions.withdraw(row, now=NOW + 9 * DAY)
    deliver_due(now=NOW + 9 * DAY)
    planted = plant()
    plant_in_messages(planted)

    privacy.apply_retention(NOW + 9 * DAY + timedelta(days=184))

    assert rows_that_sing(planted) == []


def plant_in_messages(planted: dict[str, str]) -> None:
    planted["zbmsg"] = "mail.OutgoingMessage.body"
    OutgoingMessage.objects.update(
        subject="zbmsg", body="zbmsg", to_address="zbmsg@example.org", to_domain="zbmsg"
    )


# --- What is declared -----------------------------------------------------------------------------
@pytest.mark.parametrize("model", TOLD_OF_PEOPLE, ids=lambda model: model._meta.label)
def test_a_text_that_hangs_from_a_filing_is_personal_or_reviewed(model):
    """« not_personal » is a word: the list above says why it is true of each text."""
    declared = {each.model: each for each in registry.declarations()}[model._meta.label]
    personal = {each.name for each in declared.personal}
    texts = {field.name for field in texts_of(model)}

    reviewed = {name.rsplit(".", 1)[1] for name in ABOUT_NOBODY if name.startswith(f"{model._meta.label}.")}
    assert texts - personal - reviewed == set()


def test_every_text_that_was_reviewed_exists():
    known = {name_of(model, field) for model in TOLD_OF_PEOPLE for field in texts_of(model)}

    assert set(ABOUT_NOBODY) - known == set()


# --- The trace and the jobs -----------------------------------------------------------------------
def test_the_trace_and_the_jobs_hold_numbers_and_codes_alone(filing):
    """No fact, no argument has a space or an address in it: nothing that somebody typed (G10, T26)."""
    facts = [value for entry in Entry.objects.all() for value in _leaves(entry.facts)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        arguments = [value for (row,) in cursor.fetchall() for value in _leaves(json.loads(row))]

    assert facts
    assert arguments
    assert [value for value in (*facts, *arguments) if not _is_a_code(value)] == []


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    else:
        yield value


def _is_a_code(value: object) -> bool:
    return not isinstance(value, str) or (len(value) <= 64 and not set(value) & set(" @'’"))
