"""Offers that are reviewed by the animation, confirmed by their structure, or that contradict themselves."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def comment_nothing(page: Page) -> None:
    """Name a passage without saying what is wrong with it."""
    page.locator("summary", has_text="Commenter un passage").click()
    page.get_by_label("Passage visé : titre").fill("en petit groupe")
    press("Renvoyer")(page)


def untick_everything(page: Page) -> None:
    """Confirm none of them."""
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck(force=True)
    press("Seulement les offres cochées")(page)


PAGES = (
    Shown("animation/offers-to-review", "/animation/offres/", "animator", says="À relire vite"),
    Shown(
        "animation/offers-to-review-none",
        "/animation/offres/?theme=loisirs",
        "animator",
        says="Offres à relire",
    ),
    Shown("animation/offer-review", "{review change}", "animator", says="Ce qui change"),
    Shown("animation/offer-review-new", "{review new}", "animator", says="Ce que dit l’offre"),
    Shown(
        "animation/offer-review-to-correct",
        "{review change}",
        "animator",
        comment_nothing,
        route="animators:send_back_offer",
        says="Dites ce qu’il faut changer à ce passage",
    ),
    Shown("animation/offers-to-confirm", "/animation/offres/a-confirmer/", "animator", says="Plus montrée"),
    Shown("animation/offer-by-phone", "/animation/offres/preparer-entretien/telephone/", "animator"),
    Shown("animation/inconsistencies", "/animation/offres/incoherences/", "animator", says="hors compétence"),
    Shown("extranet/offers-to-confirm", "/extranet/offres/a-confirmer/", "referent", says="Toutes sont"),
    Shown(
        "extranet/offers-to-confirm-none-ticked",
        "/extranet/offres/a-confirmer/",
        "referent",
        untick_everything,
        says="Cochez au moins une offre",
    ),
    Shown(
        "extranet/offers-to-confirm-none", "/extranet/offres/a-confirmer/", "quiet", says="Rien à confirmer"
    ),
    Shown(
        "extranet/confirm-from-mail",
        "{confirm link}",
        route="extranet:confirm_from_mail",
        says="Toutes sont toujours d’actualité",
    ),
    Shown(
        "extranet/confirm-from-mail-over",
        "/extranet/confirmation/lien-inconnu/",
        status=404,
        says="ne permet plus de confirmer",
    ),
)
NO_PAGE = {
    "animators:publish_offer": "acts",
    "animators:cancel_publication": "acts",
    "animators:remind_offer": "acts",
    "animators:choose_months": "acts",
    "extranet:confirm_door": "leads to the page of the link",
}
