"""Random documents and what a territory may do to them, for the properties of the pure parts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from boussole.questionnaires import editing
from boussole.questionnaires.editing import Document, entries, tidy

WORDS = st.sampled_from(
    ["Tu cherches quoi ?", "Un emploi", "Un stage", "Je ne sais pas", "Autre chose", "Oui, déjà"]
)
MAYBE = st.one_of(st.just(""), WORDS)


@st.composite
def answers(draw: st.DrawFn, codes: list[str]) -> list[dict[str, Any]]:
    return [
        tidy({"code": code, "text": draw(WORDS), "reason": draw(MAYBE), "wildcard": code == codes[-1]})
        for code in codes
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A national questionnaire: one to three pages, of questions of every sort."""
    pages, number = [], 0
    for _ in range(draw(st.integers(1, 3))):
        questions = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            kind = draw(st.sampled_from(["one", "several", "yes_no", "number"]))
            entry = {"code": f"q{number}", "kind": kind, "text": draw(WORDS), "help": draw(MAYBE)}
            if kind in ("one", "several"):
                entry["answers"] = draw(answers(["a", "b", "c"]))
            elif kind == "yes_no":
                entry["yes"] = {"reason": draw(MAYBE)}
            else:
                entry |= {"minimum": 0, "maximum": 10}
            questions.append(tidy(entry))
        pages.append({"title": f"Page {len(pages) + 1}", "questions": questions})
    return {"theme": "emploi", "version": 1, "pages": pages}


@st.composite
def adaptations(draw: st.DrawFn, national: Document) -> Document:
    """What an animator makes of it: some gestures of the editor, one after the other."""
    document = national
    for _ in range(draw(st.integers(0, 6))):
        document = draw(st.sampled_from(GESTURES))(draw, document)
    return document


def _some_code(draw: st.DrawFn, document: Document) -> str:
    return draw(st.sampled_from(sorted(entries(document)) or [""]))


def reword(draw: st.DrawFn, document: Document) -> Document:
    code = _some_code(draw, document)
    return editing.change_question(
        document, code, {**entries(document).get(code, {}), "text": draw(WORDS), "help": draw(MAYBE)}
    )


def hide(draw: st.DrawFn, document: Document) -> Document:
    code = _some_code(draw, document)
    document = editing.remove_question(document, code)
    return {**document, "pages": [page for page in document["pages"] if page["questions"]]}


def move(draw: st.DrawFn, document: Document) -> Document:
    return editing.move_question(document, _some_code(draw, document), draw(st.sampled_from([-1, 1])))


def move_page(draw: st.DrawFn, document: Document) -> Document:
    return editing.move_page(document, draw(st.integers(0, 2)), draw(st.sampled_from([-1, 1])))


def rename_page(draw: st.DrawFn, document: Document) -> Document:
    return editing.rename_page(document, draw(st.integers(0, 2)), draw(WORDS))


def add_question(draw: st.DrawFn, document: Document) -> Document:
    if not document["pages"]:
        document = editing.add_page(document, "Ici")
    code = editing.free_code("en plus", entries(document), "loire")
    entry = {
        "code": code,
        "kind": "one",
        "text": draw(WORDS),
        "answers": draw(answers(["loire-a", "loire-b"])),
    }
    rank = draw(st.integers(0, len(document["pages"]) - 1))
    return editing.add_question(document, rank, entry, after=_some_code(draw, document))


def add_answer(draw: st.DrawFn, document: Document) -> Document:
    code = _some_code(draw, document)
    entry = entries(document).get(code)
    if entry is None or entry["kind"] not in ("one", "several"):
        return document
    taken = [answer["code"] for answer in entry["answers"]]
    more = {"code": editing.free_code("la", taken, "loire"), "text": draw(WORDS)}
    end = next((place for place, each in enumerate(entry["answers"]) if each.get("wildcard")), len(taken))
    own = [*entry["answers"][:end], more, *entry["answers"][end:]]
    return editing.change_question(document, code, {**entry, "answers": own})


GESTURES = [reword, hide, move, move_page, rename_page, add_question, add_answer]
