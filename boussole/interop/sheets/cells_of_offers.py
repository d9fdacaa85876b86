"""What the cells of a line mean for an offer: its content, and what makes its structure reachable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from boussole.interop.sheets import cells
from boussole.interop.sheets.columns import folded
from boussole.interop.sheets.criteria_words import criteria_from_cell
from boussole.interop.sheets.faults import CellFault
from boussole.interop.sheets.offers import FREE_TEXTS
from boussole.interop.sheets.scope import PLACES, WHEN_FULL, Scope
from boussole.interop.sheets.zone_words import areas_from_cell
from boussole.offers.content import DELAYS, Period
from boussole.partners.models import Structure
from boussole.territories.zones import Zone

REACH = ("contact_emails", "followed_by", "capacity", "when_full")


@dataclass(frozen=True)
class Place:
    """Where a cell stands: the structure and the theme of its line change what it may say."""

    scope: Scope
    structure: Structure
    theme: str


def meaning(name: str, text: str, place: Place) -> Any:
    """The value of one column of an offer; what an empty cell means included.

    :raises CellFault: when it cannot be understood
    """
    if name in FREE_TEXTS:
        return cells.read_free_text(text, name)
    return _READERS[name](text, place)


def _category(text: str, place: Place) -> str:
    labels = place.scope.category_labels(place.theme)
    said = folded(text)
    for code, label in labels.items():
        if said in (folded(label), folded(code)):
            return code
    theme = place.scope.theme_labels[place.theme]
    words = ", ".join(f"« {label} »" for label in labels.values())
    raise CellFault(f"choisissez une catégorie du thème « {theme} » : {words}.")


def _areas(text: str, place: Place) -> tuple[str, ...] | None:
    if not text:
        return None
    areas = areas_from_cell(text)
    competence = Zone.restored(place.structure.areas)
    zone = Zone.restored(areas)
    if not zone.is_inside(competence):
        beyond = zone.outside(competence).in_words(3)
        raise CellFault(f"la zone dépasse celle de la structure : retirez {beyond}.")
    return areas


def _sites(text: str, place: Place) -> tuple[str, ...]:
    found = []
    for piece in cells.pieces_of(text):
        site = place.scope.structure_named(piece)
        if site is None or place.structure.pk is None or site.parent_id != place.structure.pk:
            raise CellFault(f"« {piece[:60]} » n’est pas un site de « {place.structure.name} ».")
        found.append(site.code)
    return tuple(sorted(set(found)))


def _criteria(text: str, place: Place) -> Any:
    if not text:
        return ()
    definition = place.scope.definitions.get(place.theme)
    if definition is None:
        raise CellFault("ce thème n’a pas de questionnaire : laissez vide.")
    return criteria_from_cell(text, definition)


def _promised_days(text: str, place: Place) -> int:
    if not text:
        return place.structure.default_promised_days
    return cells.read_number(text, DELAYS[0], DELAYS[-1], "écrivez un nombre de 1 à 7.")


def _periods(text: str, place: Place) -> tuple[Period, ...]:
    found = []
    for piece in cells.pieces_of(text):
        words = [
            word for word in piece.replace("→", " ").split() if folded(word) not in {"du", "au", "a", "-"}
        ]
        days = [cells.date_from(word) for word in words]
        if len(days) != 2 or days[0] is None or days[1] is None:
            raise CellFault(f"« {piece[:60]} » : écrivez une période, comme 01/09/2026 au 30/06/2027.")
        if days[0] > days[1]:
            raise CellFault(f"« {piece[:60]} » : la fin vient avant le début.")
        found.append(Period(days[0], days[1]))
    return tuple(found)


def _contact_emails(text: str, place: Place) -> tuple[str, ...]:
    if not text:
        return (place.structure.email,) if place.structure.email else ()
    return tuple(cells.read_emails(text))


def _followed_by(text: str, place: Place) -> str:
    if not text:
        return ""
    people = place.scope.people.get(place.structure.pk, {})
    person = people.get(text.casefold())
    if person is None:
        raise CellFault(
            f"« {text[:60]} » ne répond pas pour la structure : laissez vide, ou invitez cette personne."
        )
    return person.email


def _capacity(text: str, place: Place) -> int | None:
    return cells.read_number(text, 1, 9999, "écrivez un nombre de 1 à 9 999, ou rien.") if text else None


_READERS: Mapping[str, Callable[[str, Place], Any]] = {
    "category": _category,
    "place": lambda text, _: cells.read_choice(text, PLACES) if text else "IN_PERSON",
    "areas": _areas,
    "sites": _sites,
    "criteria": _criteria,
    "promised_days": _promised_days,
    "periods": _periods,
    "valid_from": lambda text, _: cells.read_day(text),
    "valid_until": lambda text, _: cells.read_day(text),
    "is_free": lambda text, _: bool(text) and cells.read_yes_no(text),
    "contact_emails": _contact_emails,
    "followed_by": _followed_by,
    "capacity": _capacity,
    "when_full": lambda text, _: cells.read_choice(text, WHEN_FULL) if text else "LAST",
}
READ = ("category", *FREE_TEXTS, *(name for name in _READERS if name != "category"))
