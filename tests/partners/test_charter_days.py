"""The days of a charter are those of where it is signed: the same in one query as row by row, everywhere in France."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.core.clock import local_day
from boussole.partners.models import CharterAgreement, today_of
from boussole.territories.geography import geography, timezone_of
from boussole.territories.timezones import overseas
from tests.factories.partners import CharterFactory, StructureFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 12, 31, 0, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 12, 30), datetime(2027, 1, 2), timezones=st.just(UTC))


@pytest.fixture
def everywhere() -> list[CharterAgreement]:
    """Charters that begin, end or are tolerated at the new year: in each zone, one with a territory and one without."""
    communes = {timezone_of(each): each.code for each in geography()._communes.values()}
    rows = []
    for number, (zone, code) in enumerate(sorted(communes.items())):
        dates = [
            {"signed_on": date(2026, 12, 31)},
            {"ends_on": date(2026, 12, 31)},
            {"status": "SIGNING", "signed_on": None, "tolerated_until": date(2026, 12, 31)},
        ][number % 3]
        rows.append(CharterFactory(structure=StructureFactory(commune=code, charter=None), **dates))
        there = TerritoryFactory(code=f"territoire-{number}", timezone=zone)
        rows.append(CharterFactory(structure=StructureFactory(charter=None), territory=there, **dates))
    return rows


def test_each_charter_is_counted_by_the_calendar_of_where_it_is_signed(everywhere):
    assert len({zone for _, zone in overseas()}) + 1 <= len(everywhere) / 2

    @settings(max_examples=10)
    @given(moments)
    def agrees(now: datetime) -> None:
        def covers(each: CharterAgreement) -> bool:
            first, last = each.covers() or (date.max, date.min)
            return first <= today_of(each, now) <= last

        found = set(CharterAgreement.objects.covering(now).values_list("pk", flat=True))
        assert found == {each.pk for each in everywhere if covers(each)}

    agrees()


def test_its_territory_comes_before_the_commune_of_the_structure():
    reunion = TerritoryFactory(timezone="Indian/Reunion")
    here = CharterFactory(structure=StructureFactory(charter=None), territory=reunion)
    midnight = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    assert today_of(here, midnight) == date(2027, 1, 1)
    assert local_day(midnight, "Europe/Paris") == date(2026, 12, 31)
