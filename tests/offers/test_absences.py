"""What absences, opening periods and oblivion show or hide: the table of matching says the truth, day by day."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from boussole.offers import reach
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.freshness import State, state_of
from boussole.offers.models import Offer, OfferPeriod, OfferReach
from boussole.offers.windows import Days, Window, closed, cut
from boussole.partners.models import Absence, Referent
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, ThemeFactory

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(60)]


def days(first: int, last: int) -> Days:
    return Days(DAYS[first], DAYS[last])


def test_a_pause_leaves_a_hole_and_a_longer_delay_a_stretch() -> None:
    assert cut(days(0, 30), [days(5, 9)], [days(8, 12)]) == [
        Window(DAYS[0], DAYS[4]),
        Window(DAYS[10], DAYS[12], comes_last=True),
        Window(DAYS[13], DAYS[30]),
    ]
    assert cut(days(5, 9), [days(0, 30)], []) == []
    assert cut(Days(date.min, date.max), [], []) == [Window(date.min, date.max)]
    assert cut(Days(date.min, date.max), [Days(FIRST, date.max)], []) == [
        Window(date.min, FIRST - timedelta(days=1))
    ]


@pytest.mark.parametrize("seed", range(200))
def test_each_day_is_in_one_window_or_in_a_pause(seed: int) -> None:
    random = Random(seed)
    shown, *others = (days(*sorted(random.choices(range(60), k=2))) for _ in range(6))
    pauses, slower = others[:3], others[3:]

    windows = cut(shown, pauses, slower)

    for day in DAYS:
        found = [window for window in windows if window.starts_on <= day <= window.ends_on]
        paused = any(each.holds(day) for each in pauses)
        assert len(found) == (1 if shown.holds(day) and not paused else 0)
        assert all(window.comes_last == any(each.holds(day) for each in slower) for window in found)


@pytest.mark.parametrize("seed", range(100))
def test_a_day_that_no_period_holds_is_closed(seed: int) -> None:
    random = Random(seed)
    periods = [days(*sorted(random.choices(range(60), k=2))) for _ in range(random.randint(0, 4))]

    shut = closed(periods)

    for day in (date.min, *DAYS, date.max):
        is_open = not periods or any(each.holds(day) for each in periods)
        assert any(each.holds(day) for each in shut) == (not is_open)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_the_table_shows_an_offer_on_the_days_when_the_truth_does(seed: int) -> None:
    random = Random(seed)
    theme = ThemeFactory()
    category = CategoryFactory(theme=theme)
    offers = [offer for _ in range(3) for offer in _offers_of_a_structure(random, theme, category)]
    with transaction.atomic():
        reach.refresh(offers)
    rows = list(OfferReach.objects.filter(offer__in=offers))

    for day in random.sample(DAYS, 20):
        shown = Offer.objects.shown_on(day).promising(day).filter(theme=theme)
        truth = {
            offer.pk: offer.slower_until is not None or state_of(offer.confirm_by, day) == State.DOWN
            for offer in shown
        }
        derived = {row.offer_id: row.comes_last for row in rows if row.starts_on <= day <= row.ends_on}
        assert derived == truth


def _offers_of_a_structure(random: Random, theme, category) -> list[Offer]:
    structure = StructureFactory(charter=None, status=random.choice(["ACTIVE"] * 6 + ["INVITED", "LEFT"]))
    CharterFactory(structure=structure, signed_on=FIRST + timedelta(days=random.randint(0, 10)))
    people = [ReferentFactory(structure=structure, role=Referent.Role.REFERENT).user for _ in range(2)]
    for user in (*people, None):
        for _ in range(2):
            _absence(random, structure, user)
    return [_offer(random, structure, people, theme, category) for _ in range(3)]


def _offer(random: Random, structure, people, theme, category) -> Offer:
    offer = OfferFactory(
        structure=structure,
        theme=theme,
        category=category,
        followed_by=random.choice([*people, None]),
        status=random.choice(["PUBLISHED"] * 6 + Offer.Status.values),
        promised_days=random.randint(1, 7),
        valid_from=random.choice([None, DAYS[random.randint(0, 20)]]),
        valid_until=random.choice([None, DAYS[random.randint(21, 59)]]),
        capacity=1,
        is_full=random.random() < 0.4,
        when_full=random.choice(Offer.WhenFull.values),
        confirm_by=random.choice([None, FIRST + timedelta(days=random.randint(-60, 30))]),
    )
    for _ in range(random.choice([0, 0, 1, 2])):
        starts_on, ends_on = sorted(random.choices(DAYS, k=2))
        OfferPeriod.objects.create(offer=offer, starts_on=starts_on, ends_on=ends_on)
    return offer


def _absence(random: Random, structure, user) -> Absence:
    first, last = sorted(random.choices(DAYS, k=2))
    rule = random.choice(["PAUSE", "LONGER_DELAY", "MAILBOX"])
    return Absence.objects.create(
        structure=structure,
        user=user,
        starts_on=first,
        ends_on=last,
        rule=rule,
        mailbox="equipe@example.org" if rule == "MAILBOX" else "",
        promised_days=random.randint(1, 7) if rule == "LONGER_DELAY" else None,
        declared_at=NOW,
        cancelled_at=random.choice([None, None, NOW]),
    )


def test_an_age_that_no_column_holds_is_everybody() -> None:
    asks = [Criterion("age", CriterionKind.RANGE, minimum=-999_999, maximum=999_999)]

    found = reach.exclusions(asks, {})

    assert (found.age_min, found.age_max) == (reach.LOWEST, reach.HIGHEST)
