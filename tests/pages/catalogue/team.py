"""The team of a structure, as its manager and as the animation keep it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def pick_a_commune(page: Page) -> None:
    """Choose among the suggestions: it joins the boxes at once."""
    page.locator("#id_add").press_sequentially("Firmi")
    page.get_by_role("option").first.click()
    page.get_by_role("checkbox", name="Firminy").wait_for()


def name_communes_badly(page: Page) -> None:
    """Type a number that several communes begin with, and a place that the structure does not serve."""
    page.locator("#id_add").fill("42, Atlantide")
    press("Ajouter à la liste")(page)


PAGES = (
    Shown("extranet/team", "/extranet/collegues/", "several", says="Qui fait toujours partie de l’équipe"),
    Shown(
        "extranet/colleague-change",
        "{change colleague}",
        "several",
        pick_a_commune,
        says="Rôle dans la structure",
    ),
    Shown(
        "extranet/colleague-change-to-correct",
        "{change colleague}",
        "several",
        name_communes_badly,
        says="Nous ne trouvons pas",
    ),
    Shown("extranet/colleague-gone", "{let colleague go}", "several", says="Son accès se ferme"),
    Shown("extranet/colleague-gone-refused", "{let oneself go}", "quiet", says="préparez votre départ"),
    Shown("animators/teams", "/animation/equipes/", "animator", says="Comptes endormis"),
    Shown("animators/person", "{person}", "animator", says="Toujours dans l’équipe"),
    Shown("animators/person-gone", "{person gone}", "animator", says="Compte fermé"),
    Shown("animators/let-person-go", "{let person go}", "animator", says="Son accès se ferme"),
    Shown("animators/let-person-go-refused", "{let go again}", "animator", says="déjà quitté"),
)
NO_PAGE = {
    "extranet:confirm_colleague": "a POST that leads to the team",
    "animators:confirm_person": "a POST that leads to the person",
    "animators:reopen_person": "a POST that leads to the person",
}
