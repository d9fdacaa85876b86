"""The official communes and the areas that contain them."""

import pytest

from boussole.territories.geography import (
    UnknownArea,
    UnknownCommune,
    distance_km,
    geography,
    timezone_of,
)


def test_the_whole_country_is_there():
    communes = [geography().commune(code) for code in geography().communes_of("france")]

    assert geography().year == 2026
    assert len([commune for commune in communes if commune.parent is None]) == 34_969
    assert len([commune for commune in communes if commune.parent]) == 45
    assert len(geography().areas("epci")) == 1_255
    assert {commune.departement for commune in communes} >= {
        "2A",
        "2B",
        "971",
        "972",
        "973",
        "974",
        "975",
        "976",
    }


def test_a_commune_says_all_that_matching_and_pages_need():
    commune = geography().commune("42218")

    assert (commune.name, commune.postcodes, commune.epci, commune.departement, commune.region) == (
        "Saint-Étienne", ("42000", "42100", "42230"), "244200770", "42", "84",
    )  # fmt: skip
    assert (commune.population, commune.latitude, commune.longitude) == (173_136, 45.434, 4.39)
    assert commune.centre_is_approximate is False


def test_the_areas_of_a_commune_go_from_the_narrowest_to_france():
    assert geography().commune("42218").areas == (
        "commune:42218", "epci:244200770", "departement:42", "region:84", "france",
    )  # fmt: skip


def test_an_arrondissement_is_also_in_its_city():
    assert geography().commune("75113").areas == (
        "commune:75113", "commune:75056", "epci:200054781", "departement:75", "region:11", "france",
    )  # fmt: skip


def test_an_island_without_epci_has_four_areas():
    assert geography().commune("29155").areas == ("commune:29155", "departement:29", "region:53", "france")


def test_a_commune_of_the_past_leads_to_that_of_today():
    assert [geography().commune(code).name for code in ("74268", "42111", "20004", "69232")] == [
        "Annecy", "Saint-Chamond", "Ajaccio", "Lyon",
    ]  # fmt: skip


def test_an_unknown_commune_is_refused_in_french():
    with pytest.raises(UnknownCommune, match="Aucune commune n’a le code INSEE «\u00a099999\u00a0»"):
        geography().commune("99999")


def test_an_area_has_its_communes():
    loire = geography().communes_of("departement:42")

    assert len(loire) == 320
    assert {"42218", "42095", "42147"} <= loire
    assert geography().communes_of("commune:42218") == {"42218"}
    assert len(geography().communes_of("epci:244200770")) == 53


def test_a_city_has_its_arrondissements_and_itself():
    assert geography().communes_of("commune:69123") == {
        "69123",
        *(f"6938{number}" for number in range(1, 10)),
    }
    assert geography().communes_of("commune:69383") == {"69383"}


def test_every_commune_is_in_each_of_its_areas():
    for code in geography().communes_of("departement:13") | geography().communes_of("departement:974"):
        for area in geography().commune(code).areas:
            assert code in geography().communes_of(area)


@pytest.mark.parametrize(
    ("area", "name"),
    [
        ("commune:42218", "Saint-Étienne"),
        ("epci:244200770", "Saint-Étienne Métropole"),
        ("epci:200065886", "Loire Forez Agglomération"),
        ("departement:42", "Loire"),
        ("region:84", "Auvergne-Rhône-Alpes"),
        ("france", "France"),
    ],
)
def test_an_area_has_a_name(area, name):
    assert geography().name_of(area) == name


@pytest.mark.parametrize(
    "area", ["epci:000000000", "departement:99", "commune:74268", "commune:", "loire", "", "France"]
)
def test_what_is_no_area_of_today_is_refused_in_french(area):
    assert geography().knows(area) is False
    with pytest.raises(UnknownArea, match="n’est pas un territoire de la géographie officielle de 2026"):
        geography().communes_of(area)
    with pytest.raises(UnknownArea):
        geography().name_of(area)


def test_the_parts_of_an_area_make_it_whole():
    for area in ("france", "region:84", "region:11", "departement:42", "epci:244200770", "commune:13055"):
        parts = (geography().communes_of(part) for part in geography().parts_of(area))

        assert frozenset().union(*parts) == geography().communes_of(area)


def test_distances_are_as_the_crow_flies():
    saint_etienne, lyon, saint_denis = (geography().commune(code) for code in ("42218", "69123", "97411"))

    assert round(distance_km(saint_etienne, lyon)) == 50
    assert round(distance_km(saint_etienne, saint_denis), -2) == 9000
    assert distance_km(lyon, lyon) == 0


def test_no_distance_is_better_than_a_false_one():
    assert distance_km(geography().commune("42218"), geography().commune("98412")) is None


def test_centres_are_in_the_right_part_of_the_world():
    for code in geography().communes_of("france"):
        commune = geography().commune(code)
        if commune.latitude is not None and len(commune.departement) == 2:
            assert (41 < commune.latitude < 51.2, -5.2 < commune.longitude < 9.7) == (True, True), commune


@pytest.mark.parametrize(
    ("code", "timezone"),
    [
        ("42218", "Europe/Paris"),
        ("2A004", "Europe/Paris"),
        ("97105", "America/Guadeloupe"),
        ("97209", "America/Martinique"),
        ("97302", "America/Cayenne"),
        ("97411", "Indian/Reunion"),
        ("97608", "Indian/Mayotte"),
        ("97502", "America/Miquelon"),
        ("97701", "America/St_Barthelemy"),
        ("97801", "America/Marigot"),
        ("98613", "Pacific/Wallis"),
        ("98735", "Pacific/Tahiti"),
        ("98731", "Pacific/Marquesas"),
        ("98719", "Pacific/Gambier"),
        ("98818", "Pacific/Noumea"),
        ("98412", "Indian/Kerguelen"),
    ],
)
def test_each_place_has_its_local_time(code, timezone):
    assert timezone_of(geography().commune(code)) == timezone
