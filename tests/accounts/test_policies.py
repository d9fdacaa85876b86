"""What a mandate opens, as tables."""

from datetime import date

import pytest

from boussole.accounts import policies
from boussole.accounts.models import Mandate
from boussole.territories.models import Territory
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
Role = Mandate.Role


@pytest.fixture
def territories():
    return [
        TerritoryFactory(),
        TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"]),
        TerritoryFactory(code="reunion", name="Réunion", areas=["departement:974"]),
    ]


@pytest.mark.parametrize(
    ("role", "covered"),
    [
        (Role.ANIMATOR, ["Loire"]),
        (Role.REGIONAL, ["Loire", "Rhône"]),
        (Role.NATIONAL, ["Loire", "Réunion", "Rhône"]),
        (Role.OBSERVER, []),
    ],
)
def test_the_territories_that_a_mandate_covers(territories, role, covered):
    loire = territories[0] if role in (Role.ANIMATOR, Role.OBSERVER) else None
    region = "84" if role == Role.REGIONAL else ""
    user = MandateFactory(role=role, territory=loire, region=region).user

    assert covered_by(user) == sorted(covered)
    assert policies.is_national(user, TODAY) is (role == Role.NATIONAL)


def covered_by(user) -> list[str]:
    rows = Territory.objects.filter(policies.serves_a_scope_of(user, TODAY))
    return list(rows.order_by("name").values_list("name", flat=True))


def test_somebody_without_a_mandate_or_who_only_observes_covers_nothing(territories):
    assert covered_by(UserFactory()) == []
    assert covered_by(MandateFactory(role=Role.OBSERVER, territory=None, region="84").user) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "in_force"),
    [
        (date(2026, 11, 23), None, True),
        (date(2026, 11, 24), None, False),
        (date(2026, 1, 1), date(2026, 11, 23), True),
        (date(2026, 1, 1), date(2026, 11, 22), False),
    ],
)
def test_a_mandate_lasts_from_its_first_day_to_its_last_included(starts_on, ends_on, in_force):
    user = MandateFactory(starts_on=starts_on, ends_on=ends_on).user

    assert bool(policies.mandates_of(user, TODAY)) is in_force


def test_mandates_are_read_once_for_a_page(django_assert_num_queries):
    user = MandateFactory().user

    with django_assert_num_queries(1):
        assert [policies.mandates_of(user, TODAY)[0].territory.name for _ in range(3)] == ["Loire"] * 3


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ({"password": None}, True),
        ({}, False),
        ({"password": None, "is_active": False}, False),
    ],
)
def test_who_can_be_invited(account, allowed):
    verdict = policies.can_be_invited(UserFactory(**account))

    assert (bool(verdict), bool(verdict.reason)) == (allowed, not allowed)
