"""The answers of a question as its page shows them, and the buttons beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseFormSet, Form

from boussole.questionnaires import editing
from boussole.questionnaires.editing import Document, Entry, tidy

UNKNOWN = {"code": "ne-sais-pas", "text": "Je ne sais pas", "wildcard": True}


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer: its fields, and what may be done to it."""

    form: Form
    code: str = ""  # empty for a blank one
    is_locked: bool = False  # national, in a territory: its words only
    is_first: bool = False
    is_last: bool = False
    national_text: str = ""  # what the national answer says, when the territory says otherwise


def cards_of(answers: BaseFormSet, national: Mapping[str, Any] | None) -> list[AnswerCard]:
    """Those that exist, then the blank ones."""
    theirs = {answer["code"]: answer for answer in (national or {}).get("answers", ())}
    codes = [str(form["code"].value() or "") for form in answers.forms]
    known = [code for code in codes if code]
    return [
        AnswerCard(
            form,
            code,
            is_locked=code in theirs,
            is_first=bool(known) and code == known[0],
            is_last=bool(known) and code == known[-1],
            national_text=_national_text(form, theirs.get(code)),
        )
        for form, code in zip(answers.forms, codes, strict=True)
    ]


def _national_text(form: Form, theirs: Mapping[str, Any] | None) -> str:
    if theirs is None or all(
        (form[name].value() or "") == theirs.get(name, "") for name in ("text", "reason", "summary")
    ):
        return ""
    return str(theirs["text"])


def empty_entry(code: str, *, text: str, label: str, kind: str) -> Entry:
    """A new question, with what every question of its sort has."""
    entry: Entry = {"code": code, "kind": kind, "text": text, "label": label}
    if kind in ("one", "several"):
        entry["answers"] = [dict(UNKNOWN)]
    elif kind == "number":
        entry |= {"minimum": 0, "maximum": 100}
    return tidy(entry)


def with_gesture(
    document: Document, code: str, written: Entry, gesture: str, national: Mapping[str, Any] | None
) -> Document:
    """The document with this question as typed, then what the button pressed does to it."""
    name, _, what = gesture.partition(":")
    if name == "question-reset" and national is not None:
        words = {key: national.get(key, "") for key in ("text", "help", "label", "yes", "no")}
        return editing.change_question(document, code, {**written, **words})
    if name == "answer-reset" and national is not None:
        theirs = {answer["code"]: answer for answer in national.get("answers", ())}
        written["answers"] = [
            theirs.get(each["code"], each) if each["code"] == what else each for each in written["answers"]
        ]
    document = editing.change_question(document, code, written)
    if name == "answer-up":
        return editing.move_answer(document, code, what, -1)
    if name == "answer-down":
        return editing.move_answer(document, code, what, 1)
    if name == "answer-remove":
        return editing.remove_answer(document, code, what)
    return document
