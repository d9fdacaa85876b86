"""The pages of the animation about offers: what waits to be read, one review, what must be confirmed or mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import User
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions import reviewing, writing
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion, ReviewComment
from boussole.partners.models import Structure
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(hands) -> User:
    return MandateFactory(user__first_name="Claire").user


@pytest.fixture
def client(claire) -> Client:
    return sign_in(Client(), claire)


@pytest.fixture
def nadia() -> User:
    structure = StructureFactory(name="Le Phare")
    return ReferentFactory(structure=structure, user__first_name="Nadia", user__last_name="Belkacem").user


def propose(nadia: User, hands, **changes) -> OfferVersion:
    """A change of an offer on line, proposed by Nadia."""
    offer = OfferFactory(structure=nadia.referents.get().structure, title="Préparer ton entretien")
    if not offer.theme.questionnaires.exists():
        QuestionnaireFactory(theme=offer.theme)
    at = {"by": nadia, "day": hands.now.date(), "now": hands.now}
    version = writing.start_version(offer, **at)
    content = OfferContent(**{**_fields(version.content), **(changes or {"title": "Préparer un entretien"})})
    version = writing.save_version(version, content, seen=version.saves, **at)
    return reviewing.submit(version, **at)


def _fields(content: OfferContent) -> dict:
    return {name: getattr(content, name) for name in OfferContent.__slots__}


def load(hands, **structure) -> OfferVersion:
    """A draft that came from a file, for a structure that nobody has joined."""
    category = CategoryFactory()
    content = OfferContent(
        category.theme.code,
        category.code,
        title="Réparer ton vélo",
        summary="Un atelier, des outils, quelqu’un qui sait.",
        promised_days=3,
        is_free=True,
    )
    prospect = StructureFactory(status=Structure.Status.PROSPECT, **structure)
    return writing.create_draft(prospect, content, by=None, now=hands.now, origin=OfferVersion.Origin.LOADED)


def read(client: Client, route: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"animators:{route}", args=args), query)
    assert answer.status_code == 200
    return words(answer.content.decode())


def send(client: Client, route: str, *args: object, **posted: object) -> str:
    answer = client.post(reverse(f"animators:{route}", args=args), posted, follow=True)
    assert answer.status_code == 200
    return words(answer.content.decode())


# --- À relire -----------------------------------------------------------------------------------------
def test_what_waits_is_listed_oldest_first_with_its_age(client, nadia, hands) -> None:
    propose(nadia, hands)
    hands.forward(days=4)
    propose(nadia, hands, summary="Deux séances pour répéter.")

    listed = read(client, "offers")

    assert listed.index("Changement Titre") < listed.index("Changement Texte court")
    assert "depuis 4 jours À relire vite" in listed
    assert "Nadia Belkacem" in listed
    assert "2 offres à relire" in read(client, "home")


def test_dozens_of_loaded_drafts_are_published_at_once(client, nadia, hands) -> None:
    ready, empty, claimed = load(hands), load(hands, email=""), load(hands)
    manager = ReferentFactory(structure=claimed.offer.structure).user
    mine = replace(claimed.content, summary="Viens avec ton vélo, on le répare ensemble.")
    writing.save_version(claimed, mine, seen=0, by=manager, day=hands.now.date(), now=hands.now)
    codes = [version.offer.code for version in (ready, empty, claimed)]

    listed = read(client, "offers")
    told = send(client, "offers", offre=codes)

    assert "Incomplète : Donnez au moins un e-mail de contact" in listed
    assert "1 offre publiée." in told
    assert "1 offre n’est pas partie. « Réparer ton vélo » : Donnez au moins un e-mail" in told
    statuses = (
        OfferVersion.objects.filter(offer__code__in=codes).order_by("pk").values_list("status", flat=True)
    )
    assert list(statuses) == ["PUBLISHED", "DRAFT", "DRAFT"]
    assert not Offer.objects.shown_on(hands.now.date()).filter(code=ready.offer.code).exists()


# --- Relecture ------------------------------------------------------------------------------------------
def test_a_version_is_read_beside_what_is_on_line(client, nadia, hands) -> None:
    version = propose(nadia, hands)

    page = read(client, "review_offer", version.offer.code)

    assert (
        "Titre En ligne Préparer ton entretien Proposé Préparer [retiré : ton ] [ajouté : un ] entretien"
        in page
    )
    assert "Ce qui ne change pas" in page
    assert "Qui verra cette offre ?" in page


def test_it_is_sent_back_with_comments_on_its_passages(client, nadia, hands) -> None:
    version = propose(nadia, hands)
    code = version.offer.code

    missing = send(client, "send_back_offer", code, quote_title="un entretien")
    told = send(
        client, "send_back_offer", code, note="Presque !", text_title="Dites « ton ».", quote_title="un"
    )

    version.refresh_from_db()
    comment = ReviewComment.objects.get()
    assert "Dites ce qu’il faut changer à ce passage." in missing
    assert "repart chez sa structure" in told
    assert (version.status, comment.field, comment.quote) == ("SENT_BACK", "title", "un")
    assert client.get(reverse("animators:review_offer", args=[code])).status_code == 404


def test_it_is_published_now_or_on_a_day(client, nadia, hands) -> None:
    now, later = propose(nadia, hands), propose(nadia, hands)
    day = hands.now.date() + timedelta(days=7)

    send(client, "publish_offer", now.offer.code)
    past = send(client, "publish_offer", later.offer.code, publish_on="2020-01-01")
    told = send(client, "publish_offer", later.offer.code, publish_on=day.isoformat())

    now.refresh_from_db()
    later.refresh_from_db()
    assert (now.status, later.status, later.publish_on) == ("PUBLISHED", "SCHEDULED", day)
    assert "est passé" in past
    assert "La publication est programmée." in told


# --- À confirmer ------------------------------------------------------------------------------------------
@pytest.fixture
def silent(nadia, hands) -> Offer:
    """An offer that nobody has confirmed for five weeks."""
    by = hands.now.date() - timedelta(days=35)
    return OfferFactory(structure=nadia.referents.get().structure, title="Ton vélo", confirm_by=by)


def test_what_is_not_confirmed_is_listed_by_state_and_asked_again_once_a_day(client, silent, nadia) -> None:
    listed = read(client, "offers_to_confirm")
    told = [send(client, "remind_offer", silent.code) for _ in range(2)]

    assert "En fin de liste 1 Ton vélo Le Phare" in listed
    assert "C’est envoyé à 1 personne de la structure." in told[0]
    assert "déjà été relancée" in told[1]
    assert OutgoingMessage.objects.get().to_address == nadia.email


def test_an_offer_is_confirmed_with_its_structure_on_the_phone(client, silent, nadia, hands) -> None:
    told = send(client, "confirm_by_phone", silent.code, said_by=nadia.pk)

    silent.refresh_from_db()
    assert "Prochaine confirmation avant le" in told
    assert silent.confirmed_by == nadia


def test_the_animation_chooses_how_long_an_offer_is_believed(client, claire) -> None:
    territory = claire.mandates.get().territory

    told = send(client, "choose_months", territory.code, months=3)

    territory.refresh_from_db()
    assert territory.confirmation_months == 3
    assert "tous les 3 mois" in told
    assert (
        client.post(reverse("animators:choose_months", args=["ailleurs"]), {"months": 3}).status_code == 404
    )


def test_lists_cost_the_same_whatever_their_length(
    client, nadia, hands, django_assert_max_num_queries
) -> None:
    for _ in range(3):
        propose(nadia, hands)
        load(hands)
        OfferFactory(structure=StructureFactory(), confirm_by=date(2026, 11, 1))
    for route, most in (("offers", 25), ("offers_to_confirm", 20), ("inconsistencies", 25)):
        with django_assert_max_num_queries(most):
            read(client, route)


def test_a_publication_to_come_is_listed_and_may_be_called_off(client, nadia, hands) -> None:
    version = propose(nadia, hands)
    day = hands.now.date() + timedelta(days=7)
    send(client, "publish_offer", version.offer.code, publish_on=day.isoformat())

    listed = read(client, "offers")
    told = send(client, "cancel_publication", version.offer.code)

    version.refresh_from_db()
    assert "Publications programmées 1 Préparer un entretien" in listed
    assert "La publication est annulée" in told
    assert version.status == "DRAFT"
