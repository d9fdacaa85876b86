"""« Qui verra cette offre ? »: what the panel shows is what the matching says."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.core.typography import NO_BREAK
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import OfferContent
from boussole.offers.criteria import criterion_from
from boussole.orientation.audience import Audience, audience_of
from boussole.orientation.matching import OfferTerms, matches
from boussole.orientation.queries import audience
from boussole.orientation.replay import SearchGroup
from boussole.questionnaires.definition import definition_from
from boussole.territories.zones import Zone
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, document
from tests.orientation import examples
from tests.orientation.examples import DAY

DEFINITION = definition_from(document())
LOIRE = Zone.parse(["departement:42"])
FOREZ, ANNECY = "epci:200065886", "epci:200066793"


def content(areas: list[str] | None = None, **criteria: object) -> OfferContent:
    return OfferContent(
        theme="emploi",
        category="faire-le-point",
        areas=None if areas is None else tuple(areas),
        criteria=tuple(criterion_from(question, entry) for question, entry in criteria.items()),
    )


def seen(offer: OfferContent, *groups: SearchGroup) -> Audience:
    return audience_of(offer, zone=LOIRE, definition=DEFINITION, groups=groups)


def searches(times: int, *, age_group: str = "18-20", statut: str = "recherche") -> SearchGroup:
    return SearchGroup(FOREZ, age_group, {"statut": frozenset({statut})}, times)


@settings(max_examples=40)
@given(seed=st.integers(min_value=0))
def test_each_sample_is_where_the_matching_puts_it(seed: int) -> None:
    random = Random(seed)
    definition = examples.questionnaire(random)
    asked = examples.criteria(random, definition)
    offer = OfferContent("essai", "c", areas=examples.areas(random), criteria=asked)

    found = audience_of(offer, zone=Zone.parse(["france"]), definition=definition, groups=[])

    terms = OfferTerms("o", "s", "c", Zone.parse(offer.areas), asked, date.min, date.max)
    assert all(matches(terms, one.situation, definition, DAY) for one in found.sees)
    assert not any(matches(terms, one.situation, definition, DAY) for one, _ in found.does_not)
    assert len(found.sees) <= 4
    assert len(found.does_not) <= 4
    assert found == audience_of(offer, zone=Zone.parse(["france"]), definition=definition, groups=[])


def test_an_offer_shows_who_it_is_for_and_what_the_others_lack() -> None:
    found = seen(
        content(
            areas=["epci:200065886"],
            age={"from": 18, "to": 25},
            statut={"only": ["recherche"]},
            permis={"only": ["non"]},
        )
    )

    assert len(found.sees) == 4
    assert all("cherche du travail, n’a pas encore le permis" in one.words for one in found.sees)
    assert len({one.situation.commune.code for one in found.sees}) == 4
    assert {reason for _, reason in found.does_not} == {
        f"Commune{NO_BREAK}: dans la zone de l’offre",
        f"Âge{NO_BREAK}: entre 18 et 25{NO_BREAK}ans",
        f"Situation{NO_BREAK}: cherche du travail",
        f"Permis{NO_BREAK}: n’a pas encore le permis",
    }


def test_an_offer_for_everybody_leaves_out_only_those_who_live_elsewhere() -> None:
    found = seen(content())

    assert next(one.words.split(", ")[0] for one in found.sees).endswith("ans")
    assert {reason for _, reason in found.does_not} == {f"Commune{NO_BREAK}: dans la zone de l’offre"}


def test_the_searches_that_would_have_found_it_are_counted() -> None:
    found = seen(
        content(age={"from": 20, "to": 25}),
        searches(30),
        searches(8, age_group="15-17"),
        searches(3, age_group="26-30"),
    )

    assert (found.found, found.searched) == (30, 41)
    assert seen(content(), searches(3)).found_in_words == f"moins de{NO_BREAK}5"
    assert [seen(content(), searches(count)).is_telling for count in (4, 5)] == [False, True]


def test_a_condition_that_leaves_out_nearly_everybody_is_named() -> None:
    found = seen(content(statut={"only": ["lycee"]}), searches(97), searches(3, statut="lycee"))

    assert found.warnings == [
        f"La condition «{NO_BREAK}Situation{NO_BREAK}: est au lycée{NO_BREAK}» écarte à elle seule "
        f"97{NO_BREAK}% des recherches des douze derniers mois."
    ]


def test_a_condition_that_leaves_out_nobody_is_named() -> None:
    every_answer = seen(content(statut={"only": ["lycee", "recherche"]}))
    every_age = seen(content(age={"from": 15, "to": 40}), searches(30))
    some_ages = seen(content(age={"from": 16, "to": 40}), searches(30, age_group="15-17"))

    assert ["n’écarte personne" in line for line in every_answer.warnings + every_age.warnings] == [
        True,
        True,
    ]
    assert some_ages.warnings == []


def test_conditions_that_together_leave_nobody_are_told() -> None:
    found = seen(
        content(age={"to": 17}, statut={"only": ["recherche"]}),
        searches(50),
        searches(50, age_group="15-17", statut="lycee"),
    )

    assert (found.found, len(found.warnings)) == (0, 1)
    assert found.warnings[0].startswith("Aucune des 100 recherches")


@pytest.mark.django_db
def test_the_panel_reads_four_times_whatever_is_written(django_assert_num_queries) -> None:
    offer = OfferFactory(criteria={"age": {"from": 16, "to": 25}})
    QuestionnaireFactory(theme=offer.theme)

    written = content_of_row(offer)
    audience(offer, written, DAY)  # the questionnaire is kept in memory from then on

    with django_assert_num_queries(4):
        found = audience(offer, written, DAY)

    assert len(found.sees) == 4
