"""What changes from one version to another, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from boussole.questionnaires.definition import Definition, Kind, OnlyIf, Question

KINDS = {
    Kind.ONE: "une seule réponse",
    Kind.SEVERAL: "plusieurs réponses",
    Kind.YES_NO: "oui ou non",
    Kind.NUMBER: "un nombre",
}


class Sort(StrEnum):
    """What happened, as the heading of a group of changes."""

    ADDED = "Ajouté"
    REMOVED = "Retiré"
    REWORDED = "Reformulé"
    MOVED = "Déplacé"
    RULED = "Règles"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes, and the question it is about (empty for a page)."""

    sort: Sort
    sentence: str
    question: str = ""


def compare(before: Definition, after: Definition) -> list[Change]:
    """Everything that changes, in the order of the new version, what is gone last."""
    found = list(_pages(before, after))
    moved = set(_moved(list(before.questions), list(after.questions))) | set(_of_another_page(before, after))
    for code, question in after.questions.items():
        former = before.questions.get(code)
        if former is None:
            where = next(page.title for page in after.pages if question in page.questions)
            found.append(Change(Sort.ADDED, f"Question « {question.text} », page « {where} ».", code))
        else:
            found += _question(former, question, before, after)
            if code in moved:
                found.append(Change(Sort.MOVED, f"Question « {question.text} ».", code))
    for code, former in before.questions.items():
        if code not in after.questions:
            found.append(Change(Sort.REMOVED, f"Question « {former.text} ».", code))
    return found


def added_answers(before: Definition, after: Definition) -> list[tuple[str, str]]:
    """The answers that a question asked before now has besides: (question, answer). Offers must be looked at.

    « Je ne sais pas » excludes nobody: it is left out.
    """
    return [
        (code, answer.code)
        for code, question in after.questions.items()
        if code in before.questions
        for answer in question.answers
        if not answer.is_wildcard and answer.code not in before.questions[code].by_code
    ]


def _pages(before: Definition, after: Definition) -> Iterator[Change]:
    old, new = [page.title for page in before.pages], [page.title for page in after.pages]
    renamed: dict[str, str] = {}
    for page in after.pages:
        codes = {question.code for question in page.questions}
        for former in before.pages:
            shared = codes & {question.code for question in former.questions}
            if shared and page.title not in old and former.title not in new:
                renamed.setdefault(former.title, page.title)
    for title, name in renamed.items():
        yield Change(Sort.REWORDED, f"Page « {title} » : elle s’appelle « {name} ».")
    for title in new:
        if title not in old and title not in renamed.values():
            yield Change(Sort.ADDED, f"Page « {title} ».")
    for title in old:
        if title not in new and title not in renamed:
            yield Change(Sort.REMOVED, f"Page « {title} ».")
    for title in _moved(old, new):
        yield Change(Sort.MOVED, f"Page « {title} ».")


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Those present in both whose turn has changed, as few as possible."""
    old = [each for each in before if each in after]
    new = [each for each in after if each in before]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {new[place] for block in blocks for place in range(block.b, block.b + block.size)}
    return [each for each in new if each not in kept]


def _of_another_page(before: Definition, after: Definition) -> Iterator[str]:
    """The questions that went from one page to another, both of which exist before and after."""
    titles = {page.title for page in before.pages} & {page.title for page in after.pages}
    page_before = {q.code: page.title for page in before.pages for q in page.questions}
    for page in after.pages:
        for question in page.questions:
            former = page_before.get(question.code)
            if former is not None and former != page.title and {former, page.title} <= titles:
                yield question.code


def _question(was: Question, now: Question, before: Definition, after: Definition) -> Iterator[Change]:
    code, quoted = now.code, f"« {now.text} »"
    if was.text != now.text:
        yield Change(Sort.REWORDED, f"Question « {was.text} » : elle devient {quoted}.", code)
    if was.help != now.help:
        yield Change(Sort.REWORDED, f"Aide de {quoted} : {_quoted(now.help, 'plus d’aide')}.", code)
    if was.label != now.label and (was.label, now.label) != (was.text, now.text):
        yield Change(Sort.REWORDED, f"Nom court de {quoted} : « {now.label} ».", code)
    yield from _answers(was, now)
    if was.kind != now.kind:
        yield Change(Sort.RULED, f"{quoted} attend {KINDS[now.kind]}.", code)
    if was.only_if != now.only_if:
        yield Change(Sort.RULED, f"{quoted} : {condition_in_words(now.only_if, after)}.", code)
    if was.is_sensitive != now.is_sensitive:
        words = "devient sensible" if now.is_sensitive else "n’est plus sensible"
        yield Change(Sort.RULED, f"{quoted} {words}.", code)
    if (was.minimum, was.maximum, was.unit) != (now.minimum, now.maximum, now.unit):
        yield Change(
            Sort.RULED, f"{quoted} : de {now.minimum} à {now.maximum} {now.unit}".rstrip() + ".", code
        )


def _answers(was: Question, now: Question) -> Iterator[Change]:
    code, quoted = now.code, f"« {now.text} »"
    for answer in now.answers:
        former = was.by_code.get(answer.code)
        if former is None:
            yield Change(Sort.ADDED, f"Réponse « {answer.text} », à la question {quoted}.", code)
            continue
        if former.text != answer.text:
            yield Change(Sort.REWORDED, f"Réponse « {former.text} » : elle devient « {answer.text} ».", code)
        if (former.reason, former.summary) != (answer.reason, answer.summary):
            words = _quoted(answer.reason or answer.summary, "rien")
            yield Change(Sort.REWORDED, f"Ce qui est dit de la réponse « {answer.text} » : {words}.", code)
        if former.is_wildcard != answer.is_wildcard:
            words = "n’écarte plus aucune offre" if answer.is_wildcard else "peut écarter des offres"
            yield Change(Sort.RULED, f"La réponse « {answer.text} » {words}.", code)
    for answer in was.answers:
        if answer.code not in now.by_code:
            yield Change(Sort.REMOVED, f"Réponse « {answer.text} », de la question {quoted}.", code)
    for moved in _moved([each.code for each in was.answers], [each.code for each in now.answers]):
        yield Change(Sort.MOVED, f"Réponse « {now.by_code[moved].text} », dans la question {quoted}.", code)


def condition_in_words(only_if: OnlyIf | None, definition: Definition) -> str:
    """« posée seulement à qui a répondu « Je cherche du travail » ; posée à tout le monde without a condition."""
    if only_if is None:
        return "posée à tout le monde"
    question = definition.questions.get(only_if.question)
    known = question.by_code if question else {}
    answers = [f"« {known[code].text} »" if code in known else f"« {code} »" for code in only_if.answers]
    where = f" à « {question.text} »" if question else ""
    return f"posée seulement à qui a répondu {' ou '.join(answers)}{where}"


def _quoted(words: str, nothing: str) -> str:
    return f"« {words} »" if words else nothing
