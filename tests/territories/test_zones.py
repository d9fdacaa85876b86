"""Set operations on zones are those on sets of communes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.territories.geography import UnknownArea, UnknownCommune, geography
from boussole.territories.zones import Zone

SAINT_ETIENNE_METROPOLE = "epci:244200770"


def some_areas():
    """Areas that overlap in all ways: a région, its départements, EPCI that straddle them, communes, a city."""
    straddling = sorted(
        epci
        for epci in geography().areas("epci")
        if len({geography().commune(code).departement for code in geography().communes_of(epci)}) > 1
        and any(geography().commune(code).region == "84" for code in geography().communes_of(epci))
    )
    communes = sorted(
        f"commune:{code}" for epci in straddling[:6] for code in sorted(geography().communes_of(epci))[:3]
    )
    departements = [f"departement:{code}" for code in ("42", "43", "69", "01", "07", "26", "75")]
    city = [
        "commune:69123",
        "commune:69381",
        "commune:69389",
        "commune:75056",
        "commune:75113",
        "epci:200046977",
    ]
    return [
        *straddling,
        *communes,
        *departements,
        *city,
        SAINT_ETIENNE_METROPOLE,
        "region:84",
        "region:11",
        "france",
    ]


AREAS = some_areas()
CODES = sorted(
    {code for area in AREAS[:20] for code in geography().communes_of(area)} | {"75056", "75113", "42218"}
)
CITIES = {"75056", "69123", "13055"}
ZONES = st.lists(st.sampled_from(AREAS), max_size=6).map(Zone.parse)


AREAS_OF = {code: frozenset(geography().commune(code).areas) for code in geography().communes_of("france")}

unhurried = settings(max_examples=60)
"""The oracle looks at the whole country each time."""


def naive(zone):
    """The communes of a zone by looking at the areas of each commune of the country."""
    keys = frozenset(zone.keys)
    return {code for code, areas in AREAS_OF.items() if not keys.isdisjoint(areas)}


@unhurried
@given(ZONES)
def test_a_zone_has_the_communes_that_it_serves(zone):
    assert zone.communes() == naive(zone)


@unhurried
@given(ZONES, st.sampled_from(CODES))
def test_serving_a_commune_is_containing_it(zone, code):
    assert zone.serves(code) is (code in naive(zone))


@unhurried
@given(ZONES, ZONES)
def test_being_inside_is_being_a_subset(one, other):
    assert one.is_inside(other) is (naive(one) <= naive(other))


@unhurried
@given(ZONES, ZONES)
def test_what_is_outside_is_the_difference(one, other):
    outside = one.outside(other)

    # A city partly served is said by its arrondissements: its own code cannot be named without them.
    assert naive(outside) - CITIES == naive(one) - naive(other) - CITIES
    assert bool(outside) is not one.is_inside(other)


@unhurried
@given(ZONES, ZONES)
def test_a_union_serves_what_either_serves(one, other):
    assert naive(one.union(other)) == naive(one) | naive(other)


@given(st.lists(st.sampled_from(AREAS), max_size=6), st.randoms())
def test_a_zone_is_written_in_one_way_only(keys, dice):
    shuffled = [*keys, *keys]
    dice.shuffle(shuffled)

    assert Zone.parse(shuffled) == Zone.parse(keys)
    assert Zone.parse(Zone.parse(keys).keys) == Zone.parse(keys)


def test_an_epci_that_straddles_two_departements_is_inside_neither():
    straddling = Zone.parse([AREAS[0]])
    departements = {geography().commune(code).departement for code in straddling.communes()}

    assert len(departements) > 1
    assert [straddling.is_inside(Zone.parse([f"departement:{code}"])) for code in departements] == [
        False
    ] * len(departements)
    assert straddling.is_inside(Zone.parse(f"departement:{code}" for code in departements))


def test_all_the_communes_of_an_epci_contain_it():
    communes = Zone.parse(f"commune:{code}" for code in geography().communes_of(SAINT_ETIENNE_METROPOLE))

    assert Zone.parse([SAINT_ETIENNE_METROPOLE]).is_inside(communes)
    assert communes.is_inside(Zone.parse([SAINT_ETIENNE_METROPOLE]))


def test_a_city_serves_its_arrondissements_and_not_the_reverse():
    paris, thirteenth = Zone.parse(["commune:75056"]), Zone.parse(["commune:75113"])

    assert [paris.serves(code) for code in ("75056", "75113", "92012")] == [True, True, False]
    assert [thirteenth.serves(code) for code in ("75056", "75113", "75114")] == [False, True, False]
    assert (thirteenth.is_inside(paris), paris.is_inside(thirteenth)) == (True, False)


def test_a_city_partly_served_is_said_by_its_arrondissements():
    lyon, first = Zone.parse(["commune:69123"]), Zone.parse(["commune:69381"])
    all_of_them = Zone.parse(f"commune:6938{number}" for number in range(1, 10))

    assert lyon.outside(first).keys == tuple(f"commune:6938{number}" for number in range(2, 10))
    assert lyon.outside(all_of_them).keys == ("commune:69123",)


def test_a_commune_of_the_past_is_served_as_that_of_today():
    annecy = Zone.parse(["commune:74268"])

    assert annecy.keys == ("commune:74010",)
    assert annecy.serves("74093") is True


def test_what_is_outside_is_said_in_the_widest_areas():
    competence = Zone.parse(["departement:42"])

    assert Zone.parse(["region:84"]).outside(competence).keys[:2] == ("departement:01", "departement:03")
    assert Zone.parse([SAINT_ETIENNE_METROPOLE, "departement:43"]).outside(competence).in_words() == (
        "département de la Haute-Loire"
    )


@pytest.mark.parametrize("key", ["epci:1", "departement:100", "commune:", "toute la Loire", ""])
def test_an_unknown_area_is_refused_in_french(key):
    with pytest.raises(UnknownArea, match="n’est pas un territoire de la géographie officielle"):
        Zone.parse(["departement:42", key])


def test_an_unknown_commune_is_refused_in_french():
    with pytest.raises(UnknownCommune):
        Zone.parse(["france"]).serves("00000")


def test_a_zone_stored_before_an_epci_was_dissolved_still_reads():
    zone = Zone.restored(["epci:249999999", "departement:42"])

    assert zone.unknown_keys == ("epci:249999999",)
    assert (zone.serves("42218"), zone.in_words()) == (True, "département de la Loire")
    assert zone.is_inside(Zone.parse(["region:84"])) is True


def test_no_area_is_a_zone_too():
    nowhere = Zone.parse([])

    assert (bool(nowhere), nowhere.communes(), nowhere.in_words()) == (False, frozenset(), "")
    assert nowhere.is_inside(nowhere) is True
    assert nowhere.serves("42218") is False


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([SAINT_ETIENNE_METROPOLE, "departement:43"], "Saint-Étienne Métropole et département de la Haute-Loire"),
        (
            ["departement:42", "commune:43157", "commune:43268"],
            "Le Puy-en-Velay, Yssingeaux et département de la Loire",
        ),
        (["region:84"], "région Auvergne-Rhône-Alpes"),
        (["france"], "toute la France"),
        (["departement:42", "departement:43", "departement:01", "departement:07", "departement:26", "departement:69",
          "departement:38", "departement:73"],
         "département de l’Ain, département de l’Ardèche, département de la Drôme, département de l’Isère, "
         "département de la Loire, département de la Haute-Loire et 2 autres territoires"),
        ([f"commune:{code}" for code in ("42218", "42095", "42147", "42187", "42207", "42005", "42022", "42085")],
         "Andrézieux-Bouthéon, Bonson, Doizieux, Firminy, Montbrison, Roanne et 2 autres communes"),
    ],
)  # fmt: skip
def test_a_zone_in_words(keys, words):
    assert Zone.parse(keys).in_words() == words
