"""Nadia writes an offer; Claire sends it back with a word on a passage; Nadia takes it up; it goes on line."""

import pytest
from playwright.sync_api import Page

from boussole.accounts.models import User
from boussole.offers.models import Offer
from tests.journeys.journey import Journey
from tests.journeys.professional import Professional
from tests.journeys.reading import missing_from
from tests.journeys.shortcuts import enter_as

pytestmark = pytest.mark.browser

NADIA, CLAIRE = "nadia.belkacem@example.org", "claire.fontanel@example.org"
TITLE = "Passer une journée avec un artisan"
ASKED = "Dites combien de temps cela dure."


def test_a_referent_writes_an_offer_to_publication_through_one_send_back(
    loire, open_window, clock, post, live_server
):
    journey = Journey(open_window, clock, post)
    nadia, claire = (at_her_desk(open_window(), live_server.url, email) for email in (NADIA, CLAIRE))

    when_nadia_begins_an_offer(nadia)
    and_writes_it_section_by_section(nadia)
    and_proposes_it(nadia)
    then_claire_is_told(journey)

    when_claire_reads_it(claire)
    and_sends_it_back_with_a_word_on_a_passage(claire)
    then_nadia_is_told_and_finds_the_comment_beside_her_text(nadia, journey)

    when_nadia_takes_it_up(nadia, journey)
    and_claire_publishes_it(claire)
    then_young_people_can_read_it(nadia, open_window, journey)


def at_her_desk(window: Page, address: str, email: str) -> Professional:
    enter_as(window, address, User.objects.get(email=email))
    return Professional(window, email)


def when_nadia_begins_an_offer(nadia: Professional):
    nadia.page.goto("/extranet/offres/")
    nadia.press("Écrire une offre")
    subject = nadia.page.get_by_label("Sujet de l’offre")
    subject.select_option(subject.locator("optgroup[label*='Emploi'] option").first.get_attribute("value"))
    nadia.page.get_by_label("Titre").fill(TITLE)
    nadia.press("Commencer")


def and_writes_it_section_by_section(nadia: Professional):
    nadia.page.get_by_label("Texte court").fill("Tu suis un artisan de la Loire dans son atelier.")
    nadia.page.locator("label", has_text="Ce service est gratuit").click()
    for title in ("Pour qui", "Où", "Quand et comment", "Contacts", "Relire et proposer"):
        nadia.press("Enregistrer et continuer")
        assert nadia.title == title


def and_proposes_it(nadia: Professional):
    nadia.reads("Tout y est.", TITLE)
    nadia.press("Proposer à la relecture")


def then_claire_is_told(journey: Journey):
    journey.post.deliver()
    assert TITLE in journey.post.mails_to(CLAIRE)[-1]


def when_claire_reads_it(claire: Professional):
    claire.page.goto("/animation/")
    claire.reads("1 offre à relire")
    claire.press("1 offre à relire")
    claire.reads("Proposées par leur structure 1", "Nadia Belkacem")
    claire.press(TITLE)
    claire.reads("Tu suis un artisan de la Loire", "Qui verra cette offre ?")


def and_sends_it_back_with_a_word_on_a_passage(claire: Professional):
    claire.unfolds("Commenter un passage")
    claire.page.get_by_label("Passage visé : texte court").fill("Tu suis un artisan")
    claire.page.get_by_label("Commentaire : texte court").fill(ASKED)
    claire.press("Renvoyer")
    claire.reads("L’offre repart chez sa structure, avec vos commentaires.", "Rien à relire")


def then_nadia_is_told_and_finds_the_comment_beside_her_text(nadia: Professional, journey: Journey):
    journey.post.deliver()
    assert missing_from(journey.post.mails_to(NADIA)[-1], TITLE) == []
    nadia.page.goto("/extranet/offres/")
    nadia.press("À reprendre : 1 remarque")
    nadia.reads(ASKED, "Tu suis un artisan")


def when_nadia_takes_it_up(nadia: Professional, journey: Journey):
    nadia.page.get_by_label("Texte court").fill(
        "Une journée : tu suis un artisan de la Loire dans son atelier."
    )
    nadia.press("Enregistrer et continuer")
    nadia.page.goto(f"/extranet/offres/{Offer.objects.get(title=TITLE).code}/ecrire/relire/")
    nadia.press("Proposer à la relecture")
    journey.clock.forward(days=1)


def and_claire_publishes_it(claire: Professional):
    claire.page.goto("/animation/offres/")
    claire.press(TITLE)
    claire.press("Publier")
    claire.reads("L’offre est en ligne.")


def then_young_people_can_read_it(nadia: Professional, open_window, journey: Journey):
    journey.post.deliver()
    assert missing_from(journey.post.mails_to(NADIA)[-1], f"En ligne : « {TITLE} »") == []
    offer = Offer.objects.get(title=TITLE)
    assert (offer.status, str(offer.confirm_by)) == ("PUBLISHED", "2027-05-24")
    lina = open_window(width=360)
    lina.goto(f"/offres/{offer.code}/")
    assert "Une journée : tu suis un artisan" in lina.inner_text("main").replace("\u00a0", " ")
