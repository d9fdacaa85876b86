"""The gestures of the outline, each pressed as one button: « question-up:statut », « page-down:2 »."""

from __future__ import annotations

from collections.abc import Callable

from boussole.questionnaires import editing
from boussole.questionnaires.editing import Document, entries, page_of
from boussole.questionnaires.models import Questionnaire
from boussole.web.animators.questionnaires.outline import in_national_order

Edit = Callable[[Document], Document]


def gesture_of(text: str, draft: Questionnaire) -> tuple[Edit, str] | None:
    """What a button does to a document, and what is said once done; None for an unknown one."""
    name, _, what = text.partition(":")
    if name == "national-order":
        return lambda _: in_national_order(draft), "L’ordre national est repris."
    if name in PAGES and what.isdecimal():
        change, said = PAGES[name]
        return lambda document: change(document, int(what)), said
    if name == "question-show":
        return lambda document: shown_again(document, draft, what), "La question est de nouveau posée."
    if name in QUESTIONS:
        change_question, said = QUESTIONS[name]
        return lambda document: change_question(document, what), said
    return None


def shown_again(document: Document, draft: Questionnaire, code: str) -> Document:
    """A national question that was hidden, back after the one it follows in the national text."""
    national = draft.based_on.document if draft.based_on else document
    entry = entries(national).get(code)
    if entry is None or code in entries(document):
        return document
    before = list(entries(national))
    for earlier in reversed(before[: before.index(code)]):
        rank = page_of(document, earlier)
        if rank is not None:
            return editing.add_question(document, rank, entry, after=earlier)
    if not document["pages"]:
        document = editing.add_page(document, national["pages"][0]["title"])
    document = editing.add_question(document, 0, entry)
    while list(entries(document)).index(code) > 0 and page_of(document, code) == 0:
        document = editing.move_question(document, code, -1)
    return document


PAGES: dict[str, tuple[Callable[[Document, int], Document], str]] = {
    "page-up": (lambda document, rank: editing.move_page(document, rank, -1), "La page est plus haut."),
    "page-down": (lambda document, rank: editing.move_page(document, rank, 1), "La page est plus bas."),
    "page-remove": (editing.remove_page, "La page est retirée."),
}
QUESTIONS: dict[str, tuple[Callable[[Document, str], Document], str]] = {
    "question-up": (
        lambda document, code: editing.move_question(document, code, -1),
        "La question est plus haut.",
    ),
    "question-down": (
        lambda document, code: editing.move_question(document, code, 1),
        "La question est plus bas.",
    ),
    "question-remove": (editing.remove_question, "La question est retirée du brouillon."),
}
