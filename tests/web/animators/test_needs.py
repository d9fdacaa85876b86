"""The page of unmet needs, and where each line of it leads."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from boussole.animation.models import Prospect, StructureQuestion
from boussole.orientation.models import Search
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
NEEDS = "/animation/besoins/"
SAINT_ETIENNE_METROPOLE = "epci:244200770"


@pytest.fixture
def theme(hands):
    return QuestionnaireFactory().theme


@pytest.fixture
def animator(hands) -> Client:
    return sign_in(Client(), MandateFactory(user__first_name="Claire").user)


def searched(
    theme, times: int, *, found: int = 0, age: str = "18-20", area=SAINT_ETIENNE_METROPOLE, **answers
):
    given = {question: [answer] for question, answer in answers.items()}
    for _ in range(times):
        Search.objects.create(
            day=NOW.date(), theme=theme, area=area, age_group=age, answers=given, offers_found=found
        )


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words(answer.content.decode())


def links(client: Client, url: str, route: str) -> list[str]:
    """The addresses of this page, with what they carry, that the page leads to."""
    page = client.get(url).content.decode()
    return [unescape(href) for href in re.findall(rf'href="({reverse(route)}[^"]+)"', page)]


def test_needs_are_counted_by_theme_and_small_numbers_are_hidden(animator, theme):
    searched(theme, 7)
    searched(theme, 3, found=2)
    searched(theme, 2, area="epci:200065894")

    page = read(animator, f"{NEEDS}?theme={theme.code}")

    assert "9 sans résultat" in page
    assert "75 %" in page
    assert "18-20 ans" in page
    assert "moins de 5" in page
    assert "2 recherches" not in page


def test_an_offer_one_criterion_away_is_named_with_what_it_asks(animator, theme):
    structure = StructureFactory(name="Le Phare")
    OfferFactory(
        theme=theme,
        category__theme=theme,
        structure=structure,
        title="Préparer ton entretien",
        criteria={"age": {"from": 21, "to": 25}},
    )
    searched(theme, 6)

    page = read(animator, f"{NEEDS}?theme={theme.code}")

    assert "1 offre à un critère près" in page
    assert "Préparer ton entretien (Le Phare)" in page
    assert "entre 21 et 25 ans" in page


def test_a_need_becomes_a_prospect_with_what_is_known_of_it(animator, theme):
    searched(theme, 6)
    (url,) = links(animator, f"{NEEDS}?theme={theme.code}", "animators:new_prospect")
    form = animator.get(url)
    assert form.context["form"].initial["need"] == "18-20\u00a0ans"

    data = {"theme": theme.code, "area": SAINT_ETIENNE_METROPOLE, "need": "18-20 ans, rien", "searches": "6"}
    answer = animator.post(url, data, follow=True)

    page = words(answer.content.decode())
    assert "Le prospect est noté." in page
    assert "6 recherches sans résultat" in page
    prospect = Prospect.objects.get()
    animator.post(
        reverse("animators:prospect_step", args=[prospect.public_id]), {"status": "DROPPED", "note": "Non."}
    )
    assert "Sans suite" in read(animator, reverse("animators:prospect", args=[prospect.public_id]))


def test_a_small_need_does_not_say_its_number_on_the_way(animator, theme):
    searched(theme, 3)
    (url,) = links(animator, f"{NEEDS}?theme={theme.code}", "animators:new_prospect")
    assert "recherches=" not in url


def test_a_need_becomes_a_question_that_the_structure_answers_in_one_press(animator, theme):
    structure = StructureFactory(name="Le Phare")
    nadia = sign_in(Client(), ReferentFactory(structure=structure).user)
    OfferFactory(
        theme=theme, category__theme=theme, structure=structure, criteria={"age": {"from": 21, "to": 25}}
    )
    searched(theme, 6)
    (url,) = links(animator, f"{NEEDS}?theme={theme.code}", "animators:new_question")
    assert animator.get(url).context["form"].initial["structure"] == structure.code

    data = {
        "theme": theme.code,
        "area": "",
        "need": "18-20 ans",
        "structure": structure.code,
        "text": "Possible ?",
    }
    animator.post(url, data)
    question = StructureQuestion.objects.get()
    assert "question à laquelle répondre" in read(nadia, "/extranet/")
    at = reverse("extranet:question", args=[question.public_id])
    assert "Choisissez une réponse." in words(nadia.post(at, {"answer": ""}).content.decode())
    nadia.post(at, {"answer": "WIDEN", "words": "Dès janvier."})

    page = read(animator, reverse("animators:question", args=[question.public_id]))
    assert "Oui, en élargissant une offre" in page
    assert "Dès janvier." in page
    assert "question à laquelle répondre" not in read(nadia, "/extranet/")


def test_the_same_question_twice_keeps_what_was_typed(animator, theme):
    structure = StructureFactory(name="Le Phare")
    ReferentFactory(structure=structure)
    url = reverse("animators:new_question")
    data = {
        "theme": theme.code,
        "area": "",
        "need": "18-20 ans",
        "structure": structure.code,
        "text": "Possible ?",
    }
    animator.post(url, data)

    page = animator.post(url, data)

    assert "attend déjà la réponse" in words(page.content.decode())
    assert "Possible ?" in page.content.decode()


def test_prospects_and_questions_of_another_territory_do_not_exist(animator, theme):
    other = TerritoryFactory(code="ain", name="Ain", areas=["departement:01"])
    prospect = Prospect.objects.create(territory=other, theme=theme, need="x", opened_at=NOW)

    assert animator.get(reverse("animators:prospect", args=[prospect.public_id])).status_code == 404
    assert animator.get(f"{reverse('animators:new_prospect')}?territoire=ain").status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_number_of_needs(
    animator, theme, django_assert_max_num_queries
):
    OfferFactory(theme=theme, category__theme=theme, criteria={"age": {"from": 21, "to": 25}})
    for age in ("15-17", "18-20", "26-30"):
        searched(theme, 6, age=age)

    with django_assert_max_num_queries(22):
        animator.get(f"{NEEDS}?theme={theme.code}")


def test_a_masked_count_is_not_what_remains_when_the_others_are_taken_from_the_total(animator, theme):
    searched(theme, 9, age="18-20")
    searched(theme, 6, age="21-25")
    searched(theme, 2, age="16-17")

    shown = read(animator, f"{NEEDS}?theme={theme.code}")

    ages = re.search(
        r"18-20 ans.{0,40}?9.{0,40}?21-25 ans.{0,40}?5 ou plus.{0,40}?16-17 ans.{0,40}?moins de 5", shown
    )
    assert ages, shown
