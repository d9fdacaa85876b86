"""Charters: the pages of those who sign, of the structure, of the network."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press, unfold

CHARTERS = "/animation/chartes/"


def go(name: str):  # type: ignore[no-untyped-def]
    """Follow the link of this name in the page."""

    def gesture(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=name).first.click()

    return gesture


def refusing(page: Page) -> None:
    go("Je ne signe pas")(page)


PAGES = (
    Shown("extranet/signature", "{signature link}", route="extranet:sign_charter", says="Recevoir mon code"),
    Shown(
        "extranet/signature-code",
        "{signature link}",
        then=press("Recevoir mon code"),
        route="extranet:sign_charter",
        says="Un code est parti",
    ),
    Shown("extranet/signature-done", "{signed link}", route="extranet:sign_charter", says="Vous avez signé"),
    Shown(
        "extranet/signature-account",
        "{account signature link}",
        route="extranet:sign_charter",
        says="Me connecter pour signer",
    ),
    Shown("extranet/signature-refuse", "{signature link}", then=refusing, route="extranet:refuse_charter"),
    Shown(
        "extranet/signature-over",
        "/extranet/signature/lien-inconnu/",
        status=404,
        says="ne permet plus de signer",
    ),
    Shown("extranet/charter", "{own charter}", "several", then=unfold),
    Shown(
        "extranet/charter-signed", "{colleague charter}", "quiet", then=unfold, says="Se renouvelle".lower()
    ),
    Shown("extranet/charter-notice", "{own notice}", "several", says="Ce que la fin de la charte change"),
    Shown(
        "extranet/charter-notice-faults",
        "{own notice}",
        "several",
        then=press("Donner le préavis"),
        says="Dites pourquoi",
    ),
    Shown("extranet/charter-sooner", "{end to answer}", "answers", says="On vous propose de finir plus tôt"),
    Shown("animation/charter-sooner", "{end proposed}", "animator", says="attend une réponse"),
    Shown("animation/charters", CHARTERS, "animator", says="À relire et à envoyer"),
    Shown("animation/charters-send", f"{CHARTERS}envoi/", "animator", says="Ne peuvent pas partir"),
    Shown("animation/charters-signing", f"{CHARTERS}?etat=en-signature", "animator", says="Attend"),
    Shown("animation/charters-in-force", f"{CHARTERS}?etat=en-vigueur", "animator"),
    Shown("animation/charters-over", f"{CHARTERS}?etat=terminees", "animator", says="Refusée"),
    Shown("animation/charters-regional", CHARTERS, "regional"),
    Shown("animation/charter-prepare", "{charter prepare}", "animator"),
    Shown("animation/charter-to-complete", "{charter to complete}", "animator", says="À compléter"),
    Shown(
        "animation/charter-prepared", "{charter prepared}", "animator", then=unfold, says="Envoyer aux quatre"
    ),
    Shown("animation/charter-signing", "{charter signing}", "animator", says="Renvoyer le mail"),
    Shown("animation/charter-refused", "{charter refused}", "animator", says="conseil d’administration"),
    Shown("animation/charter-signed", "{charter signed}", "animator", says="Signé"),
    Shown("animation/charter-paper", "{charter paper}", "animator", says="Signée sur papier"),
    Shown("animation/charter-ending", "{charter ending}", "animator", says="Préavis en cours"),
    Shown("animation/charter-read-only", "{charter signing}", "regional"),
    Shown(
        "animation/charter-signatory",
        "{charter to complete}",
        "animator",
        then=go("Nommer"),
        route="animators:signatory",
    ),
    Shown(
        "animation/charter-cancel",
        "{charter signing}",
        "animator",
        then=go("Abandonner cette charte"),
        route="animators:cancel_charter",
    ),
    Shown(
        "animation/charter-scan",
        "{charter signing}",
        "animator",
        then=go("Déposer une charte"),
        route="animators:scan_charter",
    ),
    Shown(
        "animation/charter-end",
        "{charter signed}",
        "animator",
        then=go("Mettre fin"),
        route="animators:give_notice",
    ),
    Shown("animation/charter-calendar", f"{CHARTERS}calendrier/", "animator", says="Renouvellement"),
    Shown("animation/charter-year", f"{CHARTERS}annee/", "animator", says="Télécharger le tableur"),
    Shown("animation/charter-year-empty", f"{CHARTERS}annee/?annee=2022", "animator", says="Aucune charte"),
    Shown("animation/charter-texts", f"{CHARTERS}textes/", "national", says="Brouillon"),
    Shown("animation/charter-text", "{charter text}", "animator"),
    Shown("animation/charter-draft", "{charter draft}", "national", then=unfold, says="Mettre en usage"),
    Shown("animation/charter-changes", "{charter changes}", "national", says="retiré"),
    Shown("animation/charter-publish", "{charter publish}", "national"),
    Shown("animation/charter-write", f"{CHARTERS}textes/ecrire/national/", "national", then=unfold),
)
NO_PAGE = {
    "extranet:signature_door": "leads to the page of the link",
    "extranet:signature_code": "acts",
    "extranet:signature_document": "a file",
    "extranet:charter_document": "a file",
    "extranet:withdraw_notice": "acts",
    "extranet:sign_own": "leads to the page of the link",
    "animators:charter_document": "a file",
    "animators:charter_calendar_file": "a file",
    "animators:charters_of_year_file": "a file",
    "animators:drop_charter_text": "acts",
    "animators:send_charter": "acts",
    "animators:prepare_charters": "acts",
    "animators:resend_charter": "acts",
    "animators:remind_charter": "acts",
    "animators:withdraw_notice": "acts",
    "animators:sign_own": "leads to the page of the link",
}
