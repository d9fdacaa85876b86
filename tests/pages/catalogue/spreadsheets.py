"""Offers in a spreadsheet, on both sides."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def leave_a_picture(page: Page) -> None:
    """Give a file that is no spreadsheet."""
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\x00\x00"}
    )
    press("Vérifier ce fichier")(page)


PAGES = (
    Shown("extranet/spreadsheet", "/extranet/offres/tableur/", "several"),
    Shown("extranet/spreadsheet-first", "/extranet/offres/tableur/", "quiet"),
    Shown(
        "extranet/spreadsheet-faults",
        "/extranet/offres/tableur/",
        "quiet",
        then=press("Vérifier ce fichier"),
        says="Choisissez un fichier.",
    ),
    Shown(
        "extranet/spreadsheet-unreadable",
        "/extranet/offres/tableur/",
        "quiet",
        then=leave_a_picture,
        says="n’est pas un tableur",
        route="extranet:spreadsheet_run",
    ),
    Shown("extranet/spreadsheet-to-correct", "{sheet mixed}", "several", says="à corriger"),
    Shown("extranet/spreadsheet-changes", "{sheet mixed CHANGED}", "several"),
    Shown("extranet/spreadsheet-news", "{sheet mixed NEW}", "several"),
    Shown("extranet/spreadsheet-same", "{sheet mixed SAME}", "several"),
    Shown("extranet/spreadsheet-reading", "{sheet reading}", "several", says="se lit"),
    Shown("extranet/spreadsheet-refused", "{sheet refused}", "several", says="n’a pas pu être lu"),
    Shown("extranet/spreadsheet-done", "{sheet done}", "several", says="Annuler l’import"),
    Shown("extranet/spreadsheet-undone", "{sheet undone}", "several", says="Une visite"),
    Shown("animation/loadings", "/animation/chargements/", "animator"),
    Shown("animation/loadings-national", "/animation/chargements/", "national"),
    Shown("animation/spreadsheet", "/animation/chargements/tableur/", "animator"),
    Shown("animation/spreadsheet-national", "/animation/chargements/tableur/?territoire=loire", "national"),
    Shown("animation/spreadsheet-brought", "{sheet brought}", "animator", says="structure pressentie"),
)
NO_PAGE = {
    "extranet:spreadsheet_file": "a file",
    "extranet:spreadsheet_import": "acts",
    "extranet:spreadsheet_undo": "acts",
    "animators:spreadsheet_file": "a file",
    "animators:spreadsheet_import": "acts",
    "animators:spreadsheet_undo": "acts",
}
