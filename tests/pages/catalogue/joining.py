"""Invitations, mandates, who may do what, and the switch of workplaces."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def open_the_switch(page: Page) -> None:
    page.locator(".menu--place summary").click()


PAGES = (
    Shown(
        "account/invitation-to-answer", "{proposal}", route="account_invitation", says="attend votre réponse"
    ),
    Shown("account/invitations", "/extranet/compte/invitations/", "invited", says="vous propose"),
    Shown("account/invitations-none", "/extranet/compte/invitations/", "referent"),
    Shown("extranet/invitations", "/extranet/invitations/", "several", says="Inès Faure"),
    Shown(
        "extranet/invitations-expired",
        "/extranet/invitations/?voir=expirees",
        "several",
        says="Lise Garnier",
    ),
    Shown("extranet/invitations-none", "/extranet/invitations/", "quiet"),
    Shown("extranet/invite-colleague", "/extranet/invitations/nouvelle/", "several"),
    Shown(
        "extranet/invite-colleague-faults",
        "/extranet/invitations/nouvelle/",
        "several",
        then=press("Envoyer l’invitation"),
        says="Donnez son adresse e-mail.",
    ),
    Shown("extranet/rights", "/extranet/droits/", "referent"),
    Shown("extranet/switch", "/extranet/", "everywhere", then=open_the_switch, says="Je travaille pour"),
    Shown("animation/invitations", "/animation/invitations/", "animator", says="Inès Faure"),
    Shown("animation/invitations-accepted", "/animation/invitations/?voir=acceptees", "animator"),
    Shown("animation/invitations-ended", "/animation/invitations/?voir=annulees", "animator"),
    Shown("animation/invitations-national", "/animation/invitations/", "national"),
    Shown("animation/mandates", "/animation/mandats/", "national", says="Donner un mandat"),
    Shown("animation/mandates-animator", "/animation/mandats/", "animator"),
    Shown("animation/mandate-given", "/animation/mandats/nouveau/", "national"),
    Shown(
        "animation/mandate-given-faults",
        "/animation/mandats/nouveau/",
        "national",
        then=press("Envoyer l’invitation"),
        says="Choisissez le territoire à animer.",
    ),
    Shown("animation/mandate-ended", "{end mandate}", "national", says="Garder ce mandat"),
    Shown("animation/rights", "/animation/droits/", "animator"),
)
NO_PAGE = {
    "account_workplace": "acts",
    "account_answer_invitation": "acts",
    "extranet:resend_invitation": "acts",
    "extranet:cancel_invitation": "acts",
    "extranet:commune_suggestions": "answers the script of the box of communes",
    "animators:resend_invitation": "acts",
    "animators:cancel_invitation": "acts",
    "animators:keep_mandate": "acts",
}
