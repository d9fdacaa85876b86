"""The official geography in one compact file: CSV rows of several kinds, compressed with xz.

Each row begins with its kind; `docs/reference/geography.md` describes the columns. Written by
`refresh_geography`, read once per process by `geography.geography`. The same content always gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from sys import intern

from boussole.territories.places import Commune, Departement, Epci, FormerName, Region

FOLDER = Path(__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class Reference:
    """All the official places of one year."""

    year: int
    regions: list[Region] = field(default_factory=list)
    departements: list[Departement] = field(default_factory=list)
    epcis: list[Epci] = field(default_factory=list)
    communes: list[Commune] = field(default_factory=list)
    former_names: list[FormerName] = field(default_factory=list)


def latest_file() -> Path:
    """The shipped file of the most recent year."""
    return max(FOLDER.glob("communes-*.csv.xz"))


def read(path: Path) -> Reference:
    """Read a reference file.

    :raises ValueError: if a row is of an unknown kind, so that an old program never half-reads a newer file
    """
    with lzma.open(path, "rt", encoding="utf-8", newline="") as text:
        return _assembled(csv.reader(text), path)


def _assembled(rows: Iterator[list[str]], path: Path) -> Reference:
    _, year = next(rows)
    reference = Reference(int(year))
    region_of: dict[str, str] = {}
    for kind, *row in rows:
        if kind == "commune":
            reference.communes.append(_commune(row, region_of))
        elif kind == "former":
            reference.former_names.append(FormerName(*row))
        elif kind == "epci":
            reference.epcis.append(Epci(*row))
        elif kind == "departement":
            code, name, link, region = row
            region_of[code] = region
            reference.departements.append(Departement(code, name, int(link), region))
        elif kind == "region":
            code, name, link = row
            reference.regions.append(Region(code, name, int(link)))
        else:
            raise ValueError(f"{path.name}: unknown kind of row {kind!r}")
    return reference


def _commune(row: list[str], region_of: dict[str, str]) -> Commune:
    code, name, link, departement, epci, parent, postcodes, population, latitude, longitude, approximate = row
    return Commune(
        code=code,
        name=name,
        postcodes=_split(postcodes),
        epci=intern(epci) if epci else None,  # one string for all the members, not one for each
        departement=intern(departement),
        region=region_of[departement],
        population=int(population) if population else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        centre_is_approximate=approximate == "1",
        parent=parent or None,
        link=int(link),
    )


@lru_cache(maxsize=64)
def _split(postcodes: str) -> tuple[str, ...]:
    """Neighbours in the file often have the same postcode: they then share one tuple."""
    return tuple(intern(postcode) for postcode in postcodes.split())


def packed(reference: Reference) -> bytes:
    """The bytes of the file, the same for the same content."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("year", reference.year))
    rows.writerows(("region", r.code, r.name, r.link) for r in reference.regions)
    rows.writerows(("departement", d.code, d.name, d.link, d.region) for d in reference.departements)
    rows.writerows(("epci", e.siren, e.name) for e in reference.epcis)
    rows.writerows(("commune", *_columns(commune)) for commune in reference.communes)
    rows.writerows(("former", f.code, f.name, f.commune) for f in reference.former_names)
    return lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)


def _columns(commune: Commune) -> tuple[object, ...]:
    return (
        commune.code,
        commune.name,
        commune.link,
        commune.departement,
        commune.epci,
        commune.parent,
        " ".join(commune.postcodes),
        commune.population,
        commune.latitude,
        commune.longitude,
        int(commune.centre_is_approximate),
    )
