"""What a new version of a questionnaire does to the offers, told before it is published."""

from datetime import date
from typing import Any

import pytest

from boussole.core.typography import NO_BREAK
from boussole.offers.criteria import criterion_from
from boussole.orientation.impact import AnswerAdded, Changed, Impact, Orphan, impact_of
from boussole.orientation.matching import OfferTerms
from boussole.orientation.models import Search
from boussole.orientation.queries import impact
from boussole.orientation.replay import SearchGroup
from boussole.orientation.unmet import Missing, Tally, by_area, by_missing, unmet_needs
from boussole.questionnaires.definition import definition_from
from boussole.territories.zones import Zone
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, document, one
from tests.orientation.examples import DAY

FOREZ, ANNECY = "epci:200065886", "epci:200066793"
OLD = definition_from(document())


def offer(code: str, **criteria: object) -> OfferTerms:
    asked = tuple(criterion_from(question, entry) for question, entry in criteria.items())
    return OfferTerms(
        code, "structure", "c", Zone.parse(["departement:42"]), asked, date(2026, 1, 1), date(2027, 1, 1)
    )


OFFERS = [
    offer("aux-lyceens", statut={"only": ["lycee"]}),
    offer("a-qui-cherche", statut={"only": ["recherche"]}, permis={"only": ["non"]}),
    offer("a-tous"),
]
GROUPS = [
    SearchGroup(FOREZ, "15-17", {"statut": frozenset({"lycee"})}, 10),
    SearchGroup(FOREZ, "18-20", {"statut": frozenset({"recherche"}), "permis": frozenset({"oui"})}, 7),
    SearchGroup(ANNECY, "18-20", {"statut": frozenset({"recherche"})}, 100),
]


def changed(change: Any) -> Impact:
    entry = document(version=2)
    change(entry["pages"])
    return impact_of(definition_from(entry), OLD, OFFERS, GROUPS)


def test_new_words_change_nothing() -> None:
    def reword(pages: list[dict[str, Any]]) -> None:
        pages[0]["title"] = "Toi"

    found = changed(reword)

    assert found.is_nothing
    assert found.searched == 117


def test_an_answer_that_is_added_asks_about_the_offers_that_accept_only_some_others() -> None:
    def add(pages: list[dict[str, Any]]) -> None:
        answer = one("alternance", "Je suis en alternance", "tu es en alternance", "est en alternance")
        pages[0]["questions"][0]["answers"].insert(0, answer)

    found = changed(add)

    assert found.to_review == [AnswerAdded("statut", "alternance", ("aux-lyceens", "a-qui-cherche"))]
    assert not found.losing + found.gaining


def test_an_answer_that_disappears_opens_offers_and_leaves_criteria_without_object() -> None:
    def remove(pages: list[dict[str, Any]]) -> None:
        pages[0]["questions"][0]["answers"].pop(1)  # « Je cherche du travail », and « permis » under it
        pages[0]["questions"][0]["answers"].append(one("autre", "Autre chose", "", ""))
        del pages[1]

    found = changed(remove)

    assert found.gaining == [Changed("a-qui-cherche", 0, 7), Changed("aux-lyceens", 10, 17)]
    assert found.losing == []
    assert found.orphans == [
        Orphan("a-qui-cherche", "statut", ("recherche",)),
        Orphan("a-qui-cherche", "permis"),
    ]


def test_an_answer_that_may_exclude_from_now_on_closes_offers() -> None:
    def decide(pages: list[dict[str, Any]]) -> None:
        del pages[0]["questions"][0]["answers"][2]["wildcard"]

    groups = [SearchGroup(FOREZ, "18-20", {"statut": frozenset({"ne-sais-pas"})}, 6)]
    entry = document(version=2)
    decide(entry["pages"])

    found = impact_of(definition_from(entry), OLD, OFFERS, groups)

    assert found.losing == [Changed("a-qui-cherche", 6, 0), Changed("aux-lyceens", 6, 0)]


def test_questions_that_no_offer_asks_decide_nothing() -> None:
    assert changed(lambda pages: None).deciding_nothing == ["cherche", "ressources", "handicap"]


def test_what_was_missing_for_searches_that_found_nothing() -> None:
    needs = unmet_needs(GROUPS, OFFERS[:2], OLD)

    lycee = Missing("statut", f"Situation{NO_BREAK}: est au lycée", ("aux-lyceens",))
    permis = Missing("permis", f"Permis{NO_BREAK}: n’a pas encore le permis", ("a-qui-cherche",))
    assert [need.missing for need in needs] == [
        (Missing("statut", f"Situation{NO_BREAK}: cherche du travail", ("a-qui-cherche",)),),
        (permis, lycee),
        (),
    ]
    assert [(need.is_open_now, need.has_offers_near) for need in needs] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert needs[1].profile == (f"18-20{NO_BREAK}ans", "cherche du travail", "a le permis")
    assert by_area(needs) == [Tally(ANNECY, 100), Tally(FOREZ, 17)]
    assert by_missing(needs)[0] == Tally(f"Situation{NO_BREAK}: cherche du travail", 10)


@pytest.mark.django_db
def test_the_last_90_days_are_replayed_before_publishing(django_assert_num_queries) -> None:
    lyceens = OfferFactory(code="aux-lyceens", criteria={"statut": {"only": ["lycee"]}})
    QuestionnaireFactory(theme=lyceens.theme)
    entry = document(version=2)
    entry["pages"][0]["questions"].pop(0)
    entry["pages"].pop(1)
    draft = QuestionnaireFactory(
        theme=lyceens.theme, version=2, status="DRAFT", document=entry, published_at=None
    )
    for day in (DAY, date(2026, 7, 1)):
        Search.objects.create(
            day=day,
            theme=lyceens.theme,
            area=FOREZ,
            age_group="18-20",
            answers={"statut": ["recherche"]},
            offers_found=0,
        )

    impact(draft, DAY)  # the version on line is kept in memory from then on

    with django_assert_num_queries(4):
        found = impact(draft, DAY)

    assert found.gaining == [Changed("aux-lyceens", 0, 1)]
    assert found.orphans == [Orphan("aux-lyceens", "statut")]
