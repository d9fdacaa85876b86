"""Small changes to a questionnaire's document, each a new document. Pure.

The same ones serve the national questionnaire and a territory's: `adaptation.layer_between` then says what the
territory changed. A change that cannot be made (the first page moved up) gives the document back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from hashlib import blake2s
from typing import Any

from boussole.core import codes

Document = dict[str, Any]
Entry = dict[str, Any]

LONGEST_CODE = 50  # the column of the criteria
TOLD = ("reason", "summary")


def tidy(entry: Mapping[str, Any]) -> Entry:
    """The entry without what says nothing: no empty text, no « false ». What a bundle would hold."""
    kept: Entry = {}
    for key, value in entry.items():
        if isinstance(value, Mapping):
            value = tidy(value)
        elif isinstance(value, list):
            value = [tidy(each) if isinstance(each, Mapping) else each for each in value]
        if value is None or value is False or value in ("", {}, []):
            continue
        kept[key] = value
    return kept


def entries(document: Mapping[str, Any]) -> dict[str, Entry]:
    """The questions by code, as written in the document, in the order asked."""
    return {entry["code"]: entry for page in document["pages"] for entry in page["questions"]}


def outline(document: Mapping[str, Any]) -> list[Entry]:
    """The titles of the pages and the codes of their questions: the order, and nothing else."""
    return [
        {"title": page["title"], "questions": [entry["code"] for entry in page["questions"]]}
        for page in document["pages"]
    ]


def page_of(document: Mapping[str, Any], code: str) -> int | None:
    """The rank of the page that asks this question."""
    for rank, page in enumerate(document["pages"]):
        if any(entry["code"] == code for entry in page["questions"]):
            return rank
    return None


def add_page(document: Document, title: str) -> Document:
    """With one more page, the last, which asks nothing yet."""
    return _with_pages(document, [*document["pages"], {"title": title, "questions": []}])


def rename_page(document: Document, rank: int, title: str) -> Document:
    """With this title on the page of this rank, from 0."""
    pages = deepcopy(document["pages"])
    if 0 <= rank < len(pages):
        pages[rank]["title"] = title
    return _with_pages(document, pages)


def move_page(document: Document, rank: int, by: int) -> Document:
    """One place up (-1) or down (1), with its questions."""
    return _with_pages(document, _swapped(document["pages"], rank, by))


def remove_page(document: Document, rank: int) -> Document:
    """Without this page, when it asks nothing: questions never disappear with the page that held them."""
    pages = deepcopy(document["pages"])
    if 0 <= rank < len(pages) and not pages[rank]["questions"]:
        del pages[rank]
    return _with_pages(document, pages)


def add_question(document: Document, rank: int, entry: Entry, *, after: str = "") -> Document:
    """With this question at the end of that page, or right after another one of it."""
    pages = deepcopy(document["pages"])
    questions = pages[rank]["questions"]
    codes = [each["code"] for each in questions]
    questions.insert(codes.index(after) + 1 if after in codes else len(questions), tidy(entry))
    return _with_pages(document, pages)


def change_question(document: Document, code: str, entry: Entry) -> Document:
    """With this question written anew, at the same place. Its code stays."""
    pages = deepcopy(document["pages"])
    for page in pages:
        page["questions"] = [
            tidy({**entry, "code": code}) if each["code"] == code else each for each in page["questions"]
        ]
    return _with_pages(document, pages)


def remove_question(document: Document, code: str) -> Document:
    """Without this question; its page stays, even empty."""
    pages = deepcopy(document["pages"])
    for page in pages:
        page["questions"] = [each for each in page["questions"] if each["code"] != code]
    return _with_pages(document, pages)


def move_question(document: Document, code: str, by: int) -> Document:
    """One place up or down; from the edge of its page, to the next page."""
    rank = page_of(document, code)
    if rank is None:
        return document
    pages = deepcopy(document["pages"])
    questions = pages[rank]["questions"]
    place = next(place for place, each in enumerate(questions) if each["code"] == code)
    if 0 <= place + by < len(questions):
        pages[rank]["questions"] = _swapped(questions, place, by)
    elif 0 <= rank + by < len(pages):
        moved = questions.pop(place)
        neighbours = pages[rank + by]["questions"]
        neighbours.insert(0 if by > 0 else len(neighbours), moved)
    return _with_pages(document, pages)


def move_answer(document: Document, question: str, answer: str, by: int) -> Document:
    """One place up (-1) or down (1), among the answers of its question."""
    entry = entries(document).get(question)
    if entry is None:
        return document
    answers = entry.get("answers", [])
    place = next((place for place, each in enumerate(answers) if each["code"] == answer), -1)
    return change_question(document, question, {**entry, "answers": _swapped(answers, place, by)})


def remove_answer(document: Document, question: str, answer: str) -> Document:
    """Without this answer; the question keeps the others."""
    entry = entries(document).get(question)
    if entry is None:
        return document
    left = [each for each in entry.get("answers", []) if each["code"] != answer]
    return change_question(document, question, {**entry, "answers": left})


def fingerprint(entry: Mapping[str, Any] | None) -> str:
    """A short text that changes when the question does: what tells that a page is older than a colleague's work."""
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False)
    return blake2s(text.encode(), digest_size=8).hexdigest()


def free_code(words: str, taken: Iterable[str], prefix: str = "") -> str:
    """A code that is not taken, made from the words that people read; a territory's begins with its own."""
    start = f"{prefix}-" if prefix else ""
    stem = codes.code_from(words, otherwise="question", longest=LONGEST_CODE - 3 - len(start))
    return codes.free_code(start + stem, set(taken))


def _with_pages(document: Document, pages: list[Entry]) -> Document:
    return {**document, "pages": pages}


def _swapped(items: list[Any], place: int, by: int) -> list[Any]:
    moved = list(items)
    if 0 <= place < len(moved) and 0 <= place + by < len(moved):
        moved[place], moved[place + by] = moved[place + by], moved[place]
    return moved
