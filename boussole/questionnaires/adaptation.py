"""A territory's questionnaire: a layer over the national one. Pure.

The layer keeps only what the territory decided: its own words, hidden questions, added questions and answers,
another order. The rest follows the national text, version after version. A national code keeps its meaning:
the sort of a question, its answers, what excludes cannot be said in a layer at all (decision 0004).

    wording    {question: {text, help, label, answers: {answer: {text, reason, summary}}}}
    hidden     [question, …]
    questions  [{…a whole question…, after: question}, …], their codes begin with the territory's
    answers    {national question: [{…a whole answer…}, …]}, the same
    outline    [{title, questions: [code, …]}, …], only when the order or the pages are the territory's own
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from boussole.questionnaires.editing import Document, Entry, entries, outline, tidy

Layer = dict[str, Any]
WORDS = ("text", "help", "label")
ANSWER_WORDS = ("text", "reason", "summary")
YES_NO = {"oui": "yes", "non": "no"}


def adapted(national: Document, layer: Mapping[str, Any]) -> Document:
    """The document that young people of the territory answer. An empty layer changes nothing."""
    hidden = set(layer.get("hidden", ()))
    known = {
        code: _reworded(entry, layer.get("wording", {}).get(code, {}), layer.get("answers", {}).get(code, []))
        for code, entry in entries(national).items()
        if code not in hidden
    }
    added = [entry for entry in layer.get("questions", ()) if entry["code"] not in known]
    pages = (
        _outline_with(national, known, layer["outline"]) if "outline" in layer else _national(national, known)
    )
    for entry in added:
        known[entry["code"]] = tidy({key: value for key, value in entry.items() if key != "after"})
        if not any(entry["code"] in page["questions"] for page in pages):
            _place(pages, entry["code"], entry.get("after", ""))
    return {
        **national,
        "pages": [
            {
                "title": page["title"],
                "questions": [known[code] for code in page["questions"] if code in known],
            }
            for page in pages
        ],
    }


def layer_between(national: Document, document: Document) -> Layer:
    """What a territory changed, read from the result: `adapted(national, layer_between(national, d)) == d` for
    whatever a territory may do; what it may not change comes back as the national text says.
    """
    theirs, own = entries(national), entries(document)
    before = ""
    added: list[Entry] = []
    for code, entry in own.items():
        if code not in theirs:
            added.append({**deepcopy(entry), "after": before})
        before = code
    layer = {
        "wording": {
            code: words for code in theirs if code in own and (words := _words(theirs[code], own[code]))
        },
        "hidden": [code for code in theirs if code not in own],
        "questions": added,
        "answers": {
            code: more for code in theirs if code in own and (more := _more_answers(theirs[code], own[code]))
        },
    }
    layer = {key: value for key, value in layer.items() if value}
    if outline(adapted(national, layer)) != outline(document):
        layer["outline"] = outline(document)
    return layer


def pruned(national: Document, layer: Mapping[str, Any]) -> Layer:
    """The layer without what no longer has an object in this national version."""
    return layer_between(national, adapted(national, layer))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something the territory decided about what the national team has changed since, in one sentence."""

    message: str
    question: str = ""


def conflicts(layer: Mapping[str, Any], before: Document, after: Document) -> list[Conflict]:
    """What an animator must look at when their layer passes from one national version to the next."""
    return list(_conflicts(layer, entries(before), entries(after)))


def _conflicts(
    layer: Mapping[str, Any], before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> Iterator[Conflict]:
    def named(code: str) -> str:
        entry = before.get(code) or after.get(code) or {"text": code}
        return f"« {entry['text']} »"

    for code in layer.get("hidden", ()):
        if code not in after:
            yield Conflict(f"Vous cachiez la question {named(code)} : elle n’existe plus.")
    for code, words in layer.get("wording", {}).items():
        if code not in after:
            yield Conflict(f"Vous aviez reformulé la question {named(code)} : elle n’existe plus.")
            continue
        if any(key in words and before.get(code, {}).get(key) != after[code].get(key) for key in WORDS):
            yield Conflict(
                f"La question {named(code)}, que vous aviez reformulée, a changé. La vôtre est gardée.", code
            )
        gone = set(words.get("answers", {})) - set(_answer_words(after[code]))
        for answer in sorted(gone):
            text = _answer_words(before.get(code, {})).get(answer, {}).get("text", answer)
            yield Conflict(f"La réponse « {text} », que vous aviez reformulée, n’existe plus.", code)
    for code in layer.get("answers", {}):
        if code not in after:
            yield Conflict(f"Vous aviez ajouté des réponses à {named(code)} : cette question n’existe plus.")
    for entry in layer.get("questions", ()):
        if entry["code"] in after:
            yield Conflict(
                f"Le code de votre question « {entry['text']} » est pris par une question nationale."
            )
        needed = entry.get("only_if", {}).get("question")
        if needed and needed in before and needed not in after:
            yield Conflict(
                f"Votre question « {entry['text']} » dépendait de {named(needed)}, qui n’existe plus.",
                entry["code"],
            )


def faults(national: Document, layer: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """What keeps a layer from being a territory's, in French sentences; nothing when it is sound."""
    theirs = entries(national)
    start = f"{prefix}-"
    for entry in layer.get("questions", ()):
        if entry["code"] in theirs or not entry["code"].startswith(start):
            yield f"La question ajoutée « {entry['text']} » doit avoir un code qui commence par « {start} »."
    for code, more in layer.get("answers", {}).items():
        if code in theirs and theirs[code]["kind"] not in ("one", "several"):
            yield f"La question « {theirs[code]['text']} » ne peut pas recevoir d’autre réponse."
        for answer in more:
            if not answer["code"].startswith(start):
                yield f"La réponse ajoutée « {answer['text']} » doit avoir un code qui commence par « {start} »."


def is_locked(national: Document, question: str) -> bool:
    """Whether this question is national: its sort, its condition and its answers are not the territory's."""
    return question in entries(national)


def _reworded(entry: Entry, words: Mapping[str, Any], more: list[Entry]) -> Entry:
    """A national question in the territory's words, with its own answers before « je ne sais pas »."""
    written = deepcopy(entry)
    written.update({key: words[key] for key in WORDS if key in words})
    for code, own in words.get("answers", {}).items():
        if entry["kind"] == "yes_no" and code in YES_NO:
            written[YES_NO[code]] = {**written.get(YES_NO[code], {}), **own}
        for answer in written.get("answers", []):
            if answer["code"] == code:
                answer.update(own)
    if more and entry["kind"] in ("one", "several"):
        answers = written.get("answers", [])
        taken = {answer["code"] for answer in answers}
        end = next((place for place, each in enumerate(answers) if each.get("wildcard")), len(answers))
        answers[end:end] = [deepcopy(answer) for answer in more if answer["code"] not in taken]
    return tidy(written) if words or more else written


def _national(national: Document, known: Mapping[str, Entry]) -> list[Entry]:
    """The national pages, without those that hiding has emptied."""
    pages = []
    for page in outline(national):
        left = [code for code in page["questions"] if code in known]
        if left or not page["questions"]:
            pages.append({"title": page["title"], "questions": left})
    return pages


def _outline_with(national: Document, known: Mapping[str, Entry], own: list[Entry]) -> list[Entry]:
    """The territory's pages, with what the national team has added since, after what comes before it there."""
    pages = deepcopy(own)
    placed = {code for page in pages for code in page["questions"]}
    before, last_page = "", ""
    for page in outline(national):
        is_new_page = not placed.intersection(page["questions"])
        for code in page["questions"]:
            if code in known and code not in placed:
                if is_new_page and last_page != page["title"]:
                    rank = next((r + 1 for r, p in enumerate(pages) if before in p["questions"]), len(pages))
                    pages.insert(rank, {"title": page["title"], "questions": [code]})
                else:
                    _place(pages, code, before)
                last_page = page["title"]
            if code in known:
                before = code
    return pages


def _place(pages: list[Entry], code: str, after: str) -> None:
    """Right after that question; at the very end when it is gone."""
    for page in pages:
        if after in page["questions"]:
            page["questions"].insert(page["questions"].index(after) + 1, code)
            return
    if not pages:
        pages.append({"title": "Questions", "questions": []})
    pages[-1]["questions"].append(code)


def _words(national: Entry, own: Entry) -> Entry:
    """The words of a question that are the territory's; an empty one takes the national one away."""
    words: Entry = {key: own.get(key, "") for key in WORDS if own.get(key, "") != national.get(key, "")}
    theirs, ours = _answer_words(national), _answer_words(own)
    answers = {
        code: changed
        for code in theirs
        if code in ours
        and (
            changed := {
                key: ours[code].get(key, "")
                for key in ANSWER_WORDS
                if ours[code].get(key, "") != theirs[code].get(key, "")
            }
        )
    }
    return {**words, **({"answers": answers} if answers else {})}


def _answer_words(entry: Mapping[str, Any]) -> dict[str, Entry]:
    """The words of each answer, by code; those of « oui » and « non » cannot change their text."""
    if entry.get("kind") == "yes_no":
        return {code: dict(entry.get(key, {})) for code, key in YES_NO.items()}
    return {answer["code"]: answer for answer in entry.get("answers", ())}


def _more_answers(national: Entry, own: Entry) -> list[Entry]:
    if national["kind"] not in ("one", "several"):
        return []
    known = {answer["code"] for answer in national.get("answers", ())}
    return [deepcopy(answer) for answer in own.get("answers", ()) if answer["code"] not in known]
