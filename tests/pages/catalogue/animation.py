"""The desk of the animation."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def open_coordinates(page: Page) -> None:
    """Give a reason, and read how to reach somebody."""
    page.get_by_label("Pourquoi ouvrir ces coordonnées").fill("La structure ne répond plus au téléphone.")
    press("Ouvrir les coordonnées")(page)


_BY_PERSON = tuple(
    Shown(f"animation/{name}-{user}", path, user)
    for name, path, users in (
        ("home", "/animation/", ("animator", "national", "regional", "observer")),
        ("requests", "/animation/demandes/", ("animator",)),
        ("unblocking", "/animation/a-debloquer/", ("animator",)),
        ("watched", "{watched today}", ("animator",)),
        ("watched-stuck", "{watched stuck}", ("animator",)),
        ("redirect-elsewhere", "{elsewhere stuck}", ("animator",)),
        ("requests-late", "/animation/demandes/?retard=1", ("animator",)),
        ("network", "/animation/reseau/", ("animator",)),
        ("partners", "/animation/partenaires/", ("animator",)),
        ("review", "/animation/verifications/", ("animator",)),
    )
    for user in users
)
PAGES = (
    *_BY_PERSON,
    Shown(
        "animation/coordinates",
        "{watched stuck}",
        "animator",
        then=open_coordinates,
        route="animators:coordinates",
    ),
)
NO_PAGE = {
    "animators:release": "acts",
    "animators:reject": "acts",
    "animators:reassign": "acts",
    "animators:answer_personally": "acts",
    "animators:open_coordinates": "acts",
}
