"""What the animation writes to its partners: to whom, once, and how one stops the news."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import User
from boussole.animation import actions, unsubscribing
from boussole.animation.actions import MessageRefused, Selection, Words
from boussole.animation.audience import audience_of
from boussole.animation.models import (
    PartnerMessage,
    PartnerMessageRecipient,
    PartnerMessageTemplate,
    Unsubscription,
)
from boussole.animation.privacy import forget_partner_messages
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.privacy.actions import export_about
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db
DAY = NOW.date()
SERVICE = Words("SERVICE", "Comité du 12 janvier", "Nous nous retrouvons à 9 h.")
NEWS = Words("NEWS", "Nouvelles de novembre", "Deux partenaires nous rejoignent.")


@pytest.fixture
def claire() -> User:
    territory = TerritoryFactory()
    return MandateFactory(territory=territory, user__first_name="Claire", user__last_name="Morel").user


def manager(name: str, **structure: object) -> User:
    """Somebody responsible for a structure of this name."""
    row = StructureFactory(name=name, **structure)
    return ReferentFactory(structure=row, role="MANAGER", user__first_name=name.split()[-1]).user


def written(claire: User, said: Words = SERVICE, **selection: object) -> PartnerMessage:
    return actions.write_message(
        TerritoryFactory(), said, Selection(**selection), by=claire, day=DAY, now=NOW
    )


def names(message: PartnerMessage) -> list[str]:
    return [each.user.first_name for each in audience_of(message, NOW).recipients]


def send(message: PartnerMessage, by: User) -> PartnerMessage:
    looked_at = audience_of(message, NOW).fingerprint
    return actions.send_message(message, looked_at=looked_at, by=by, day=DAY, now=NOW)


# --- To whom ------------------------------------------------------------------------------------------
def test_it_goes_to_those_of_the_territory_that_are_chosen(claire):
    manager("Le Phare")
    manager("L Escale", charter=None, status="INVITED")
    CharterFactory(structure=StructureFactory(name="Le Quai", charter=None), status="SIGNING", signed_on=None)
    quai = StructureFactory._meta.model.objects.get(name="Le Quai")
    ReferentFactory(structure=quai, role="MANAGER", user__first_name="Quai")
    ReferentFactory(structure=quai, user__first_name="Inès")
    manager("A Paris", areas=["departement:75"], commune="75101")
    housing = ThemeFactory(code="logement", name="Logement")
    OfferFactory(structure=quai, theme=housing)

    assert names(written(claire)) == ["Escale", "Phare", "Quai"]
    assert names(written(claire, standing="ACTIVE")) == ["Phare", "Quai"]
    assert names(written(claire, charter="IN_FORCE")) == ["Phare"]
    assert names(written(claire, charter="AT_WORK")) == ["Quai"]
    assert names(written(claire, charter="NONE")) == ["Escale"]
    assert names(written(claire, theme=housing, people="EVERYBODY")) == ["Inès", "Quai"]


def test_who_answers_for_two_structures_receives_one_copy(claire):
    someone = manager("Le Phare")
    ReferentFactory(structure=StructureFactory(name="L’Escale"), user=someone, role="MANAGER")
    message = send(written(claire), claire)

    assert [(each.user, each.structure.name) for each in message.recipients.all()] == [(someone, "Le Phare")]


def test_neither_who_left_nor_who_has_not_come_receives_it(claire):
    structure = StructureFactory()
    manager("Le Radeau", status="LEFT")
    ReferentFactory(structure=structure, role="MANAGER", ends_on=date(2026, 11, 1))
    ReferentFactory(structure=structure, role="MANAGER", is_pending=True)
    ReferentFactory(structure=structure, role="MANAGER", user__is_active=False)

    assert names(written(claire)) == []
    with pytest.raises(MessageRefused, match="Personne ne correspond"):
        send(written(claire), claire)


# --- Once ---------------------------------------------------------------------------------------------
def test_it_leaves_once_in_the_name_of_the_territory(claire):
    someone = manager("Le Phare")
    message = send(written(claire), claire)

    with pytest.raises(NotAllowed, match="ne change plus"):
        send(message, claire)
    mail = OutgoingMessage.objects.get(template="animation/messages/to_partners")
    assert (mail.to_address, mail.subject) == (someone.email, "Comité du 12 janvier")
    assert mail.sender_name == "La Boussole, Loire"
    assert "Bonjour Phare," in mail.body
    assert f"Pour répondre\u00a0: {claire.email}" in mail.body
    assert "nouvelles" not in mail.body
    assert message.recipients.get().outgoing == mail


def test_nobody_is_written_to_unseen(claire):
    manager("Le Phare")
    message = written(claire)
    looked_at = audience_of(message, NOW).fingerprint
    manager("L Escale")

    with pytest.raises(MessageRefused, match="a changé entre-temps"):
        actions.send_message(message, looked_at=looked_at, by=claire, day=DAY, now=NOW)
    assert not OutgoingMessage.objects.exists()


def test_only_the_animation_of_the_territory_writes(claire):
    nadia = manager("Le Phare")
    elsewhere = MandateFactory(
        territory=TerritoryFactory(code="ailleurs", name="Paris", areas=["departement:75"])
    ).user
    message = written(claire)
    template = actions.write_template(TerritoryFactory(), "Comité", SERVICE, by=claire, day=DAY, now=NOW)

    for someone in (nadia, elsewhere):
        with pytest.raises(NotAllowed):
            actions.withdraw_template(template, by=someone, day=DAY, now=NOW)
        with pytest.raises(NotAllowed):
            written(someone)
        with pytest.raises(NotAllowed):
            send(message, someone)


# --- News, or none --------------------------------------------------------------------------------------
def test_news_can_be_stopped_from_their_foot_and_taken_again(claire):
    someone = manager("Le Phare")
    Unsubscription.objects.create(user=someone, territory=TerritoryFactory(code="ailleurs"), at=NOW)
    send(written(claire, NEWS), claire)
    body = OutgoingMessage.objects.get().body
    path = "/extranet/nouvelles/" + body.split("/extranet/nouvelles/")[1].split()[0]
    browser = Client()

    assert "Ne plus recevoir les nouvelles ?" in words(browser.get(path).content.decode())
    assert not Unsubscription.objects.filter(territory=TerritoryFactory()).exists()  # opening is not pressing
    page = words(browser.post(path, follow=True).content.decode())
    assert "C’est noté" in page
    assert someone.email not in page

    assert names(written(claire, NEWS)) == []
    assert audience_of(written(claire, NEWS), NOW).refused == 1
    assert names(written(claire, SERVICE)) == ["Phare"]
    again = browser.post(path, {"reprendre": "1"}, follow=True)
    assert "les nouvelles du réseau « Loire » vous reviennent" in words(again.content.decode())
    assert names(written(claire, NEWS)) == ["Phare"]


def test_a_link_that_is_not_ours_leads_nowhere(claire):
    token = unsubscribing.token_for(claire, TerritoryFactory())
    gone = unsubscribing.token_for(UserFactory(is_active=False), TerritoryFactory())
    for wrong in ("nulle-part", token[:-2], token.swapcase(), gone):
        assert Client().get(f"/extranet/nouvelles/{wrong}/").status_code == 404


# --- The pages ------------------------------------------------------------------------------------------
def test_an_animator_writes_from_a_template_looks_and_sends(claire, hands):
    manager("Le Phare")
    browser = sign_in(Client(), claire)

    def post(route: str, *args: object, **posted: object) -> str:
        url = reverse(f"animators:{route}", args=args)
        return words(browser.post(url, posted, follow=True).content.decode())

    said = {"kind": "NEWS", "subject": "Nouvelles", "body": "Deux partenaires nous rejoignent."}
    post("new_message_template", name="Nouvelles du mois", **said)
    assert "déjà ce nom" in post("new_message_template", name="Nouvelles du mois", **said)
    template = PartnerMessageTemplate.objects.get()
    url = reverse("animators:new_partner_message") + f"?modele={template.public_id}"
    assert "Deux partenaires nous rejoignent." in words(browser.get(url).content.decode())

    page = post("new_partner_message", **said, people="MANAGERS", standing="ACTIVE", theme="", charter="ANY")
    assert "Bonjour Claire, Deux partenaires nous rejoignent." in page
    assert "Envoyer à 1 personne" in page
    message = PartnerMessage.objects.get()
    page = post(
        "send_partner_message", message.public_id, destinataires=audience_of(message, NOW).fingerprint
    )
    assert "Le message part à 1 personne." in page
    assert "1 copie en attente" in page
    OutgoingMessage.objects.update(status="DEAD", closed_at=NOW)
    listed = words(browser.get(reverse("animators:partner_messages")).content.decode())
    assert "Nouvelles du réseau" in listed
    shown = words(
        browser.get(reverse("animators:partner_message", args=[message.public_id])).content.decode()
    )
    assert "Non distribués" in shown
    post("withdraw_message_template", template.public_id)
    assert "Nouvelles du mois" not in words(
        browser.get(reverse("animators:partner_messages")).content.decode()
    )


def test_a_draft_is_changed_or_given_up(claire, hands):
    browser, message = sign_in(Client(), claire), written(claire)
    said = {"kind": "SERVICE", "subject": "Comité", "body": "À 10 h."}
    selection = {"people": "EVERYBODY", "standing": "", "theme": "", "charter": "ANY"}

    browser.post(reverse("animators:change_partner_message", args=[message.public_id]), said | selection)
    message.refresh_from_db()
    assert (message.subject, message.people) == ("Comité", "EVERYBODY")

    browser.post(reverse("animators:drop_partner_message", args=[message.public_id]))
    message.refresh_from_db()
    assert message.status == "DROPPED"


# --- What is kept -------------------------------------------------------------------------------------
def test_a_person_reads_what_they_received_and_refused(claire):
    someone = manager("Le Phare")
    send(written(claire), claire)
    actions.unsubscribe(someone, TerritoryFactory(), now=NOW)

    held = export_about(someone.email.upper())

    assert held["messages de l’animation"] == [
        {"territoire": "Loire", "structure": "Le Phare", "envoyé le": NOW, "objet": "Comité du 12 janvier"}
    ]
    assert held["désabonnements"] == [{"territoire": "Loire", "le": NOW}]


def test_a_message_and_its_recipients_are_forgotten_after_two_years(claire):
    manager("Le Phare")
    message = send(written(claire), claire)

    assert forget_partner_messages(NOW + timedelta(days=730), False) == 0
    assert forget_partner_messages(NOW + timedelta(days=731), True) == 1
    assert message.recipients.count() == 1
    assert forget_partner_messages(NOW + timedelta(days=731), False) == 1
    assert (PartnerMessage.objects.count(), PartnerMessageRecipient.objects.count()) == (0, 0)
