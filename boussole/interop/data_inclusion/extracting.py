"""Take one département out of two files that hold the country, without holding either in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from boussole.interop.data_inclusion.files import Row, rows_of
from boussole.interop.data_inclusion.records import (
    NotARecord,
    ServiceRecord,
    StructureRecord,
    service_from,
    structure_from,
)
from boussole.interop.data_inclusion.selection import Extract, stands_in
from boussole.interop.data_inclusion.unreadable import Unreadable
from boussole.territories.geography import UnknownCommune, geography

Progress = Callable[[float], None]

# Which part of the work each reading is: a service weighs twice what a structure does.
FIRST, SECOND = 0.3, 0.7


def extract_of(
    structures: Path, services: Path, departement: str, progress: Progress = lambda share: None
) -> Extract:
    """The services given in this département, and their structures.

    A structure that stands elsewhere is kept when one of its services is given here: a second look finds it.

    :raises Unreadable: with a French sentence, when a file is not what it should be
    """
    found = Extract()
    for structure in _structures(structures, departement, lambda share: progress(share * FIRST)):
        if stands_in(departement, structure):
            found.structures[structure.id] = structure
    for service in _services(services, departement, lambda share: progress(FIRST + share * SECOND)):
        if stands_in(departement, service, found.structures.get(service.structure)):
            found.services.append(service)
    wanted = {service.structure for service in found.services}
    if missing := wanted - set(found.structures):
        for structure in _structures(structures, "", lambda share: None):
            if structure.id in missing:
                found.structures[structure.id] = structure
    found.structures = {code: each for code, each in found.structures.items() if code in wanted}
    return found


def _structures(path: Path, departement: str, progress: Progress) -> Iterator[StructureRecord]:
    """Those that may stand in this département; all of them without one."""
    for row in _rows(path, of_services=False, progress=progress):
        if _is_elsewhere(row, departement):
            continue
        try:
            yield structure_from(row)
        except NotARecord:
            continue


def _services(path: Path, departement: str, progress: Progress) -> Iterator[ServiceRecord]:
    for row in _rows(path, of_services=True, progress=progress):
        if _is_elsewhere(row, departement):
            continue
        try:
            yield service_from(row)
        except NotARecord:
            continue


def _is_elsewhere(row: Row, departement: str) -> bool:
    """A hundred thousand rows are read for a thousand: most are told by the code of their commune, unread."""
    return bool(departement) and _departement_of(str(row.get("code_insee") or "")) not in (departement, "")


@lru_cache(maxsize=40_000)
def _departement_of(commune: str) -> str:
    """Nothing for a commune that we do not know, or that the row does not say."""
    try:
        return geography().commune(commune).departement
    except UnknownCommune:
        return ""


def _rows(path: Path, *, of_services: bool, progress: Progress) -> Iterator[Row]:
    """The rows of a file, once its first one shows that it holds the right thing."""
    rows = rows_of(path, progress)
    first = next(rows, None)
    what, other = ("services", "structures") if of_services else ("structures", "services")
    if first is None:
        raise Unreadable(f"Le fichier des {what} ne contient aucune ligne.")
    if not first.get("id") or ("structure_id" in first) != of_services:
        raise Unreadable(
            f"Ce n’est pas un fichier de {what} de data.inclusion (schéma v1). Avez-vous choisi celui des {other} ?"
        )
    yield first
    yield from rows
