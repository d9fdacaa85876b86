"""What overlaps a list is found with one parameter, and rightly."""

import pytest

from boussole.territories.models import Territory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_a_list_of_any_length_is_one_parameter():
    loire = TerritoryFactory(areas=["departement:42"])
    TerritoryFactory(areas=["departement:69"])
    many = [f"commune:{code:05}" for code in range(4000)]

    found = Territory.objects.filter(areas__overlap=[*many, "departement:42"])

    assert list(found) == [loire]
    assert len(found.query.sql_with_params()[1]) == 1


def test_an_empty_list_overlaps_nothing():
    TerritoryFactory()

    assert list(Territory.objects.filter(areas__overlap=[])) == []
