"""The team of a structure, as its manager and as the animation keep it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def name_a_commune_of_nowhere(page: Page) -> None:
    """Type a commune that the structure does not serve."""
    page.locator("#id_add").fill("Atlantide")
    press("Enregistrer")(page)


PAGES = (
    Shown("extranet/team", "/extranet/collegues/", "several", says="Qui fait toujours partie de l’équipe"),
    Shown("extranet/colleague-change", "{change colleague}", "several", says="Rôle dans la structure"),
    Shown(
        "extranet/colleague-change-to-correct",
        "{change colleague}",
        "several",
        name_a_commune_of_nowhere,
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
