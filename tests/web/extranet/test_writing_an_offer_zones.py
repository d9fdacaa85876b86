"""What may be ticked to narrow a zone, places typed by their names, and an audience in one sentence. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.offers.criteria import Criterion, CriterionKind
from boussole.questionnaires.definition import definition_from
from boussole.territories.zones import Zone
from boussole.web.extranet.writing.criteria import asked_in_a_sentence
from boussole.web.shared.zones.grouping import groups_of, keys_of, tidied
from boussole.web.shared.zones.named import communes_in, meant_by, names_in, places_of
from tests.factories.questionnaires import document

LOIRE = Zone.parse(["departement:42"])
MONTS_DU_LYONNAIS, METROPOLE = "epci:200066587", "epci:244200770"
DEFINITION = definition_from(document())


def test_a_departement_is_shown_as_its_intercommunalites_and_their_communes():
    groups = groups_of(LOIRE)

    assert len(groups) == 11
    assert sum(len(group.places) for group in groups) == len(LOIRE.communes())
    assert all(group.of_communes for group in groups)


def test_an_intercommunalite_that_goes_further_cannot_be_taken_whole():
    by_name = {group.name: group for group in groups_of(LOIRE)}

    assert by_name["Communauté de communes des Monts du Lyonnais"].key == ""
    assert MONTS_DU_LYONNAIS not in keys_of(groups_of(LOIRE))
    assert by_name["Saint-Étienne Métropole"].key == METROPOLE


@pytest.mark.parametrize("area", ["region:84", "france"])
def test_a_large_zone_never_lists_thousands_of_boxes(area):
    zone = Zone.parse([area])
    keys = keys_of(groups_of(zone))

    assert 10 < len(keys) < 700
    assert not any(key.startswith("commune:") for key in keys)
    assert Zone.parse(keys).is_inside(zone)


def test_what_is_in_a_group_taken_whole_is_not_said_twice():
    assert tidied(["commune:42218", METROPOLE, "commune:42187"], groups_of(LOIRE)) == (
        "commune:42187",
        METROPOLE,
    )


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ([], "Tous les jeunes : département de la Loire."),
        ([("age", {"minimum": 18, "maximum": 25})], "De 18 à 25 ans : département de la Loire."),
        ([("age", {"minimum": 16})], "16 ans et plus : département de la Loire."),
        ([("age", {"maximum": 25})], "Jusqu’à 25 ans : département de la Loire."),
        ([("age", {"minimum": 18, "maximum": 18})], "18 ans : département de la Loire."),
        (
            [("statut", {"accepted": frozenset({"lycee", "recherche"})}), ("ressources", {"maximum": 900})],
            "Tout âge, est au lycée ou cherche du travail, ressources au plus 900 € par mois :"
            " département de la Loire.",
        ),
    ],
)
def test_whom_an_offer_is_for_is_one_sentence(criteria, sentence):
    values = tuple(
        Criterion(code, CriterionKind.ONLY if "accepted" in asked else CriterionKind.RANGE, **asked)
        for code, asked in criteria
    )

    assert asked_in_a_sentence(values, DEFINITION, LOIRE).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Feurs", ["commune:42094"]),
        ("  st etienne ", ["commune:42218"]),  # and not its suburbs of the same beginning
        ("Izieux", ["commune:42207"]),  # part of Saint-Chamond since 1964
        ("Firmini", ["commune:42095"]),
        ("42700", ["commune:42095"]),
        ("forez est", ["epci:200065894"]),
        ("Brest", []),  # not in this zone
        ("", []),
    ],
)
def test_a_name_typed_means_one_place_of_the_zone(typed, keys):
    meant = meant_by(typed, LOIRE)

    assert ([place.key for place in meant.places], meant.is_sure) == (keys, bool(keys))


def test_nothing_is_guessed_between_two_places():
    for typed, least in (("saint just", 4), ("42110", 8), ("Lyon", 1)):  # Lyon is a name, and is not here
        meant = meant_by(typed, LOIRE)
        assert (meant.is_sure, len(meant.places) >= least) == (False, True)


def test_a_label_with_commas_is_one_name():
    assert names_in("Feurs,\nSaint-Étienne (42000, 42100) ; ") == ["Feurs", "Saint-Étienne (42000, 42100)"]


@given(
    whole=st.sets(st.sampled_from(sorted(groups_of(LOIRE), key=lambda group: group.name)), max_size=4),
    more=st.sets(st.sampled_from(sorted(LOIRE.communes())), max_size=5),
)
def test_communes_said_in_few_places_are_the_same_communes(whole, more):
    codes = {place.key.removeprefix("commune:") for group in whole for place in group.places} | more
    places = places_of(codes, LOIRE)

    assert communes_in([place.key for place in places], LOIRE) == sorted(codes)
    assert len(places) <= len(whole) + len(more)
