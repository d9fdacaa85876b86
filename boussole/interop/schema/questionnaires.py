"""Themes, national questionnaires, and what a territory changes of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from boussole.interop.schema.base import Code, Entry, Line


class CategoryEntry(Entry):
    code: Code
    name: Line


class ThemeEntry(Entry):
    code: Code
    name: Line
    invitation: Line
    description: Line | None = None
    pictogram: Line = "compass"
    sensitive: bool = False
    categories: list[CategoryEntry]


class ThemesFile(Entry):
    themes: list[ThemeEntry]


class Told(Entry):
    reason: Line | None = None
    summary: Line | None = None


class AnswerEntry(Entry):
    code: Code
    text: Line
    reason: Line | None = None
    summary: Line | None = None
    wildcard: bool = False


class OnlyIfEntry(Entry):
    question: Code
    answers: list[Code]


class QuestionEntry(Entry):
    code: Code
    kind: Literal["one", "several", "yes_no", "number"]
    text: Line
    help: Line | None = None
    label: Line | None = None
    sensitive: bool = False
    only_if: OnlyIfEntry | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: Line | None = None
    yes: Told | None = None
    no: Told | None = None
    answers: list[AnswerEntry] = []


class PageEntry(Entry):
    title: Line
    questions: list[QuestionEntry]


class QuestionnaireFile(Entry):
    theme: Code
    version: Annotated[int, Field(ge=1)]
    pages: list[PageEntry]


class AnswerWords(Entry):
    text: Line | None = None
    reason: Line | None = None
    summary: Line | None = None


class QuestionWords(Entry):
    text: Line | None = None
    help: Line | None = None
    label: Line | None = None
    answers: dict[Code, AnswerWords] = {}


class AddedQuestion(QuestionEntry):
    after: Code | Literal[""] | None = None


class OutlinePage(Entry):
    title: Line
    questions: list[Code]


class LayerEntry(Entry):
    """What a territory decided over the national questionnaire (`questionnaires.adaptation`)."""

    wording: dict[Code, QuestionWords] = {}
    hidden: list[Code] = []
    questions: list[AddedQuestion] = []
    answers: dict[Code, list[AnswerEntry]] = {}
    outline: list[OutlinePage] = []


class AdaptationFile(Entry):
    """How a territory words a national questionnaire: a layer over one of its versions."""

    theme: Code
    version: Annotated[int, Field(ge=1)]
    based_on: Annotated[int, Field(ge=1)]
    layer: LayerEntry
