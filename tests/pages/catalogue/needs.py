"""Unmet needs, prospects, questions; and how offers are written."""

from __future__ import annotations

from tests.pages.catalogue.shown import Shown, press

TRIED = "/animation/ligne-editoriale/?text=Le%20dispositif%20de%20l%E2%80%99usager%20vous%20attend.#essayer"
PAGES = (
    Shown("animation/needs", "/animation/besoins/", "animator", says="Logement"),
    Shown("animation/needs-of-a-theme", "/animation/besoins/?theme=logement", "animator", says="Qui"),
    Shown(
        "animation/needs-of-a-place",
        "/animation/besoins/?theme=logement&lieu=epci:244200770&depuis=365",
        "animator",
        says="Tout le territoire",
    ),
    Shown(
        "animation/needs-all-met", "/animation/besoins/?theme=inconnu", "animator", says="Choisissez un thème"
    ),
    Shown("animation/prospects", "/animation/prospects/", "animator", says="Foyer du Pilat"),
    Shown("animation/prospect", "{prospect}", "animator", says="Rencontre avec la direction"),
    Shown(
        "animation/prospect-to-correct",
        "{prospect}",
        "animator",
        press("Noter ce pas"),
        route="animators:prospect_step",
        says="Écrivez ce qui a été fait",
    ),
    Shown("animation/prospect-new", "/animation/prospects/nouveau/", "animator", press("Noter ce prospect")),
    Shown("animation/questions", "/animation/questions/", "animator", says="Répondues"),
    Shown("animation/question", "{question}", "animator", says="en élargissant"),
    Shown("animation/question-waiting", "{question waiting}", "animator", says="Pas encore de réponse"),
    Shown(
        "animation/question-new", "/animation/questions/nouvelle/", "animator", press("Envoyer la question")
    ),
    Shown("animation/editorial-line", "/animation/ligne-editoriale/", "animator", says="Mots à remplacer"),
    Shown("animation/editorial-line-national", "/animation/ligne-editoriale/", "national", says="partout"),
    Shown("animation/editorial-line-tried", TRIED, "animator", says="Un mot plus simple"),
    Shown("extranet/questions", "/extranet/questions/", "referent", says="À répondre"),
    Shown("extranet/questions-none", "/extranet/questions/", "quiet", says="Aucune question"),
    Shown("extranet/question", "{asked question}", "referent", press("Envoyer la réponse")),
    Shown("extranet/question-answered", "{answered question}", "referent", says="en élargissant"),
)
NO_PAGE = {
    "animators:follow_national_line": "acts, then leads back",
    "animators:prospect_change": "acts, then leads back",
    "animators:prospect_won": "acts, then leads back",
}
