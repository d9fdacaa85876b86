"""A question has one more answer: who is asked, who answers, and what it changes at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from boussole.accounts.models import User
from boussole.core.typography import NO_BREAK
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions import answer_reviews, templates, writing
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import with_criterion
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import AnswerReview, Offer, OfferVersion
from boussole.orientation.queries import matching_ids
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import definition_from
from boussole.territories.geography import geography
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory, document, one
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
AT = {"day": NOW.date(), "now": NOW}
LYCEE = {"statut": {"only": ["lycee"]}}
ADDED = [("statut", "alternance")]


def with_alternance() -> dict[str, Any]:
    entry = document(version=2)
    answer = one("alternance", "Je suis en alternance", "tu es en alternance", "est en alternance")
    entry["pages"][0]["questions"][0]["answers"].insert(0, answer)
    return entry


@pytest.fixture
def nadia() -> User:
    return ReferentFactory(user__first_name="Nadia").user


@pytest.fixture
def structure(nadia: User):
    return nadia.referents.get().structure


@pytest.fixture
def claire() -> User:
    return MandateFactory(user__first_name="Claire").user


@pytest.fixture
def questionnaire():
    return QuestionnaireFactory(theme=ThemeFactory(), version=2, document=with_alternance())


@transaction.atomic
def ask(questionnaire, territory=None) -> list[AnswerReview]:
    return answer_reviews.ask_reviews(questionnaire.theme, ADDED, territory=territory, now=NOW)


def sees_in_alternance() -> list[int]:
    situation = Situation(geography().commune("42218"), None, 19, {"statut": frozenset({"alternance"})})
    theme = ThemeFactory()
    return matching_ids(situation, theme.pk, definition_from(with_alternance()), NOW.date())


def accepted(offer: Offer) -> list[str]:
    return offer.criteria.get(question="statut").accepted


def test_only_the_offers_that_leave_the_answer_out_are_asked_about(structure, questionnaire):
    bound = OfferFactory(structure=structure, criteria=LYCEE)
    paused = OfferFactory(structure=structure, criteria=LYCEE, status="PAUSED")
    OfferFactory(structure=structure)
    OfferFactory(structure=structure, criteria={"statut": "all"})
    OfferFactory(structure=structure, criteria={"statut": {"only": ["lycee", "alternance"]}})
    OfferFactory(structure=structure, criteria=LYCEE, theme=ThemeFactory(code="logement"))
    OfferFactory(structure=structure, criteria=LYCEE, status="DRAFT")

    ask(questionnaire)

    assert [row.offer for row in AnswerReview.objects.pending()] == [bound, paused]
    assert ask(questionnaire) == []


def test_a_territory_asks_about_the_offers_that_serve_it(questionnaire):
    loire = TerritoryFactory()
    here = OfferFactory(criteria=LYCEE)
    OfferFactory(structure=StructureFactory(areas=["departement:74"], commune="74010"), criteria=LYCEE)

    assert [row.offer for row in ask(questionnaire, loire)] == [here]


def test_each_structure_is_written_to_once(structure, nadia, questionnaire):
    for title in ("Refaire ton CV", "Visiter une entreprise"):
        OfferFactory(structure=structure, criteria=LYCEE, title=title)

    ask(questionnaire)

    mail = OutgoingMessage.objects.get(template="offers/messages/answer_added")
    assert mail.to_address == nadia.email
    assert mail.subject == f"Une réponse de plus : 2{NO_BREAK}offres à revoir"
    assert "- Situation : « Je suis en alternance »" in mail.body
    assert "- Refaire ton CV\n- Visiter une entreprise\n" in mail.body


def test_an_animator_accepts_and_young_people_see_the_offer_at_once(structure, claire, questionnaire):
    offer, other = (OfferFactory(structure=structure, criteria=LYCEE) for _ in range(2))
    reviews = ask(questionnaire)
    assert sees_in_alternance() == []

    answer_reviews.accept(reviews[:1], by=claire, **AT)
    answer_reviews.leave_out(reviews[1:], by=claire, **AT)

    assert sees_in_alternance() == [offer.pk]
    assert (accepted(offer), accepted(other)) == (["alternance", "lycee"], ["lycee"])
    assert [(v.number, v.status, v.origin) for v in offer.versions.all()] == [
        (1, "REPLACED", "LOADED"),
        (2, "PUBLISHED", "ANSWER_ADDED"),
    ]
    assert other.versions.count() == 1
    assert not AnswerReview.objects.pending().exists()
    assert set(AnswerReview.objects.values_list("decision", "decided_by")) == {
        ("ACCEPTED", claire.pk),
        ("LEFT_OUT", claire.pk),
    }


def test_what_is_being_written_accepts_it_too_and_its_writer_is_warned(structure, nadia, questionnaire):
    offer = OfferFactory(structure=structure, criteria=LYCEE)
    draft = writing.start_version(offer, by=nadia, **AT)
    written = replace(draft.content, title="Un autre titre")
    seen = writing.save_version(draft, written, seen=0, by=nadia, **AT).saves
    review = ask(questionnaire)[0]

    answer_reviews.accept([review], by=nadia, **AT)

    draft.refresh_from_db()
    assert (draft.status, draft.content.title) == ("DRAFT", "Un autre titre")
    assert draft.content.criterion("statut").accepted == {"lycee", "alternance"}
    with pytest.raises(writing.SavedByAnother):
        writing.save_version(draft, replace(written, title="Encore un autre"), seen=seen, by=nadia, **AT)
    assert offer.versions.filter(status="PUBLISHED").get().content.title == offer.title


def test_a_decision_stands_once_made(structure, nadia, claire, questionnaire):
    offer = OfferFactory(structure=structure, criteria=LYCEE)
    review = ask(questionnaire)[0]
    answer_reviews.leave_out([review], by=nadia, **AT)

    assert answer_reviews.accept([review], by=claire, **AT) == []
    assert accepted(offer) == ["lycee"]


def test_an_offer_written_again_waits_no_more(structure, questionnaire):
    offer = OfferFactory(structure=structure, criteria=LYCEE)
    ask(questionnaire)

    offer.criteria.update(kind="ALL", accepted=[])

    assert not AnswerReview.objects.pending().exists()


def test_strangers_decide_nothing(structure, questionnaire):
    OfferFactory(structure=structure, criteria=LYCEE)
    reviews = ask(questionnaire)
    elsewhere = MandateFactory(territory=TerritoryFactory(code="savoie", areas=["departement:74"])).user

    for stranger in (elsewhere, UserFactory(), ReferentFactory(structure=StructureFactory()).user):
        with pytest.raises(NotAllowed):
            answer_reviews.accept(reviews, by=stranger, **AT)


def test_a_copy_changes_with_its_template_and_so_do_the_others(claire, nadia, questionnaire):
    territory = claire.mandates.get().territory
    first, second = (OfferFactory(criteria=LYCEE) for _ in range(2))
    ReferentFactory(user=nadia, structure=first.structure)
    content = with_criterion(
        replace(content_of_row(first), title="Modèle"),
        Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"lycee"})),
    )
    template = templates.write_template(content, templates.Scope(territory=territory), by=claire, **AT)
    Offer.objects.update(template=template, follows_template=True)
    reviews = ask(questionnaire)

    with pytest.raises(NotAllowed, match="suit un modèle"):
        answer_reviews.accept(reviews[:1], by=nadia, **AT)
    decided = answer_reviews.accept(reviews[:1], by=claire, **AT)

    assert {row.offer for row in decided} == {first, second}
    assert [accepted(first), accepted(second)] == [["alternance", "lycee"]] * 2
    template.refresh_from_db()
    assert template.content.criterion("statut").accepted == {"lycee", "alternance"}
    assert OfferVersion.objects.filter(origin="ANSWER_ADDED").count() == 0
