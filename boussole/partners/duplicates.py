"""Two records that may be the same body: the same number, or a near name and something else in common.

`resemblance` is pure: two records in, the reasons in French out. `pairs` compares only those that share a number, a
commune, a way to be reached or a site, so that a territory of some thousands of records takes a moment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from urllib.parse import urlsplit

from django.db.models import Q

from boussole.core.typography import alphabetical
from boussole.partners.models import DistinctStructures, Structure

NEAR = 0.72  # of names in the same commune: « Mission locale du Gier » and « ML du Gier » need more than that
NEAR_ENOUGH = 0.45  # when they are reached at the same place
LARGEST_GROUP = (
    400  # records that share one thing: beyond, it tells nothing (the switchboard of a département)
)

# Words that most records have: they make different bodies look alike.
_EMPTY_WORDS = frozenset(
    "a au aux d de des du en et l la le les pour sur association assoc service services".split()  # noqa: SIM905
)
_SHORT = {
    "bij": "bureau information jeunesse",
    "ccas": "centre communal d action sociale",
    "fjt": "foyer de jeunes travailleurs",
    "mjc": "maison des jeunes et de la culture",
    "ml": "mission locale",
    "pij": "point information jeunesse",
    "st": "saint",
    "ste": "sainte",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and why they may be one; `one` has the smaller number."""

    one: Structure
    other: Structure
    reasons: tuple[str, ...]


def pairs(structures: Iterable[Structure]) -> list[Pair]:
    """Those that look like one another and that nobody has told apart, the surest first. One query besides these rows.

    Places of one body are not duplicates, nor is what was merged already.
    """
    rows = sorted((each for each in structures if each.merged_into_id is None), key=lambda each: each.pk)
    told_apart = _told_apart(rows)
    found = [
        Pair(one, other, tuple(reasons))
        for one, other in _candidates(rows)
        if (one.pk, other.pk) not in told_apart
        and not _same_body(one, other)
        and (reasons := resemblance(one, other))
    ]
    return sorted(found, key=lambda pair: (-len(pair.reasons), alphabetical(pair.one.name), pair.one.pk))


def resemblance(one: Structure, other: Structure) -> list[str]:
    """Why these two may be the same body; nothing when they may not."""
    reached = [reason for reason, key in _REACHED if _is_shared(key(one), key(other))]
    if one.siret and one.siret == other.siret:
        return ["Même numéro SIRET", *reached]
    near = nearness(one.name, other.name)
    together = one.commune == other.commune
    if not ((together and near >= NEAR) or (reached and near >= NEAR_ENOUGH)):
        return []
    found = ["Même nom" if near == 1 else "Noms proches"]
    return [*found, *(["Même commune"] if together else []), *reached]


def nearness(one: str, other: str) -> float:
    """How near two names are, from 0 to 1, whatever their accents, capitals, order and empty words."""
    first, second = _plain_words(one), _plain_words(other)
    if not first or not second:
        return 0.0
    if sorted(first) == sorted(second):
        return 1.0
    letters = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio()
    if _numbers(first) != _numbers(second):
        return 0.0  # « Foyer 1 » and « Foyer 2 » are two places
    shared = set(first) & set(second)
    words = 2 * len(shared) / (len(set(first)) + len(set(second)))
    return min(0.99, max(words, (letters + words) / 2))


def _plain_words(name: str) -> list[str]:
    spelled = (_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", alphabetical(name)))
    return [word for words in spelled for word in words.split() if word not in _EMPTY_WORDS]


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if word.isdigit())


def _phone(structure: Structure) -> str:
    return re.sub(r"\D", "", structure.phone)[-9:]  # 04 77… and +33 4 77… ring at the same place


def _email(structure: Structure) -> str:
    return structure.email.lower()


def _site(structure: Structure) -> str:
    parts = urlsplit(structure.website.lower())
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") if parts.netloc else ""


_REACHED = (("Même téléphone", _phone), ("Même e-mail", _email), ("Même site", _site))


def _is_shared(one: str, other: str) -> bool:
    return bool(one) and one == other


def _candidates(rows: list[Structure]) -> Iterator[tuple[Structure, Structure]]:
    """The pairs that share something, each once."""
    groups: dict[tuple[str, str], list[Structure]] = defaultdict(list)
    for row in rows:
        keys = {"siret": row.siret, "commune": row.commune}
        keys |= {reason: key(row) for reason, key in _REACHED}
        for kind, value in keys.items():
            if value:
                groups[kind, value].append(row)
    seen: set[tuple[int, int]] = set()
    for group in groups.values():
        if len(group) > LARGEST_GROUP:
            continue
        for one, other in combinations(group, 2):
            if (one.pk, other.pk) not in seen:
                seen.add((one.pk, other.pk))
                yield one, other


def _same_body(one: Structure, other: Structure) -> bool:
    bodies = {one.parent_id or one.pk, other.parent_id or other.pk}
    return len(bodies) == 1


def _told_apart(rows: Iterable[Structure]) -> set[tuple[int, int]]:
    known = [row.pk for row in rows]
    return set(
        DistinctStructures.objects.filter(Q(one__in=known), Q(other__in=known)).values_list("one", "other")
    )
