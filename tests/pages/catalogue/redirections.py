"""A request passes from one structure to another."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press, unfold


def say_the_need(page: Page) -> None:
    """The first page of a redirection, filled in."""
    page.locator("label", has_text="Son besoin est un autre").click()
    page.get_by_label("Votre pré-diagnostic").fill("Cherche d’abord un logement : l’emploi viendra après.")
    press("Continuer")(page)


def choose_a_target(page: Page) -> None:
    """The second one: the first offer that matches."""
    say_the_need(page)
    page.locator("input[name=target] + label").first.click()
    press("Continuer")(page)


def choose_what_goes(page: Page) -> None:
    """The third one, with an agreement told by voice."""
    choose_a_target(page)
    page.locator("label", has_text="Oui, elle me l’a dit").click()
    press("Continuer")(page)


def decline_without_a_reason(page: Page) -> None:
    """Press « Décliner la demande » with nothing chosen."""
    page.locator("summary", has_text="Décliner").click()
    press("Décliner la demande")(page)


PAGES = (
    Shown("extranet/redirect", "{redirect}", "referent", says="Votre pré-diagnostic"),
    Shown("extranet/redirect-to-correct", "{redirect}", "referent", press("Continuer"), says="Il manque"),
    Shown(
        "extranet/redirect-target", "{redirect}", "referent", say_the_need, says="Correspond à sa situation"
    ),
    Shown("extranet/redirect-sharing", "{redirect}", "referent", choose_a_target, says="Toujours transmis"),
    Shown(
        "extranet/redirect-summary",
        "{redirect}",
        "referent",
        choose_what_goes,
        says="Ce qui se passe ensuite",
    ),
    *(
        Shown(
            f"extranet/request-{name.replace(' ', '-')}", f"{{request {name}}}", "referent", unfold, says=says
        )
        for name, says in (
            ("waiting for an agreement", "doit dire si sa demande"),
            ("proposed", "Réorientation en cours"),
            ("declined", "La demande vous est rendue"),
            ("passed on", "Demande réorientée"),
            ("gone outside", "La personne a reçu ce contact"),
            ("taken over", "De structure en structure"),
        )
    ),
    Shown("extranet/redirections", "/extranet/reorientations/", "receiver", says="Réponse au plus tard"),
    Shown("extranet/redirections-none", "/extranet/reorientations/", "referent", says="Aucune réorientation"),
    Shown("extranet/redirection", "{redirection proposed}", "receiver", unfold, says="Accepter la demande"),
    Shown("extranet/redirection-accepted", "{redirection accepted}", "receiver", says="Ouvrir la demande"),
    Shown("extranet/redirection-declined", "{redirection declined}", "receiver", says="que cette ligne"),
    Shown(
        "extranet/redirection-to-correct",
        "{redirection proposed}",
        "receiver",
        decline_without_a_reason,
        route="extranet:decline_redirection",
        says="Il manque quelque chose",
    ),
)
NO_PAGE = {
    "extranet:cancel_redirection": "acts",
    "extranet:note_agreement": "acts",
    "extranet:accept_redirection": "acts",
}
