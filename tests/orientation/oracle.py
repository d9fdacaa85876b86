"""The rules of product.md 5.2, written a second time in the most naive way, on plain JSON.

It shares no line with the engine: neither its values, nor its notion of zone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from boussole.territories.geography import geography


def is_shown(offer: dict[str, Any], situation: dict[str, Any], questions: dict[str, Any], day: date) -> bool:
    if day < offer["starts_on"] or day > offer["ends_on"]:
        return False
    places = [situation["commune"], situation.get("second_commune")]
    if not any(place and in_zone(place, offer["areas"]) for place in places):
        return False
    given = {**situation["answers"]}
    if situation.get("age") is not None:
        given["age"] = situation["age"]
    return all(accepted(criterion, given, questions) for criterion in offer["criteria"])


def in_zone(commune: str, areas: list[str]) -> bool:
    return any(commune in geography().communes_of(area) for area in areas)


def accepted(criterion: dict[str, Any], given: dict[str, Any], questions: dict[str, Any]) -> bool:
    code = criterion["question"]
    if code not in given or given[code] is None or given[code] == []:
        return True
    answer = given[code]
    if criterion["kind"] == "ALL":
        return True
    if criterion["kind"] == "RANGE":
        if criterion["minimum"] is not None and answer < criterion["minimum"]:
            return False
        return not (criterion["maximum"] is not None and answer > criterion["maximum"])
    chosen = answer if isinstance(answer, list) else [answer]
    return any(one in criterion["accepted"] or one in questions[code]["wildcards"] for one in chosen)
