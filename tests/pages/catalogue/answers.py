"""Offers to look at again because a questionnaire has one more answer."""

from __future__ import annotations

from tests.pages.catalogue.shown import Shown, press

PAGES = (
    Shown("animation/answer-reviews", "/animation/offres/a-revoir/", "animator", says="une réponse de plus"),
    Shown(
        "animation/answer-reviews-to-correct",
        "/animation/offres/a-revoir/",
        "animator",
        press("Elle ne l’accepte pas"),
        says="Cochez d’abord",
    ),
    Shown("extranet/answer-reviews", "/extranet/offres/a-revoir/", "referent", says="Elle l’accepte"),
    Shown("extranet/answer-reviews-none", "/extranet/offres/a-revoir/", "quiet", says="Rien à revoir"),
)
NO_PAGE: dict[str, str] = {}
