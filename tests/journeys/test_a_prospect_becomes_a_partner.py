"""A structure that nobody knew joins: invited, its page and its offer written, its charter signed by four, then shown.

Two of the four have no account: each reads the whole text from their own mail, and proves it by a code.
"""

from __future__ import annotations

import re

import pytest

from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement, Structure
from tests.factories.partners import StructureFactory
from tests.factories.territories import ROANNE
from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.professional import Professional
from tests.journeys.reading import beginning, missing_from

pytestmark = pytest.mark.browser

CLAIRE, NORA = "claire.fontanel@example.org", "nora.belkacem@example.org"
PRESIDENT, DIRECTOR = "therese.okonkwo@example.org", "sylvie.meunier@example.org"
NAME, TITLE = "La Fabrique du Roannais", "Réparer ton ordinateur"


def test_a_prospect_becomes_a_partner(loire, open_window, clock, post):
    journey = Journey(open_window, clock, post)
    structure = StructureFactory(name=NAME, charter=None, status="PROSPECT", commune=ROANNE, postcode="42300")
    claire = journey.at_the_desk(CLAIRE)

    nora = when_somebody_of_it_is_invited_and_comes(claire, structure, journey)
    and_writes_its_page_and_an_offer(nora, structure)
    when_the_animator_sends_the_charter(claire, structure, journey)
    then_nobody_sees_the_offer_yet(claire)
    and_the_four_sign_each_their_own_way(claire, nora, journey)
    then_the_charter_is_in_force_and_everybody_is_told(claire, structure, journey)
    and_young_people_see_the_offer(journey)


def when_somebody_of_it_is_invited_and_comes(claire, structure, journey) -> Professional:
    claire.page.goto(f"/animation/partenaires/{structure.public_id}/")
    for label, value in (("E-mail", NORA), ("Prénom", "Nora"), ("Nom", "Belkacem")):
        claire.page.locator("main").get_by_label(beginning(label)).first.fill(value)
    claire.press("Envoyer l’invitation")
    journey.post.deliver()
    nora = Professional(journey.open_window(), NORA)
    nora.opens_an_account(link_in(journey.post.mails_to(NORA)[-1]))
    return nora


def and_writes_its_page_and_an_offer(nora, structure):
    nora.page.goto(f"/extranet/structure/{structure.public_id}/modifier/presentation/")
    nora.page.locator("textarea").first.fill("Nous réparons et nous apprenons à réparer.")
    nora.press("Enregistrer")
    nora.page.goto("/extranet/offres/")
    nora.press("Écrire une offre")
    subject = nora.page.get_by_label("Sujet de l’offre")
    subject.select_option(subject.locator("optgroup[label*='Emploi'] option").first.get_attribute("value"))
    nora.page.get_by_label("Titre").fill(TITLE)
    nora.press("Commencer")
    nora.page.get_by_label("Texte court").fill("Tu viens avec ton ordinateur, on le répare ensemble.")
    nora.page.locator("label", has_text="Ce service est gratuit").click()
    for title in ("Pour qui", "Où", "Quand et comment", "Contacts", "Relire et proposer"):
        nora.press("Enregistrer et continuer")
        assert nora.title == title
    nora.press("Proposer à la relecture")


def when_the_animator_sends_the_charter(claire, structure, journey):
    claire.page.goto("/animation/chartes/?etat=a-envoyer")
    claire.reads("Sans charte", NAME)
    claire.press(f"Préparer la charte de {NAME}")
    claire.press("Préparer la charte")
    assert claire.title == f"Charte avec {NAME}"
    for role, name, function, email in (
        ("representative", "Thérèse Okonkwo", "Présidente", PRESIDENT),
        ("referent", "Nora Belkacem", "Coordinatrice", NORA),
        ("director", "Sylvie Meunier", "Directrice", DIRECTOR),
        ("animator", "Claire Fontanel", "Animatrice du territoire", CLAIRE),
    ):
        claire.page.goto(f"{address(claire)}signataires/{role}/")
        for label, value in {"Prénom et nom": name, "Fonction": function, "Adresse e-mail": email}.items():
            claire.page.get_by_label(label).fill(value)
        claire.press("Enregistrer")
    claire.press("Envoyer aux quatre signataires")
    claire.reads("La charte part aux quatre signataires par e-mail.", "Il manque 4 signatures sur 4.")
    journey.post.deliver()


def address(claire) -> str:
    found = re.search(r"/animation/chartes/[0-9a-f-]+/", claire.page.url)
    assert found
    return found[0]


def then_nobody_sees_the_offer_yet(claire):
    claire.page.goto("/animation/offres/")
    claire.press(TITLE)
    claire.press("Publier")
    assert list(Offer.objects.filter(title=TITLE).values_list("status", flat=True)) == ["PUBLISHED"]
    assert not CharterAgreement.objects.filter(structure__name=NAME, status="IN_FORCE").exists()


def and_the_four_sign_each_their_own_way(claire, nora, journey):
    for email in (DIRECTOR, PRESIDENT):  # in any order
        somebody = Professional(journey.open_window(width=360, java_script_enabled=False), email)
        somebody.page.goto(link_in(journey.post.mails_to(email)[0]))
        somebody.reads(NAME, "Ce à quoi la structure s’engage", "Pour signer, nous vérifions")
        somebody.press("Recevoir mon code")
        journey.post.deliver()
        digits = re.search(r"\d{3}\s\d{3}", journey.post.mails_to(email)[-1])
        assert digits
        somebody.page.locator("label", has_text="J’ai lu la charte en entier").click()
        somebody.page.get_by_label("Le code reçu par e-mail").fill(digits[0])
        somebody.press("Signer la charte")
        somebody.reads("Vous avez signé")
    structure = Structure.objects.get(name=NAME)
    nora.page.goto(f"/extranet/structure/{structure.public_id}/charte/")
    charter = CharterAgreement.objects.get(structure=structure)
    claire.page.goto(f"/animation/chartes/{charter.public_id}/")
    for somebody in (nora, claire):  # with their accounts
        somebody.reads("Votre signature est attendue")
        somebody.press("Lire et signer")
        somebody.page.locator("label", has_text="J’ai lu la charte en entier").click()
        somebody.press("Signer la charte")
        somebody.reads("Vous avez signé")


def then_the_charter_is_in_force_and_everybody_is_told(claire, structure, journey):
    journey.post.deliver()
    charter = CharterAgreement.objects.get(structure=structure)
    structure.refresh_from_db()
    assert (charter.status, structure.status) == ("IN_FORCE", "ACTIVE")
    for email in (PRESIDENT, DIRECTOR, NORA, CLAIRE):
        assert missing_from(journey.post.mails_to(email)[-1], f"La charte avec {NAME} est signée") == []
    claire.page.goto(f"/animation/chartes/{charter.public_id}/")
    claire.reads("En vigueur", "Elle se renouvelle le mardi 23 novembre 2027")


def and_young_people_see_the_offer(journey):
    lina = journey.open_window(width=360)
    lina.goto(f"/offres/{Offer.objects.get(title=TITLE).code}/")
    assert "Tu viens avec ton ordinateur" in lina.inner_text("main").replace("\u00a0", " ")
