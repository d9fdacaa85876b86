"""The answer of the matching engine, in the form given outside: JSON Lines and the HTTP API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from boussole.interop.bundles import CheckedBundle
from boussole.orientation.matching import Match, NearMiss, match, near_misses
from boussole.orientation.situation import situation_from


def answer(
    bundle: CheckedBundle, theme: str, entry: dict[str, Any], day: date, *, with_near_misses: bool = False
) -> dict[str, Any]:
    """The offers of the bundle open to this situation, in the order of the page, with their reasons.

    :raises UnreadableSituation: when the situation names something unknown
    """
    definition = bundle.context.asked[theme]
    situation = situation_from(entry, definition)
    is_open = bundle.is_open(theme, situation.commune.code, day)
    offers = bundle.terms.get(theme, []) if is_open else []
    structures = {terms.offer: terms.structure for terms in offers}
    found: dict[str, Any] = {
        "offers": offers_as_json(match(situation, offers, definition, day), structures),
        "theme_is_open": is_open,
    }
    if with_near_misses:
        found["near_misses"] = near_misses_as_json(near_misses(situation, offers, definition, day))
    return found


def offers_as_json(matches: Iterable[Match], structures: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "offer": found.offer,
            "structure": structures[found.offer],
            "category": found.category.partition("/")[2] or found.category,
            "reasons": list(found.reasons),
        }
        for found in matches
    ]


def near_misses_as_json(misses: Iterable[NearMiss]) -> list[dict[str, str]]:
    return [{"offer": miss.offer, "question": miss.question, "missing": miss.missing} for miss in misses]
