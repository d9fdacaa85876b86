"""The desk of a professional: what waits, in the days of the young person; who comes next; promises kept."""

from datetime import UTC, datetime, timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.promise import Bucket
from boussole.contact_requests.queries import (
    Promises,
    agenda_of,
    neighbours_of,
    promises,
    promises_by_offer,
    undelivered,
)
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import SAINT_DENIS_REUNION

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def structure():
    return StructureFactory(areas=["france"])


@pytest.fixture
def referent(structure):
    return ReferentFactory(structure=structure).user


def where(user, now) -> list[Bucket]:
    return [bucket for bucket, rows in agenda_of(user, now).waiting.items() for _ in rows]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            Bucket.LATER,
        ),  # Monday; due on Wednesday 25, 23:59:59 in Paris
        (datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC), Bucket.LATER),  # Monday 23:59:59 in Paris
        (
            datetime(2026, 11, 23, 23, 0, tzinfo=UTC),
            Bucket.TOMORROW,
        ),  # Tuesday, midnight in Paris, Monday in UTC
        (datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC), Bucket.TOMORROW),
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), Bucket.TODAY),
        (datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC), Bucket.TODAY),  # the last second of the promise
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), Bucket.LATE),
    ],
)
def test_a_request_moves_on_the_desk_at_midnight_where_the_young_person_lives(
    structure, referent, now, expected
):
    ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=2), now=NOW)

    assert where(referent, now) == [expected]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 23, 19, 59, 59, tzinfo=UTC), Bucket.TOMORROW),  # Monday 23:59:59 in Saint-Denis
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), Bucket.TODAY),  # already Tuesday there
        (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), Bucket.LATE),  # still Tuesday in Paris
    ],
)
def test_overseas_the_day_ends_overseas(structure, referent, now, expected):
    offer = OfferFactory(structure=structure, promised_days=1)
    ContactRequestFactory(offer=offer, commune=SAINT_DENIS_REUNION, now=NOW)

    assert where(referent, now) == [expected]


def test_what_waits_comes_by_due_date_and_leaves_with_the_first_attempt(structure, referent):
    slow = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=5))
    quick = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=3))
    mine = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=4))
    actions.take_up(mine, by=referent, now=NOW + HOUR)
    tried = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=4))
    actions.log_attempt(tried, kind="CALL", result="NOT_REACHED", by=referent, now=NOW + HOUR)
    colleague = ReferentFactory(structure=structure).user
    theirs = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=1))
    actions.take_up(theirs, by=colleague, now=NOW + HOUR)

    agenda = agenda_of(referent, NOW + 2 * HOUR)

    assert agenda.waiting[Bucket.LATER] == [quick, mine, slow]
    assert (agenda.taken_up, agenda.with_colleagues) == ([tried], 1)
    assert agenda.last_answer_at == NOW + HOUR


def test_the_last_outcomes_are_the_last(structure, referent):
    closed = []
    for hour in range(7):
        request = ContactRequestFactory(structure=structure)
        at = NOW + HOUR * (hour + 1)
        actions.take_up(request, by=referent, now=at)
        actions.close(request, outcome="NO_LONGER_NEEDED", by=referent, now=at)
        closed.append(request)

    assert agenda_of(referent, NOW + 12 * HOUR).outcomes == closed[:1:-1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_whatever_waits(structure, referent, count, django_assert_num_queries):
    for _ in range(count):
        ContactRequestFactory(structure=structure)

    with django_assert_num_queries(8):
        agenda_of(referent, NOW)


def test_the_neighbours_are_the_open_requests_before_and_after(structure, referent):
    first, second, third = (
        ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=days))
        for days in (1, 2, 2)
    )
    mine = ContactRequest.objects.visible_to(referent, NOW)

    assert [(n.previous, n.next) for n in (neighbours_of(r, mine) for r in (first, second, third))] == [
        (None, second),
        (first, third),
        (second, None),
    ]


def test_promises_are_counted_when_they_come_to_term(structure, referent):
    offer = OfferFactory(structure=structure, promised_days=1)

    def request():
        return ContactRequestFactory(offer=offer)

    late = NOW + timedelta(days=3)
    actions.log_attempt(request(), kind="CALL", result="NOT_REACHED", by=referent, now=NOW + HOUR)  # kept
    actions.log_attempt(request(), kind="CALL", result="REACHED", by=referent, now=late)  # broken
    request()  # late, not answered: broken
    actions.withdraw(request(), now=NOW + HOUR)  # nothing was owed
    FilingFactory(offers=[offer], is_doubtful=True)
    mine = ContactRequest.objects.visible_to(referent, late)

    expected = Promises(open=3, late=1, kept=1, broken=2)
    assert promises(mine, late) == expected
    assert promises_by_offer(mine, late) == {offer.pk: expected}
    assert (expected.rate, Promises().rate) == (33, None)


def test_a_promise_that_came_to_term_long_ago_counts_no_more(structure, referent):
    request = ContactRequestFactory(structure=structure)
    actions.log_attempt(request, kind="CALL", result="REACHED", by=referent, now=NOW + HOUR)
    mine = ContactRequest.objects.visible_to(referent, NOW)

    assert promises(mine, NOW + timedelta(days=92)).kept == 1
    assert promises(mine, NOW + timedelta(days=93)).kept == 0


def test_a_message_that_does_not_leave_is_told_to_the_structure(structure):
    request = ContactRequestFactory(structure=structure)
    assert undelivered([request], NOW) == []

    later = NOW + timedelta(minutes=16)
    assert [message.template for message in undelivered([request], later)] == [
        "contact_requests/messages/recap"
    ]
    OutgoingMessage.objects.update(status="SENT", sent_at=NOW, closed_at=NOW)
    assert undelivered([request], later) == []
