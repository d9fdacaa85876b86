"""From the published sources to our reference file: pure functions on what was read from them.

The main source is an unpacked @etalab/decoupage-administratif (INSEE's COG, DGCL's EPCI, La Poste's
postcodes); its earlier editions give the names that communes no longer bear. No source is a dependency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boussole.territories.naming import typographic
from boussole.territories.places import Commune, Departement, Epci, FormerName, Region
from boussole.territories.reference_file import Reference
from boussole.territories.spelling import folded

Rows = Sequence[Mapping[str, Any]]

_EPCI_IN_FULL = {
    "CC ": "Communauté de communes ",
    "CA ": "Communauté d’agglomération ",
    "CU ": "Communauté urbaine ",
}

_ACRONYM = re.compile(r" \([A-Z0-9 ]+\)$")
_SAYS_ITS_KIND = re.compile(r"Agglo|Métropole|Communauté")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the JSON files of the source hold, as they are."""

    communes: Rows
    epcis: Rows
    departements: Rows
    regions: Rows
    earlier_communes: Sequence[Rows] = ()
    """The `communes.json` of earlier editions, most recent first."""
    history: Rows = ()
    """`historique-communes.json`: every commune since 1943, with what became of it."""


def derive(sources: Sources, *, year: int) -> Reference:
    """The reference without centres, sorted so that the same sources always give the same file."""
    communes = sorted(_communes(sources), key=lambda commune: commune.code)
    return Reference(
        year,
        regions=sorted((_region(row) for row in sources.regions), key=lambda region: region.code),
        departements=sorted((_departement(row) for row in sources.departements), key=lambda d: d.code),
        epcis=sorted((_epci(row) for row in sources.epcis), key=lambda epci: epci.siren),
        communes=communes,
        former_names=former_names(sources, communes),
    )


def _region(row: Mapping[str, Any]) -> Region:
    return Region(row["code"], typographic(row["nom"]), row["typeLiaison"])


def _departement(row: Mapping[str, Any]) -> Departement:
    return Departement(row["code"], typographic(row["nom"]), row["typeLiaison"], row["region"])


def _epci(row: Mapping[str, Any]) -> Epci:
    return Epci(row["code"], name_of_epci(row["nom"]))


def name_of_epci(official: str) -> str:
    """« CC du Ternois » in full; « CA Loire Forez Agglomération (LFA) » as people say it, without what repeats."""
    name = typographic(_ACRONYM.sub("", " ".join(official.split())))
    kind, rest = name[:3], name[3:]
    if kind not in _EPCI_IN_FULL:
        return name
    return rest if _SAYS_ITS_KIND.search(rest) and rest[0].isupper() else _EPCI_IN_FULL[kind] + rest


def _communes(sources: Sources) -> Iterator[Commune]:
    epci_of = {member["code"]: epci["code"] for epci in sources.epcis for member in epci["membres"]}
    for row in sources.communes:
        if row["type"] not in ("commune-actuelle", "arrondissement-municipal"):
            continue
        parent = row.get("commune")
        yield Commune(
            code=row["code"],
            name=typographic(row["nom"]).replace(" Arrondissement", " arrondissement"),
            postcodes=tuple(row.get("codesPostaux", ())),
            epci=epci_of.get(parent or row["code"]),
            departement=row["departement"],
            region=row["region"],
            population=row.get("population"),
            latitude=None,
            longitude=None,
            centre_is_approximate=False,
            parent=parent,
            link=row.get("typeLiaison", 0),
        )


def former_names(sources: Sources, communes: Iterable[Commune]) -> list[FormerName]:
    """The names and codes of the past that lead to a commune of today.

    A name is kept only if it is spelt differently from that of today; a code only if it has gone.
    """
    today = {commune.code: folded(commune.name) for commune in communes}
    successor = dict(_successors(sources))
    found: dict[tuple[str, str], FormerName] = {}
    for code, name in _names_of_the_past(sources):
        commune = _followed(code, successor, today)
        if commune and folded(name) != today[commune]:
            found.setdefault((commune, folded(name)), FormerName(code, typographic(name), commune))
    named = {former.code for former in found.values()}
    bare_codes = (
        FormerName(code, "", commune)
        for code in successor
        if code not in today and code not in named and (commune := _followed(code, successor, today))
    )
    return sorted(
        [*found.values(), *bare_codes], key=lambda former: (former.code, former.name, former.commune)
    )


def _names_of_the_past(sources: Sources) -> Iterator[tuple[str, str]]:
    for row in (row for edition in (sources.communes, *sources.earlier_communes) for row in edition):
        if row.get("type") != "arrondissement-municipal":
            yield row["code"], row["nom"]
    for row in sources.history:
        if row["type"] == "COM" and "(" not in row["nom"]:
            yield row["code"], row["nom"]


def _followed(code: str, successor: Mapping[str, str], today: Mapping[str, str]) -> str | None:
    """The commune of today that a code leads to."""
    seen: set[str] = set()
    while code not in today:
        if code in seen or code not in successor:
            return None
        seen.add(code)
        code = successor[code]
    return code


def _successors(sources: Sources) -> Iterator[tuple[str, str]]:
    """Each code with that which took its place. What is said last wins: the surest comes last."""
    rows_of_history = {row["id"]: row for row in sources.history}
    for row in sources.history:
        yield row["code"], _end_of_history(row, rows_of_history)
    for edition in [*reversed(sources.earlier_communes), sources.communes]:
        for row in edition:
            if "chefLieu" in row:
                yield row["code"], row["chefLieu"]
            for code in row.get("anciensCodes", ()):
                yield code, row["code"]


def _end_of_history(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Follow a commune from one status to the next, then to the commune that absorbed it, to the last one."""
    for _ in rows:
        following = rows.get(row.get("successeur") or row.get("pole") or "")
        if following is None:
            break
        row = following
    code: str = row["code"]
    return code
