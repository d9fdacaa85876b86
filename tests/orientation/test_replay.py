"""Past searches replayed: what would have been found, held against every young person a search may stand for."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.orientation.actions import age_group, generalised
from boussole.orientation.matching import OfferTerms, matches
from boussole.orientation.models import Search
from boussole.orientation.queries import search_groups, terms_of
from boussole.orientation.replay import AGE_BRACKETS, SearchGroup, replayed, search_areas, would_find
from boussole.orientation.situation import Situation, situation_from
from boussole.questionnaires.definition import Definition, definition_from
from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import ThemeFactory, document
from tests.orientation import examples
from tests.orientation.examples import DAY

FOREZ = "epci:200065886"  # Loire Forez agglomération


def questionnaire(random: Random) -> Definition:
    """One of the examples, where a question may be sensitive."""
    definition = examples.questionnaire(random)
    page = definition.pages[0]
    questions = tuple(replace(q, is_sensitive=random.random() < 0.2) for q in page.questions)
    return Definition("essai", 1, (replace(page, questions=questions),))


def terms(random: Random, definition: Definition) -> OfferTerms:
    zone = Zone.parse(examples.areas(random))
    criteria = examples.criteria(random, definition)
    return OfferTerms("offre", "structure", "c", zone, criteria, date(2026, 1, 1), date(2027, 1, 1))


def group_of(situation: Situation, definition: Definition) -> SearchGroup:
    """What is kept of this search, as a group of one."""
    kept = generalised(
        situation,
        theme_id=1,
        territory=None,
        definition=definition,
        offers_found=0,
        now=examples.datetime_of(DAY),
    )
    answers = {code: frozenset(answered) for code, answered in kept.answers.items()}
    return SearchGroup(kept.area, kept.age_group, answers, 1)


def everybody(group: SearchGroup, situation: Situation, definition: Definition) -> list[Situation]:
    """Each young person of whom the same would be kept; what is not kept, they may have left blank."""
    kept = {
        code: given
        for code, given in situation.answers.items()
        if isinstance(given, frozenset) and not definition.questions[code].is_sensitive
    }
    ages = [age for age in range(121) if age_group(age) == group.age_group] or [None]
    communes = [geography().commune(code) for code in sorted(geography().communes_of(group.area))]
    return [Situation(commune, None, age, kept) for commune in communes for age in ages]


@settings(max_examples=150)
@given(seed=st.integers(min_value=0))
def test_a_group_would_find_an_offer_exactly_when_somebody_of_it_would(seed: int) -> None:
    random = Random(seed)
    definition = questionnaire(random)
    offer = terms(random, definition)
    situation = replace(
        situation_from(examples.situation(random, definition), definition), second_commune=None
    )
    group = group_of(situation, definition)

    found = would_find(offer, group, definition)

    if matches(offer, situation, definition, DAY):
        assert found
    assert found == any(
        matches(offer, each, definition, DAY) for each in everybody(group, situation, definition)
    )


def test_the_brackets_hold_every_age_once() -> None:
    for age in range(121):
        assert [name for name, parts in AGE_BRACKETS.items() if any(age in part for part in parts)] == [
            age_group(age)
        ]


@settings(max_examples=100)
@given(seed=st.integers(min_value=0))
def test_a_search_replayed_on_its_own_version_is_itself(seed: int) -> None:
    random = Random(seed)
    definition = questionnaire(random)
    situation = situation_from(examples.situation(random, definition), definition)
    group = group_of(situation, definition)

    again = replayed(group, definition)

    assert again == replace(group, answers={code: given for code, given in group.answers.items() if given})


def test_what_the_new_version_no_longer_asks_was_not_answered() -> None:
    old = definition_from(document())
    entry = document()
    entry["pages"][0]["questions"][0]["answers"].pop(0)  # « Je suis au lycée »
    new = definition_from(entry)
    group = SearchGroup(FOREZ, "15-17", {"statut": frozenset({"lycee"}), "permis": frozenset({"non"})}, 3)

    assert replayed(group, old).answers == {"statut": frozenset({"lycee"})}
    assert replayed(group, new).answers == {}


def test_a_condition_on_what_we_did_not_keep_is_taken_as_met() -> None:
    entry = document()
    entry["pages"][0]["questions"][0]["sensitive"] = True  # the question that « permis » depends on
    group = SearchGroup(FOREZ, "", {"permis": frozenset({"non"})}, 1)

    assert replayed(group, definition_from(entry)).answers == {"permis": frozenset({"non"})}


@pytest.mark.django_db
class TestInTheDatabase:
    def test_the_same_searches_are_counted_together(self, django_assert_num_queries) -> None:
        theme = ThemeFactory()
        definition = definition_from(document())
        montbrison, boen = geography().commune("42147"), geography().commune("42019")
        elsewhere = geography().commune("69383")
        for commune, age, day in [
            (montbrison, 16, DAY),
            (boen, 17, date(2026, 11, 2)),
            (boen, 19, DAY),
            (elsewhere, 16, DAY),
            (montbrison, 16, date(2025, 10, 1)),
        ]:
            generalised(
                Situation(commune, None, age, {"statut": frozenset({"lycee"})}),
                theme_id=theme.pk,
                territory=None,
                definition=definition,
                offers_found=0,
                now=examples.datetime_of(day),
            ).save()
        around = search_areas(Zone.parse(["commune:42147"]))

        with django_assert_num_queries(1):
            found = search_groups(theme.pk, around, date(2025, 11, 23), DAY)

        lycee = {"statut": frozenset({"lycee"})}
        assert found == [SearchGroup(FOREZ, "15-17", lycee, 2), SearchGroup(FOREZ, "18-20", lycee, 1)]

    def test_only_what_is_asked_about_is_read(self) -> None:
        theme = ThemeFactory()
        for area, permis in [(FOREZ, "oui"), (FOREZ, "non"), ("epci:244200770", "oui")]:
            answers = {"statut": ["lycee"], "permis": [permis]}
            Search.objects.create(
                day=DAY, theme=theme, area=area, age_group="18-20", answers=answers, offers_found=0
            )

        by_status = search_groups(theme.pk, None, DAY, DAY, questions=["statut", "handicap"])
        of_forez = search_groups(theme.pk, None, DAY, DAY, questions=[], near=[FOREZ])

        lycee = {"statut": frozenset({"lycee"})}
        assert by_status == [
            SearchGroup(FOREZ, "18-20", lycee, 2),
            SearchGroup("epci:244200770", "18-20", lycee, 1),
        ]
        assert of_forez == [SearchGroup(FOREZ, "18-20", {}, 2), SearchGroup("", "18-20", {}, 1)]

    def test_terms_are_those_of_the_offers_shown_around(self, django_assert_num_queries) -> None:
        structure = StructureFactory(areas=["departement:42"])
        narrowed = OfferFactory(
            code="a-montbrison", structure=structure, areas=["commune:42147"], criteria={"age": {"to": 20}}
        )
        OfferFactory(code="partout", structure=structure)
        OfferFactory(code="en-pause", structure=structure, status="PAUSED")

        with django_assert_num_queries(2):
            found = terms_of(narrowed.theme_id, DAY, [FOREZ])

        assert [(one.offer, one.zone.keys, len(one.criteria)) for one in found] == [
            ("a-montbrison", ("commune:42147",), 1),
            ("partout", ("departement:42",), 0),
        ]
        assert [one.offer for one in terms_of(narrowed.theme_id, DAY, ["commune:42218"])] == ["partout"]
