"""The figures of a structure, against the same computed by hand on requests drawn at random."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from boussole.contact_requests.models import ContactRequest, Opinion, Redirection
from boussole.contact_requests.queries import Measure, last_months, own_figures
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
Outcome = ContactRequest.Outcome
LONG_AGO = date(2024, 1, 8)


def naive(rows: list[ContactRequest], now: datetime) -> Measure:
    """The same figures, read from the rules rather than from the queries."""
    kept = broken = 0
    for row in rows:
        if row.due_at >= now or row.outcome == Outcome.UNWANTED:
            continue
        if row.first_attempt_at is not None:
            in_time = row.first_attempt_at <= row.due_at
            kept, broken = kept + in_time, broken + (not in_time)
        elif row.closed_at is None or row.closed_at > row.due_at:
            broken += 1
    delays = [row.first_attempt_at - row.filed_at for row in rows if row.first_attempt_at]
    return Measure(
        filed=len(rows),
        open=sum(row.closed_at is None for row in rows),
        tried=len(delays),
        kept=kept,
        broken=broken,
        median=median(delays) if delays else None,
    )


def scattered(offers, number: int, dice: random.Random) -> list[ContactRequest]:
    """Requests of the last fourteen months, each with a life of its own, written straight into the table."""
    made = []
    for rank in range(number):
        filed_at = NOW - timedelta(minutes=dice.randrange(1, 14 * 30 * 24 * 60))
        filing = FilingFactory(offers=[dice.choice(offers)], now=filed_at, phone=f"+336399{81000 + rank}")
        row = filing.contact_requests.get()
        changes: dict = {}
        if dice.random() < 0.8:
            changes["first_attempt_at"] = filed_at + timedelta(seconds=dice.randrange(60, 6 * 86400))
        if dice.random() < 0.6:
            closed_at = filed_at + timedelta(seconds=dice.randrange(600, 10 * 86400))
            outcome = dice.choice([*ContactRequest.CLOSING_OUTCOMES, Outcome.WITHDRAWN, Outcome.UNANSWERED])
            changes |= {"closed_at": closed_at, "status": "CLOSED", "outcome": outcome}
        if changes:
            ContactRequest.objects.filter(pk=row.pk).update(**changes)
        made.append(row.pk)
    return list(ContactRequest.objects.filter(pk__in=made).select_related("offer"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_is_what_one_would_count_by_hand(seed):
    dice = random.Random(seed)
    structure = StructureFactory(charter__signed_on=LONG_AGO)
    offers = [OfferFactory(structure=structure, promised_days=days) for days in (1, 3, 7)]
    rows = scattered(offers, 40, dice)
    scattered(
        [OfferFactory(structure__charter__signed_on=LONG_AGO)], 3, dice
    )  # those of others count nowhere
    months = last_months(date(2026, 11, 23))
    since = datetime(2025, 12, 1, tzinfo=PARIS)
    inside = [row for row in rows if row.filed_at >= since]
    assert 0 < len(inside) < len(rows)

    found = own_figures(ContactRequest.objects.all(), structure.pk, months, PARIS, NOW)

    assert found.total == naive(inside, NOW)
    by_month = {month: [] for month in months}
    for row in inside:
        by_month[row.filed_at.astimezone(PARIS).date().replace(day=1)].append(row)
    assert found.months == [(month, naive(those, NOW)) for month, those in by_month.items()]
    for each in found.offers:
        assert each.measure == naive([row for row in inside if row.offer.code == each.code], NOW)
    assert sum(each.measure.filed for each in found.offers) == len(inside)
    assert found.outcomes == dict(Counter(row.outcome for row in inside if row.outcome))


def test_the_last_twelve_months_end_with_this_one():
    months = last_months(date(2026, 1, 31))

    assert (months[0], months[-1], len(months)) == (date(2025, 2, 1), date(2026, 1, 1), 12)


def test_a_month_is_a_month_where_the_structure_is():
    """Filed on 1 November at 0:30 in Paris, when it is still October in UTC."""
    offer = OfferFactory()
    FilingFactory(offers=[offer], now=datetime(2026, 11, 1, 0, 30, tzinfo=PARIS))

    found = own_figures(
        ContactRequest.objects.all(), offer.structure_id, last_months(date(2026, 11, 23)), PARIS, NOW
    )

    assert dict(found.months)[date(2026, 11, 1)].filed == 1


def test_without_a_request_every_figure_is_empty():
    found = own_figures(
        ContactRequest.objects.all(), StructureFactory().pk, last_months(NOW.date()), PARIS, NOW
    )

    assert found.total == Measure()
    assert (found.total.rate, found.total.median, found.offers, found.outcomes) == (None, None, [], {})
    assert len(found.months) == 12


@pytest.fixture
def asked():
    """Seven requests to one structure."""
    offer = OfferFactory()
    for rank in range(7):
        FilingFactory(offers=[offer], now=NOW - timedelta(days=1), phone=f"+336399{82000 + rank}")
    return list(offer.contact_requests.order_by("pk"))


def figures(structure):
    rows = ContactRequest.objects.all()
    return own_figures(rows, structure.pk, last_months(NOW.date()), PARIS, NOW)


def test_opinions_are_counted_from_five_on_and_their_words_come_without_order(asked):
    for number, row in enumerate(asked[:4]):
        Opinion.objects.create(
            contact_request=row, helped="YES", score=5, word="zébre" if number else "Merci", given_at=NOW
        )
    masked = figures(asked[0].structure)
    assert (masked.opinions.is_masked, masked.words) == (True, [])

    Opinion.objects.create(contact_request=asked[4], helped="NO", score=2, word="Un peu long", given_at=NOW)
    shown = figures(asked[0].structure)
    assert (shown.opinions.yes, shown.opinions.no, shown.opinions.average) == (4, 1, 4.4)
    assert shown.words == sorted(shown.words)
    assert set(shown.words) == {"Merci", "Un peu long", "zébre"}


def test_redirections_are_counted_on_both_sides(asked):
    target = OfferFactory()
    for row, status in zip(asked, ("PROPOSED", "DECLINED", "WAITING_AGREEMENT", "REFUSED"), strict=False):
        left = status in ("PROPOSED", "DECLINED")
        Redirection.objects.create(
            contact_request=row,
            to_offer=target,
            to_structure=target.structure,
            reason="OTHER_NEED",
            diagnosis="Cherche un logement.",
            agreement="ASKED",
            agreed_at=NOW if left else None,
            proposed_at=NOW if left else None,
            status=status,
            at=NOW,
        )

    sent, received = figures(asked[0].structure).handovers, figures(target.structure).handovers

    assert (sent.sent, sent.sent_accepted, sent.sent_declined, sent.received) == (2, 0, 1, 0)
    assert (received.sent, received.received, received.received_declined) == (0, 2, 1)


@pytest.mark.parametrize("count", [1, 7])
def test_eight_queries_whatever_was_asked(asked, count, django_assert_num_queries):
    ContactRequest.objects.filter(pk__in=[row.pk for row in asked[count:]]).update(
        filed_at=F("filed_at") - timedelta(days=800)
    )

    with django_assert_num_queries(8):
        figures(asked[0].structure)
