"""A questionnaire adapted by the Loire, one that the national team is writing, and what is left to mend in it."""

from __future__ import annotations

from boussole.orientation.models import PageTally
from boussole.questionnaires import actions, editing
from boussole.questionnaires.editing import entries
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.territories.models import Territory
from tests.factories import NOW
from tests.pages.world.loire import World


def add_questionnaires(world: World) -> None:
    """« Emploi » in the Loire says its own words; « Logement » is being rewritten for the country."""
    _figures()
    _adapted(world)
    _national(world)


def _adapted(world: World) -> None:
    who = {"by": world.users["animator"], "day": NOW.date(), "now": NOW}
    loire = Territory.objects.get(code="loire")
    draft = actions.start_draft(Theme.objects.get(code="emploi"), loire, **who)
    statut = entries(draft.document)["statut"]
    more = {
        "code": "loire-service",
        "text": "Je fais un service civique",
        "reason": "tu es en service civique",
    }
    answers = [*statut["answers"][:-1], more, statut["answers"][-1]]
    tram = {"code": "loire-tram", "kind": "yes_no", "text": "Tu habites près du tram ?", "label": "Tram"}
    for edit in (
        lambda document: editing.change_question(
            document, "statut", {**statut, "text": "Tu fais quoi dans la Loire ?", "answers": answers}
        ),
        lambda document: editing.remove_question(document, "permis"),
        lambda document: editing.add_question(document, 2, tram),
    ):
        draft = actions.change_draft(draft, edit, **who)
    world.paths |= {
        f"adapted {name}": f"/animation/questionnaires/{draft.pk}/{end}" for name, end in ENDS.items()
    }


def _figures() -> None:
    """How the questionnaire on line was answered last week: fewer at each page."""
    loire, version = (
        Territory.objects.get(code="loire"),
        Questionnaire.objects.on_line().get(theme__code="emploi", territory=None),
    )
    gone_on, day = [120, 96, 88], NOW.date()
    for number, page in enumerate(version.document["pages"], start=1):
        answered = gone_on[number - 1]
        left = gone_on[number] if number < len(gone_on) else 0
        own = {"questionnaire": version, "territory": loire, "page": number, "day": day, "answered": answered}
        last = number == len(gone_on)
        PageTally.objects.create(**own, went_on=left, finished=answered if last else 2)
        for rank, entry in enumerate(page["questions"]):
            PageTally.objects.create(
                **own, question=entry["code"], left_blank=answered // (4 + rank), unknown=answered // 9
            )


def _national(world: World) -> None:
    who = {"by": world.users["national"], "day": NOW.date(), "now": NOW}
    theme = Theme.objects.get(code="logement")
    draft = actions.start_draft(theme, None, **who)
    first = next(iter(entries(draft.document)))
    velo = {"code": "velo", "kind": "one", "text": "Tu as un vélo ?", "label": "Vélo"}
    for edit in (
        lambda document: editing.remove_question(document, first),
        lambda document: editing.add_question(document, 0, velo),
        lambda document: editing.add_page(document, "Te déplacer"),
    ):
        draft = actions.change_draft(draft, edit, **who)
    on_line = Questionnaire.objects.of(theme, None).on_line().get()
    world.paths |= {
        f"national {name}": f"/animation/questionnaires/{draft.pk}/{end}" for name, end in ENDS.items()
    }
    world.paths["version on line"] = f"/animation/questionnaires/{on_line.pk}/"


ENDS = {
    "draft": "",
    "question": "questions/statut/",
    "own question": "questions/loire-tram/",
    "faulty question": "questions/velo/",
    "page": "pages/1/",
    "new page": "pages/nouvelle/",
    "new question": "pages/1/question/",
    "play": "essayer/",
    "publish": "publier/",
    "compare": "comparer/",
    "drop": "abandonner/",
}
