"""Writing in Chromium: saved as one types, the panels follow, nothing is lost; and without a script."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from boussole.core import clock
from boussole.offers.actions.writing import save_version, start_offer
from boussole.offers.models import OfferVersion
from tests.browser import window_on
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, QuestionnaireFactory
from tests.factories.territories import TerritoryFactory
from tests.web.extranet.test_in_a_browser import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def nadia(db):
    TerritoryFactory()
    CategoryFactory()
    QuestionnaireFactory()
    return ReferentFactory(structure=StructureFactory(areas=["epci:244200770"])).user


@pytest.fixture
def draft(nadia) -> OfferVersion:
    structure, now = nadia.referents.get().structure, clock.now()
    return start_offer(structure, CategoryFactory(), title="Écrire ton CV", by=nadia, day=now.date(), now=now)


def content(version):
    return OfferVersion.objects.get(pk=version.pk).content


def address(version, section):
    return reverse("extranet:write_section", args=[version.offer.code, section])


def test_what_is_typed_is_saved_and_the_panels_follow(browser, live_server, nadia, draft):
    with window_on(str(live_server), browser, **DESK) as window:
        enter(window, live_server, nadia)
        said = window.locator("[data-autosave-words]")
        window.goto(address(draft, "essentiel"))
        window.get_by_label("Texte court").fill("Tu repars avec un CV.")
        expect(said).to_contain_text("Enregistré à")
        assert content(draft).summary == "Tu repars avec un CV."

        window.goto(address(draft, "pour-qui"))
        window.locator("label[for='id_kind-age_1']").click()
        window.get_by_label("Âge minimum").fill("18")
        expect(window.locator("#aide")).to_contain_text("18\u00a0ans et plus")
        expect(window.locator("#mots-age")).to_have_text("Au moins 18\u00a0ans")
        expect(said).to_contain_text("Enregistré à")

        window.goto(address(draft, "ou"))
        window.locator("label[for='id_zone_1']").click()
        window.locator("circle[data-areas^='commune:42095 ']").click()
        expect(window.locator("input[value='commune:42095']")).to_be_checked()
        expect(window.locator("#communes-choisies")).to_contain_text("1\u00a0commune choisie")
        window.get_by_label("Chercher dans la liste").fill("etienne")
        expect(window.locator("input[value='commune:42218']")).to_be_visible()
        expect(window.locator("input[value='commune:42095']")).to_be_hidden()
        expect(said).to_contain_text("Enregistré à")
    assert content(draft).areas == ("commune:42095",)


def test_off_line_the_text_stays_and_a_colleague_is_never_overwritten(browser, live_server, nadia, draft):
    # Not `window_on`: a network cut on purpose is an error of the console.
    with browser.new_context(base_url=str(live_server), **DESK) as context:
        window = context.new_page()
        enter(window, live_server, nadia)
        window.goto(address(draft, "essentiel"))
        said = window.locator("[data-autosave-words]")
        away = "**/ecrire/essentiel/**"
        window.route(away, lambda route: route.abort("internetdisconnected"))
        window.get_by_label("Texte court").fill("Le texte de Nadia.")
        expect(said).to_contain_text("votre texte reste ici, nous réessayons")
        save_version(
            draft,
            replace(draft.content, summary="Celui de Malik."),
            seen=0,
            by=ReferentFactory(structure=draft.offer.structure, user__first_name="Malik").user,
            day=clock.now().date(),
            now=clock.now(),
        )
        window.unroute(away)
        window.evaluate("window.dispatchEvent(new Event('online'))")
        expect(said).to_contain_text("Malik")
        assert content(draft).summary == "Celui de Malik."

        window.get_by_role("button", name="Enregistrer et continuer").click()
        expect(window.locator(".both")).to_contain_text("Celui de Malik.")
        expect(window.get_by_label("Texte court")).to_have_value("Le texte de Nadia.")
        window.get_by_role("button", name="Enregistrer et continuer").click()
        window.wait_for_url("**/pour-qui/")
    assert content(draft).summary == "Le texte de Nadia."


def test_without_a_script_an_offer_is_written_and_proposed(browser, live_server, nadia):
    with window_on(str(live_server), browser, **DESK, java_script_enabled=False) as window:
        enter(window, live_server, nadia)
        onwards = window.get_by_role("button", name="Enregistrer et continuer")
        window.goto(reverse("extranet:offers"))
        window.get_by_role("link", name="Écrire une offre").click()
        window.get_by_label("Sujet de l’offre").select_option(label="Faire le point")
        window.get_by_label("Titre").fill("Écrire ton CV")
        window.get_by_role("button", name="Commencer").click()
        window.get_by_label("Texte court").fill("Tu repars avec un CV.")
        window.get_by_text("Ce service est gratuit").click()
        onwards.click()
        window.locator("label[for='id_kind-statut_1']").click()
        window.get_by_text("Je cherche du travail").click()
        window.get_by_role("button", name="Actualiser l’aperçu").click()
        expect(window.locator("#aide")).to_contain_text("cherche du travail")
        onwards.click()
        window.locator("label[for='id_zone_1']").click()
        window.get_by_label("Ajouter une commune").fill("Firminy")
        onwards.click()
        onwards.click()
        onwards.click()
        window.get_by_role("button", name="Proposer à la relecture").click()
        expect(window.locator(".messages")).to_contain_text("partie en relecture")
    version = OfferVersion.objects.get()
    assert (version.status, version.content.areas) == ("SUBMITTED", ("commune:42095",))
