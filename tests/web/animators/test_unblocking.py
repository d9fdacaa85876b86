"""The pages of « À débloquer », as an animator reads and presses them."""

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.audit.models import Entry
from boussole.contact_requests.actions import MOST_FILES
from boussole.contact_requests.actions.reading import OPENED
from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from boussole.core.moves import MoveRefused
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.factories.redirections import propose
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
WHO = ("Lina", "06 39 98 12 34", "lina@example.org", "Plutôt le matin", "Je cherche du travail")
REASON = "La structure ne répond plus au téléphone."


@pytest.fixture
def animator(hands) -> Client:
    return sign_in(Client(), MandateFactory(user__first_name="Claire").user)


@pytest.fixture
def karim():
    structure = StructureFactory(name="Le Phare")
    return ReferentFactory(structure=structure, user__first_name="Karim", user__last_name="Aït").user


@pytest.fixture
def late(hands, karim) -> ContactRequest:
    """Four days after its date, and nobody tried."""
    offer = OfferFactory(structure=karim.referents.get().structure, promised_days=2)
    request = ContactRequestFactory(offer=offer, now=hands.now)
    hands.forward(days=6.5)
    return request


def at(name: str, request: ContactRequest) -> str:
    return reverse(f"animators:{name}", args=[request.public_id])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_the_list_and_the_page_say_what_is_stuck_and_never_who_asked(animator, late):
    listed, page = read(animator, reverse("animators:unblocking")), read(animator, at("watched", late))

    assert "1 demande" in listed
    assert late.filing.number in listed
    assert "Karim Aït" in page
    assert "en retard de 4 jours" in page
    assert [sign for sign in WHO if sign in listed + page] == []


def test_the_desk_counts_what_is_to_unblock(animator, late):
    assert "1 demande sans réponse" in read(animator, reverse("animators:home"))


def test_a_request_is_given_to_somebody_else(animator, late, karim):
    page = words(animator.post(at("reassign", late), {"to": karim.public_id}, follow=True).content.decode())

    late.refresh_from_db()
    assert late.owner == karim
    assert "La demande est confiée à Karim Aït" in page


def test_without_a_choice_the_page_says_what_to_do(animator, late):
    page = words(animator.post(at("reassign", late), {}).content.decode())

    assert "Choisissez une personne de la structure." in page


def test_answering_personally_opens_the_request_in_the_extranet(animator, late):
    answer = animator.post(at("answer_personally", late), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("extranet:contact_request", args=[late.public_id])
    page = words(answer.content.decode())
    assert "Lina, 19 ans" in page
    assert "06 39 98 12 34" in page
    assert "1 demande" in read(animator, reverse("animators:home"))
    assert "Lina" in read(animator, reverse("extranet:requests"))
    assert animator.get(reverse("extranet:structure")).status_code == 404


def test_coordinates_ask_for_a_reason_that_is_kept_on_refusal(animator, late):
    page = words(animator.post(at("open_coordinates", late), {"reason": "vu"}).content.decode())

    assert "Écrivez en quelques mots pourquoi" in page
    assert ">vu<" in animator.post(at("open_coordinates", late), {"reason": "vu"}).content.decode().replace(
        "\n", ""
    )


def test_coordinates_open_for_half_an_hour_after_a_reason(animator, late, hands):
    assert animator.get(at("coordinates", late))["Location"] == at("watched", late)

    page = words(
        animator.post(at("open_coordinates", late), {"reason": REASON}, follow=True).content.decode()
    )

    assert "06 39 98 12 34" in page
    assert REASON in page
    assert "Plutôt le matin" not in page  # the message stays in the structure
    assert Entry.objects.filter(code="contact_request.opened", object_id=str(late.pk)).count() == 1
    assert REASON in read(animator, at("watched", late))
    hands.forward(minutes=31)
    assert animator.get(at("coordinates", late))["Location"] == at("watched", late)


def test_the_animation_has_the_quota_of_everybody(animator, late):
    claire = User.objects.get(first_name="Claire")
    for number in range(MOST_FILES):
        trail.record(OPENED, by=claire, on=ContactRequest(pk=number + 1_000_000), at=clock.now())

    shown = animator.post(at("open_coordinates", late), {"reason": REASON}, follow=True)

    assert shown.redirect_chain[-1][0].startswith("/extranet/compte/second-facteur/")
    assert "06 39 98 12 34" not in words(shown.content.decode())


def test_the_page_explains_why_it_is_too_early(animator, karim, hands):
    request = ContactRequestFactory(
        offer=OfferFactory(structure=karim.referents.get().structure, promised_days=2), now=hands.now
    )

    page = read(animator, at("watched", request))

    assert "Vous pourrez la confier à quelqu’un d’autre 3 jours après la date promise." in page
    assert "Les coordonnées s’ouvrent seulement quand la date promise est passée sans essai." in page
    assert "Confier la demande" not in page


@pytest.mark.parametrize(
    "route", ["watched", "reassign", "answer_personally", "open_coordinates", "coordinates"]
)
def test_the_request_of_another_territory_does_not_exist(late, route):
    rhone = TerritoryFactory(code="rhone", name="Rhône", areas=["departement:69"])
    stranger = sign_in(Client(), MandateFactory(territory=rhone).user)

    assert stranger.get(at(route, late)).status_code == 404
    assert stranger.post(at(route, late)).status_code == (405 if route in ("watched", "coordinates") else 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_waits(animator, hands, karim, count, django_assert_num_queries):
    for _ in range(count):
        ContactRequestFactory(offer=OfferFactory(), now=hands.now)
    hands.forward(days=6)
    read(animator, reverse("animators:unblocking"))

    with django_assert_num_queries(7):
        read(animator, reverse("animators:unblocking"))


# --- To another structure -------------------------------------------------------------------------
@pytest.fixture
def other(late):
    """Another structure whose offer matches the same situation."""
    QuestionnaireFactory(theme=late.offer.theme)
    return OfferFactory(
        theme=late.offer.theme,
        category=late.offer.category,
        structure__name="La Vigie",
        title="Un coup de main",
    )


def test_the_animation_proposes_it_to_a_structure_that_matches(animator, late, other):
    page = read(animator, at("redirect", late))
    assert "La Vigie" in page
    assert [sign for sign in WHO if sign in page] == []

    answer = animator.post(
        at("redirect", late),
        {"target": other.code, "diagnosis": "Personne n’a rappelé.", "agreement": "ASKED"},
        follow=True,
    )

    redirection = late.redirections.get()
    assert (redirection.to_offer, redirection.status, redirection.reason) == (
        other,
        "WAITING_AGREEMENT",
        "NO_ANSWER",
    )
    assert "situation/handicap" not in redirection.shared_fields  # sensitive: never by default
    assert "Proposée à La Vigie" in words(answer.content.decode())


def test_a_yes_is_heard_by_who_could_call(animator, late, other, hands):
    """« Elle est d’accord », said by somebody who never opened a number: nobody heard it."""
    told = {"target": other.code, "diagnosis": "Personne n’a rappelé.", "agreement": "TOLD"}
    assert "Je l’ai jointe" not in read(animator, at("redirect", late))
    animator.post(at("redirect", late), told)
    assert not late.redirections.exists()
    claire = User.objects.get(first_name="Claire")
    with pytest.raises(MoveRefused, match="Ouvrez d’abord ses coordonnées"):
        propose(late, to_offer=other, by=claire, reason="NO_ANSWER", now=hands.now)

    animator.post(at("open_coordinates", late), {"reason": "Je la rappelle moi-même."})
    assert "Je l’ai jointe" in read(animator, at("redirect", late))
    animator.post(at("redirect", late), told)

    assert late.redirections.get().status == "PROPOSED"


def test_a_pre_diagnosis_that_names_somebody_is_refused_and_kept(animator, late, other):
    form = {"target": other.code, "diagnosis": "Rappelez Lina.", "agreement": "ASKED"}

    page = animator.post(at("redirect", late), form).content.decode()

    assert "Retirez le prénom" in words(page)
    assert "Rappelez Lina." in page
    assert not late.redirections.exists()


def test_before_three_days_the_page_leads_back_with_the_reason(animator, karim, hands):
    request = ContactRequestFactory(
        offer=OfferFactory(structure=karim.referents.get().structure, promised_days=2), now=hands.now
    )

    page = words(animator.get(at("redirect", request), follow=True).content.decode())

    assert "Vous pourrez la confier à quelqu’un d’autre 3 jours après la date promise." in page
