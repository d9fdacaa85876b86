"""What nobody should send to the animation, and somebody will: every page answers, none breaks."""

import pytest
from django.test import Client
from django.urls import reverse

from boussole.offers.models import AnswerReview
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.hands import hands
from tests.signing import sign_in

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
STRANGE = ["", "\x00", "²", "9" * 25, "-1", "'\"><script>alert(1)</script>", "é" * 2_000, "a\u202eb"]


@pytest.fixture
def animator(hands) -> Client:
    return sign_in(Client(), MandateFactory().user)


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_may_stand_in_an_address(animator, text):
    StructureFactory()
    asked = [
        ("claims", "q"),
        ("new_question", "offre"),
        ("new_question", "theme"),
        ("new_prospect", "recherches"),
        ("needs", "theme"),
        ("needs", "depuis"),
    ]
    for page, name in asked:
        answer = animator.get(reverse(f"animators:{page}"), {name: text})
        assert answer.status_code == 200, page
        assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("text", STRANGE)
def test_any_text_may_be_typed_about_a_need(animator, text):
    theme = QuestionnaireFactory().theme
    fields = {
        "theme": theme.code,
        "area": "",
        "need": "Dormir au chaud",
        "searches": "3",
        "name": "",
        "contact": "",
    }

    for name in (*fields, "due_on"):
        answer = animator.post(reverse("animators:new_prospect"), fields | {name: text})
        assert answer.status_code in (200, 302), name


@pytest.mark.parametrize("text", STRANGE)
def test_only_the_offers_of_the_list_can_be_ticked(animator, text):
    offer = OfferFactory()
    AnswerReview.objects.create(offer=offer, question="statut", answer="autre", asked_at=NOW)

    answer = animator.post(
        reverse("animators:answer_reviews"), {"offre": [text, "1"], "decision": "accepter"}, follow=True
    )

    assert answer.status_code == 200
    assert not AnswerReview.objects.exclude(decision="").exists()


@pytest.mark.parametrize("text", STRANGE)
def test_only_a_version_that_exists_is_taken_up_again(animator, text):
    theme = QuestionnaireFactory().theme
    place = reverse("animators:start_questionnaire", args=[MandateFactory().territory.code, theme.code])

    assert animator.post(place, {"version": text}).status_code in (302, 404)
