"""What two versions of an offer say differently, part by part and word by word. Pure.

The reviewer reads it beside the text, the structure in the history of its offer: one definition of a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from boussole.core.typography import counted, day_in_words
from boussole.offers.content import DELAYS, NAMES, OfferContent, Period
from boussole.offers.criteria import CriterionKind
from boussole.offers.wording import accepted_in_words, asked_in_words, question_in_words
from boussole.questionnaires.definition import Definition
from boussole.territories.zones import Zone

LABELS: Mapping[str, str] = {
    "theme": "Thème",
    "category": "Catégorie",
    "title": "Titre",
    "summary": "Texte court",
    "description": "Texte complet",
    "place": "Lieu",
    "address": "Adresse",
    "opening_hours": "Horaires",
    "phone": "Téléphone",
    "areas": "Zone",
    "sites": "Sites",
    "criteria": "Critères",
    "promised_days": "Délai promis",
    "periods": "Périodes d’ouverture",
    "valid_from": "À partir du",
    "valid_until": "Jusqu’au",
    "is_free": "Gratuit",
}
"""The French name of each part of an `OfferContent`."""

REWRITTEN = 0.3  # of the longer text: when less of it was kept, it is another text

PLACES = {"IN_PERSON": "sur place", "REMOTE": "à distance", "BOTH": "sur place ou à distance"}


class Change(StrEnum):
    """What became of some words, or of an item."""

    KEPT = "KEPT"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row that became, or did not become, something else; an item, in a difference of lists."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that changed: its field of `OfferContent`, its name, and both states in words.

    `segments` shows where: for a text, kept and removed ones together rebuild `before`, kept and added ones
    `after`; for a list (`is_list`) each segment is one item. Empty when the two states say it all.
    A difference of criteria is about one question, which `label` names.
    """

    field: str
    label: str
    before: str
    after: str
    segments: tuple[Segment, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called, when the caller knows: `queries.names_of` reads them."""

    categories: Mapping[str, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)


def differences(
    before: OfferContent | None, after: OfferContent, definition: Definition, names: Names | None = None
) -> list[Difference]:
    """What `after` says that `before` does not, in the order of the form; everything it says for a first version."""
    names = names or Names()
    if before is None:
        nothing = OfferContent(theme=after.theme, category="", place="")
        told = (each for part in NAMES for each in _of_part(part, nothing, after, definition, names))
        return [
            replace(each, before="", segments=()) for each in told if each.after and each.field != "theme"
        ]
    return [
        each
        for part in before.differing(after)
        for each in _of_part(part, before, after, definition, names)
        if each.before != each.after or each.segments
    ]


def _of_part(
    part: str, before: OfferContent, after: OfferContent, definition: Definition, names: Names
) -> Iterator[Difference]:
    if part == "criteria":
        yield from _of_criteria(before, after, definition)
        return
    label = LABELS[part]
    if part in _TEXTS:
        old, new = getattr(before, part), getattr(after, part)
        found = Difference(part, label, old, new, word_by_word(old, new) if old else ())
    elif part == "areas":
        found = _of_zones(label, before.areas, after.areas)
    elif part in _LISTS:
        old_items, new_items = (_LISTS[part](content, names) for content in (before, after))
        found = _of_lists(part, label, old_items, new_items)
    else:
        found = Difference(part, label, _in_words(part, before, names), _in_words(part, after, names))
    yield found


def word_by_word(before: str, after: str) -> tuple[Segment, ...]:
    """Where a text changed. What was removed comes before what took its place.

    A text written anew is told whole: a few words that stayed by chance would only make it hard to read.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    segments: list[Segment] = []
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if removed == added:
            segments.append(Segment(Change.KEPT, removed))
        else:
            segments += [Segment(Change.REMOVED, removed)] if removed else []
            segments += [Segment(Change.ADDED, added)] if added else []
    kept = sum(len(each.text) for each in segments if each.change == Change.KEPT)
    if before and after and kept < REWRITTEN * max(len(before), len(after)):
        return (Segment(Change.REMOVED, before), Segment(Change.ADDED, after))
    return tuple(segments)


def item_by_item(before: Sequence[str], after: Sequence[str]) -> tuple[Segment, ...]:
    """What a list lost, kept and gained, item by item; in the order of the second, then what it lost."""
    kept_or_added = [Segment(Change.KEPT if each in before else Change.ADDED, each) for each in after]
    return (*kept_or_added, *(Segment(Change.REMOVED, each) for each in before if each not in after))


def _of_criteria(before: OfferContent, after: OfferContent, definition: Definition) -> Iterator[Difference]:
    """One difference for each question that is not asked the same way, in the order of the questionnaire."""
    asked = {each.question for each in (*before.criteria, *after.criteria)}
    known = [code for code in ("age", *definition.questions) if code in asked]
    for code in (*known, *sorted(asked - set(known))):
        old, new = before.criterion(code), after.criterion(code)
        words = asked_in_words(old, definition), asked_in_words(new, definition)
        if words[0] == words[1]:
            continue
        label = question_in_words(code, definition)
        if old.kind == new.kind == CriterionKind.ONLY:
            question = definition.question(code)
            items = item_by_item(accepted_in_words(old, question), accepted_in_words(new, question))
            yield Difference("criteria", label, *words, items, is_list=True)
        else:
            yield Difference("criteria", label, *words)


def _of_zones(label: str, before: Sequence[str] | None, after: Sequence[str] | None) -> Difference:
    if before is None or after is None:
        return Difference("areas", label, zone_in_words(before), zone_in_words(after))
    old, new = ([Zone((key,)).in_words() or key for key in Zone.restored(keys)] for keys in (before, after))
    return replace(
        _of_lists("areas", label, old, new), before=zone_in_words(before), after=zone_in_words(after)
    )


def zone_in_words(areas: Sequence[str] | None) -> str:
    """« toute la zone de la structure », or the areas, shortened when they are many."""
    return "toute la zone de la structure" if areas is None else Zone.restored(areas).in_words()


def _of_lists(part: str, label: str, before: Sequence[str], after: Sequence[str]) -> Difference:
    words = _listed(before), _listed(after)
    return Difference(part, label, *words, item_by_item(before, after) if before and after else (), True)


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items)


def _in_words(part: str, content: OfferContent, names: Names) -> str:
    value = getattr(content, part)
    match part:
        case "category":
            return names.categories.get(value, value)
        case "place":
            return PLACES.get(value, "")
        case "promised_days":
            return counted(value, "jour") if value in DELAYS else ""
        case "valid_from" | "valid_until":
            return day_in_words(value, year=True) if value else ""
        case "is_free":
            return "oui" if value else "non"
    return str(value)


def _periods(content: OfferContent, names: Names) -> list[str]:
    return [period_in_words(each) for each in content.periods]


def _sites(content: OfferContent, names: Names) -> list[str]:
    return [names.sites.get(code, code) for code in content.sites]


def period_in_words(period: Period) -> str:
    """« du lundi 7 septembre 2026 au vendredi 30 octobre 2026 »."""
    return f"du {day_in_words(period.starts_on, year=True)} au {day_in_words(period.ends_on, year=True)}"


_TEXTS = ("title", "summary", "description", "address", "opening_hours", "phone")
_LISTS: Mapping[str, Callable[[OfferContent, Names], list[str]]] = {"periods": _periods, "sites": _sites}
_WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")


__all__ = [
    "LABELS",
    "Change",
    "Difference",
    "Names",
    "Segment",
    "differences",
    "item_by_item",
    "period_in_words",
    "word_by_word",
    "zone_in_words",
]
