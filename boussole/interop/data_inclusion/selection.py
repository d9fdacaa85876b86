"""What somebody asks of the file, and which records answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boussole.interop.data_inclusion import publics, thematics
from boussole.interop.data_inclusion.areas import commune_of, zone_of
from boussole.interop.data_inclusion.publics import Audience
from boussole.interop.data_inclusion.records import ServiceRecord, StructureRecord

FREE = "gratuit"


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters of the page. Without `themes`, all those that are open."""

    themes: tuple[str, ...]
    audience: Audience = Audience.OPEN
    free_only: bool = True

    def as_json(self) -> dict[str, Any]:
        return {"themes": list(self.themes), "audience": self.audience.value, "free_only": self.free_only}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Choice:
        return cls(tuple(kept["themes"]), Audience(kept["audience"]), bool(kept["free_only"]))


@dataclass(slots=True)
class Extract:
    """The records of one département, taken out of files that hold the country."""

    structures: dict[str, StructureRecord] = field(default_factory=dict)
    services: list[ServiceRecord] = field(default_factory=list)

    def structure_of(self, service: ServiceRecord) -> StructureRecord | None:
        return self.structures.get(service.structure)


@dataclass(frozen=True, slots=True)
class Kept:
    """One service that answers the choice, with its structure and where it goes."""

    structure: StructureRecord
    service: ServiceRecord
    place: thematics.Place


@dataclass(slots=True)
class Selected:
    """What answers, and why the rest does not: a reason, and how many services it leaves."""

    kept: list[Kept] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    @property
    def structures(self) -> list[StructureRecord]:
        """The structures of the services kept, each once, in the order of the file."""
        return list({each.structure.id: each.structure for each in self.kept}.values())

    def by_theme(self) -> dict[str, int]:
        """How many services go to each theme."""
        found: dict[str, int] = {}
        for each in self.kept:
            found[each.place.theme] = found.get(each.place.theme, 0) + 1
        return found


def selected(extract: Extract, choice: Choice, serving: frozenset[str] | None = None) -> Selected:
    """Sort the services of the département.

    :param serving: the areas that share a commune with the territory: what serves none of them is left
    """
    found = Selected()
    for service in extract.services:
        structure = extract.structure_of(service)
        place = thematics.place_among(service.thematics, choice.themes)
        if structure is None:
            found.leave("Sa structure n’est pas dans le fichier des structures.")
        elif commune_of(structure, service) is None:
            found.leave("La source ne dit pas dans quelle commune se trouve la structure.")
        elif serving is not None and serving.isdisjoint(_areas_of(service, structure)):
            found.leave("Ce service n’est pas ouvert aux habitants du territoire.")
        elif place is None and thematics.places_of(service.thematics):
            found.leave("Son thème n’est pas parmi ceux que vous avez choisis.")
        elif place is None:
            found.leave(thematics.why_left_out(service.thematics))
        elif not publics.is_for(service, choice.audience):
            found.leave("La source ne dit pas que ce service est ouvert aux jeunes.")
        elif choice.free_only and service.cost != FREE:
            found.leave("La source ne dit pas que ce service est gratuit.")
        else:
            found.kept.append(Kept(structure, service, place))
    return found


def _areas_of(service: ServiceRecord, structure: StructureRecord) -> tuple[str, ...]:
    """Where the service is open: what it says, else the département where it is given."""
    said = zone_of(service.area_codes)
    commune = commune_of(service, structure)
    return said.keys or ((f"departement:{commune.departement}",) if commune else ())


def stands_in(departement: str, *records: ServiceRecord | StructureRecord | None) -> bool:
    """Whether the first of these that says where it stands is in this département."""
    commune = commune_of(*records)
    return commune is not None and commune.departement == departement


def departements_of(records: Iterable[StructureRecord]) -> dict[str, int]:
    """How many of these stand in each département: what to propose when there is nothing where one looked."""
    found: dict[str, int] = {}
    for record in records:
        if (commune := commune_of(record)) is not None:
            found[commune.departement] = found.get(commune.departement, 0) + 1
    return found
