"""Themes and questionnaires, as the national team and an animator write them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.pages.catalogue.shown import Shown, press


def answer_one_page(page: Page) -> None:
    """Say that one looks for work, and go on."""
    page.get_by_label("Je cherche du travail").check()
    press("Continuer")(page)


_SHOWN = (
    ("questionnaires", "/animation/questionnaires/", ("animator", "national")),
    ("questionnaire-of", "/animation/questionnaires/loire/emploi/", ("animator",)),
    ("questionnaire-of", "/animation/questionnaires/national/logement/", ("national",)),
    ("outline", "{adapted draft}", ("animator",)),
    ("outline", "{national draft}", ("national",)),
    ("outline-on-line", "{version on line}", ("animator",)),
    ("question", "{adapted question}", ("animator",)),
    ("question-own", "{adapted own question}", ("animator",)),
    ("question-faulty", "{national faulty question}", ("national",)),
    ("questionnaire-page", "{national page}", ("national",)),
    ("new-page", "{national new page}", ("national",)),
    ("new-question", "{adapted new question}", ("animator",)),
    ("play", "{adapted play}", ("animator",)),
    ("publish", "{adapted publish}", ("animator",)),
    ("publish-faulty", "{national publish}", ("national",)),
    ("compare", "{adapted compare}", ("animator",)),
    ("drop", "{adapted drop}", ("animator",)),
    ("themes", "/animation/themes/", ("animator", "national")),
    ("new-theme", "/animation/themes/nouveau/", ("national",)),
    ("theme", "/animation/themes/emploi/", ("national",)),
    ("category", "/animation/themes/emploi/categories/postuler/", ("national",)),
    ("territory-theme", "/animation/themes/de/loire/emploi/", ("animator",)),
    ("territory-theme-to-open", "/animation/themes/de/loire/loisirs/", ("animator",)),
)
PAGES = (
    *(Shown(f"animation/{name}-{user}", path, user) for name, path, users in _SHOWN for user in users),
    Shown("animation/play-answered", "{adapted play}", "animator", then=answer_one_page),
)
NO_PAGE = {
    "animators:start_questionnaire": "acts",
    "animators:arrange_questionnaire": "acts",
    "animators:move_theme": "acts",
    "animators:add_category": "acts",
    "animators:move_territory_theme": "acts",
}
