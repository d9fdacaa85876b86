"""The directory in both sites, and messages to partners."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press, unfold


def show_a_number_that_is_none(page: Page) -> None:
    """Type half a number, and ask to show it."""
    page.get_by_label("Téléphone", exact=True).first.fill("01 99 00")
    press("Enregistrer")(page)


PAGES = (
    Shown("extranet/directory", "/extranet/annuaire/", "referent", says="Qui cherchez-vous"),
    Shown("extranet/directory-found", "/extranet/annuaire/?ou=42000&rayon=25", "referent", says="sur place"),
    Shown("extranet/directory-one", "/extranet/annuaire/?q=claire+fontanel", "referent", says="Animation"),
    Shown(
        "extranet/directory-none",
        "/extranet/annuaire/?q=xylophone",
        "referent",
        says="Personne ne correspond",
    ),
    Shown(
        "extranet/directory-to-correct",
        "/extranet/annuaire/?ou=xyzzyx",
        "referent",
        says="Aucune commune ne porte",
    ),
    Shown("extranet/directory-structure", "{directory structure}", "referent", says="Ligne des partenaires"),
    Shown("extranet/directory-person", "{directory person}", "several", says="Carnet d’adresses"),
    Shown("extranet/directory-animator", "{directory animator}", "referent", says="Animation territoriale"),
    Shown(
        "extranet/directory-coordinates",
        "/extranet/annuaire/mes-coordonnees/",
        "several",
        says="La structure",
    ),
    Shown(
        "extranet/directory-coordinates-to-correct",
        "/extranet/annuaire/mes-coordonnees/",
        "referent",
        show_a_number_that_is_none,
        says="il faut 10",
    ),
    Shown(
        "extranet/directory-report", "{directory report}", "referent", press("Envoyer"), says="Dites ce qui"
    ),
    Shown(
        "extranet/directory-errors",
        "/extranet/annuaire/erreurs/",
        "several",
        unfold,
        says="sonne dans le vide",
    ),
    Shown(
        "extranet/directory-errors-none",
        "/extranet/annuaire/erreurs/",
        "quiet",
        says="Aucune erreur à régler",
    ),
    Shown(
        "extranet/directory-error", "{directory error}", "several", press("C’est réglé"), says="Dites ce qui"
    ),
    Shown("extranet/directory-error-settled", "{directory error settled}", "several", says="C’est corrigé"),
    Shown(
        "animation/directory", "/animation/annuaire/?theme=logement", "animator", says="Imprimer ou exporter"
    ),
    Shown("animation/directory-national", "/animation/annuaire/", "national", says="Qui cherchez-vous"),
    Shown(
        "animation/directory-structure", "{network directory structure}", "regional", says="Accueil du public"
    ),
    Shown("animation/directory-person", "{network directory person}", "animator"),
    Shown("animation/directory-coordinates", "/animation/annuaire/mes-coordonnees/", "animator"),
    Shown("animation/directory-report", "{network directory report}", "national"),
    Shown(
        "animation/directory-errors", "/animation/annuaire/erreurs/", "animator", says="sonne dans le vide"
    ),
    Shown("animation/directory-error", "{network directory error}", "animator", says="sonne dans le vide"),
    Shown(
        "animation/directory-print",
        "/animation/annuaire/territoires/loire/",
        "animator",
        says="À garder entre",
    ),
    # Messages
    Shown("animation/messages", "/animation/messages/", "animator", says="Nouvelles du mois"),
    Shown("animation/message-new", "/animation/messages/nouveau/", "animator", press("Voir le message")),
    Shown("animation/message-change", "{message change}", "animator", says="Modifier le message"),
    Shown("animation/message-draft", "{message draft}", "animator", says="Envoyer à"),
    Shown("animation/message-to-nobody", "{message to nobody}", "animator", says="Personne ne correspond"),
    Shown("animation/message-sent", "{message sent}", "animator", unfold, says="Non distribués"),
    Shown(
        "animation/message-template-new", "/animation/messages/modeles/nouveau/", "animator", press("Garder")
    ),
    Shown("animation/message-template", "{message template}", "animator", says="Ne plus proposer"),
    Shown("extranet/news", "{news}", says="Ne plus recevoir"),
    Shown("extranet/news-stopped", "{news stopped}", says="C’est noté"),
)
NO_PAGE = {
    "extranet:directory_structure_vcard": "a file for an address book",
    "extranet:directory_person_vcard": "a file for an address book",
    "animators:directory_structure_vcard": "a file for an address book",
    "animators:directory_person_vcard": "a file for an address book",
    "animators:export_directory": "a file for a spreadsheet",
    "animators:send_partner_message": "acts, then leads back",
    "animators:drop_partner_message": "acts, then leads back",
    "animators:withdraw_message_template": "acts, then leads back",
}
