"""The engine against a naive oracle, and the database against the engine."""

from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.offers import reach
from boussole.offers.criteria import Criterion
from boussole.offers.keys import ranked_category
from boussole.offers.models import Criterion as CriterionRow
from boussole.offers.models import Offer, OfferReach
from boussole.orientation.matching import OfferTerms, match, near_misses, ranked
from boussole.orientation.ordering import in_order
from boussole.orientation.queries import found_offers, match_statement, matching_ids, results_page
from boussole.orientation.situation import Situation, situation_from
from boussole.questionnaires.definition import Definition
from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory, ThemeFactory
from tests.orientation import examples, oracle
from tests.orientation.examples import DAY


def plain(terms: OfferTerms) -> dict[str, Any]:
    """An offer as the oracle reads it."""
    return {
        "areas": list(terms.zone.keys),
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "criteria": [
            {
                "question": criterion.question,
                "kind": criterion.kind.value,
                "accepted": sorted(criterion.accepted),
                "minimum": criterion.minimum,
                "maximum": criterion.maximum,
            }
            for criterion in terms.criteria
        ],
    }


def questions_of(definition: Definition) -> dict[str, Any]:
    return {
        code: {"wildcards": sorted(question.wildcards)} for code, question in definition.questions.items()
    }


def random_terms(random: Random, definition: Definition, number: int) -> OfferTerms:
    starts_on, ends_on = examples.dates(random)
    return OfferTerms(
        offer=f"offre-{number}",
        structure=f"structure-{random.randint(1, 4)}",
        category=ranked_category(rank := random.randint(0, 2), f"c{rank}"),
        zone=Zone.parse(examples.areas(random)),
        criteria=examples.criteria(random, definition),
        starts_on=starts_on,
        ends_on=ends_on,
        is_overloaded=random.random() < 0.1,
    )


@settings(max_examples=400)
@given(seed=st.integers(min_value=0))
def test_the_engine_finds_what_the_oracle_finds(seed: int) -> None:
    random = Random(seed)
    definition = examples.questionnaire(random)
    offers = [random_terms(random, definition, number) for number in range(random.randint(0, 12))]
    for _ in range(3):
        entry = examples.situation(random, definition)

        found = match(situation_from(entry, definition), offers, definition, DAY)

        expected = {
            terms.offer
            for terms in offers
            if oracle.is_shown(plain(terms), entry, questions_of(definition), DAY)
        }
        assert {one.offer for one in found} == expected


@settings(max_examples=100)
@given(seed=st.integers(min_value=0))
def test_a_near_miss_is_an_offer_that_one_criterion_less_would_show(seed: int) -> None:
    random = Random(seed)
    definition = examples.questionnaire(random)
    offers = {terms.offer: terms for terms in (random_terms(random, definition, n) for n in range(8))}
    situation = situation_from(examples.situation(random, definition), definition)
    shown = {one.offer for one in match(situation, offers.values(), definition, DAY)}

    missed = near_misses(situation, offers.values(), definition, DAY)

    assert shown.isdisjoint(miss.offer for miss in missed)
    for miss in missed:
        terms = offers[miss.offer]
        without = tuple(c for c in terms.criteria if c.question != miss.question)
        relaxed = OfferTerms(
            terms.offer, terms.structure, terms.category, terms.zone, without, terms.starts_on, terms.ends_on
        )
        assert match(situation, [relaxed], definition, DAY) != []


@settings(max_examples=60)
@given(seed=st.integers(min_value=0))
def test_same_answers_same_page_whatever_the_order_of_the_offers(seed: int) -> None:
    random = Random(seed)
    definition = examples.questionnaire(random)
    offers = [random_terms(random, definition, number) for number in range(12)]
    entry = examples.situation(random, definition)

    once = match(situation_from(entry, definition), offers, definition, DAY)
    random.shuffle(offers)
    again = match(situation_from(entry, definition), offers, definition, DAY)

    assert once == again


def home(commune: str = "42218", age: int | None = 19) -> Situation:
    return Situation(geography().commune(commune), age=age)


def an_offer(offer: str, structure: str, **changes: Any) -> OfferTerms:
    fields: dict[str, Any] = {
        "category": "1",
        "zone": Zone.parse(["france"]),
        "criteria": (),
        "starts_on": DAY,
        "ends_on": DAY,
    }
    return OfferTerms(offer=offer, structure=structure, **(fields | changes))


def ordered(offers: list[OfferTerms], situation: Situation) -> list[OfferTerms]:
    return [one.item for one in in_order(map(ranked, offers), situation.seed)]


def test_every_partner_comes_before_any_comes_twice() -> None:
    offers = [an_offer(f"grande-{n}", "grande") for n in range(5)] + [an_offer("petite-1", "petite")]

    for commune in sorted(geography().communes_of("departement:42"))[:40]:
        structures = [terms.structure for terms in ordered(offers, home(commune))]

        assert set(structures[:2]) == {"grande", "petite"}


def test_who_comes_first_turns_fairly_from_one_search_to_the_next() -> None:
    offers = [an_offer(f"offre-{n}", f"structure-{n}") for n in range(4)]
    communes = sorted(geography().communes_of("departement:42"))

    first = [ordered(offers, home(code))[0].structure for code in communes]

    shares = [first.count(f"structure-{n}") / len(first) for n in range(4)]
    assert all(0.15 < share < 0.35 for share in shares), shares


def test_an_offer_that_cannot_keep_up_comes_last_of_its_category() -> None:
    offers = [an_offer("pleine", "a", is_overloaded=True), an_offer("libre", "b"), an_offer("autre", "a")]

    assert ordered(offers, home())[-1].offer == "pleine"


# --- The table says the same as the engine --------------------------------------------------------
def store(terms: OfferTerms, theme: Any, categories: dict[str, Any], structures: dict[str, Any]) -> Offer:
    if terms.structure not in structures:
        structure = StructureFactory(code=terms.structure, areas=["france"], charter=None)
        CharterFactory(structure=structure, signed_on=examples.date(2020, 1, 1))
        structures[terms.structure] = structure
    if terms.category not in categories:
        position, _, code = terms.category.partition("/")
        categories[terms.category] = CategoryFactory(theme=theme, code=code, position=int(position))
    offer = OfferFactory(
        code=terms.offer,
        structure=structures[terms.structure],
        theme=theme,
        category=categories[terms.category],
        areas=list(terms.zone.keys),
        valid_from=terms.starts_on,
        valid_until=terms.ends_on,
        is_full=terms.is_overloaded,
    )
    CriterionRow.objects.bulk_create(
        CriterionRow(
            offer=offer,
            question=c.question,
            kind=c.kind.value,
            accepted=sorted(c.accepted),
            minimum=c.minimum,
            maximum=c.maximum,
        )
        for c in terms.criteria
    )
    return offer


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_the_table_finds_what_the_engine_finds_in_the_same_order(seed: int) -> None:
    random = Random(seed)
    definition = examples.questionnaire(random)
    document = {"theme": "essai", "version": 1, "pages": definition.source["pages"]}
    theme = ThemeFactory(code="essai")
    QuestionnaireFactory(theme=theme, document=document)
    categories: dict[str, Any] = {}
    structures: dict[str, Any] = {}
    terms = [random_terms(random, definition, number) for number in range(30)]
    offers = [store(one, theme, categories, structures) for one in terms]
    with transaction.atomic():
        reach.refresh(offers)

    for _ in range(15):
        situation = situation_from(examples.situation(random, definition), definition)
        expected = match(situation, terms, definition, DAY)

        count, found = found_offers(situation, theme.pk, definition, DAY)

        assert count == len(expected)
        assert [(o.code, o.reasons) for o in found] == [(m.offer, m.reasons) for m in expected]


@pytest.mark.django_db
def test_a_page_shows_the_first_of_each_category_and_says_how_many_wait() -> None:
    theme = ThemeFactory(code="pages")
    definition = QuestionnaireFactory(theme=theme).definition
    one, two = (
        CategoryFactory(theme=theme, code="un", position=1),
        CategoryFactory(theme=theme, code="deux", position=2),
    )
    for category in [one] * 4 + [two] * 2:
        OfferFactory(theme=theme, category=category)

    first = results_page(home(), theme.pk, definition, DAY, most_per_category=3)
    whole = results_page(home(), theme.pk, definition, DAY, category="un")

    assert (first.count, [offer.category for offer in first.offers]) == (6, ["un"] * 3 + ["deux"] * 2)
    assert first.kept_back == {"un": 1}
    assert [offer.code for offer in whole.offers][:3] == [offer.code for offer in first.offers][:3]
    assert (len(whole.offers), whole.kept_back) == (4, {})


@pytest.mark.django_db
def test_the_match_is_one_index_only_scan() -> None:
    theme = ThemeFactory(code="plan")
    definition = QuestionnaireFactory(theme=theme).definition
    offer = OfferFactory(theme=theme)
    OfferReach.objects.bulk_create(
        OfferReach(
            theme_id=theme.pk + n % 7,
            area=f"commune:{n:05d}",
            offer=offer,
            category="00001/postuler",
            structure_key=n,
            offer_key=n,
            age_min=15,
            age_max=30,
            starts_on=DAY,
            ends_on=DAY,
        )
        for n in range(5000)
    )
    statement, parameters = match_statement(home(), theme.pk, definition, DAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE offers_offerreach"
        ) if not connection.in_atomic_block else cursor.execute("ANALYZE offers_offerreach")
        cursor.execute("EXPLAIN " + statement, parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Only Scan using offer_reach_match" in plan
    assert "Seq Scan" not in plan


@pytest.mark.django_db
def test_an_offer_that_is_no_longer_published_leaves_the_table() -> None:
    offer = OfferFactory()
    situation = home()
    definition = QuestionnaireFactory(theme=offer.theme).definition
    assert matching_ids(situation, offer.theme_id, definition, DAY) == [offer.pk]

    with transaction.atomic():
        offer.move_to(Offer.Status.PAUSED, by=None, at=examples.datetime_of(DAY))
        reach.refresh([offer])

    assert matching_ids(situation, offer.theme_id, definition, DAY) == []


def test_a_criterion_open_to_all_is_stored_as_such_and_excludes_nobody() -> None:
    random = Random(1)
    definition = examples.questionnaire(random)
    everybody = Criterion(next(iter(definition.questions)))
    offers = [an_offer("a", "a", criteria=(everybody,))]
    for _ in range(20):
        situation = situation_from(examples.situation(random, definition), definition)
        assert [one.offer for one in match(situation, offers, definition, DAY)] == ["a"]
