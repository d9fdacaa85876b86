"""Read the published files that the reference is derived from, and say what a new edition changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from boussole.territories.centres import Point, from_geo_api, from_geonames, places_of_geonames
from boussole.territories.derivation import Sources
from boussole.territories.reference_file import Reference


def read_sources(source: Path, *, earlier: Sequence[Path] = (), history: Path | None = None) -> Sources:
    """The sources in unpacked editions of @etalab/decoupage-administratif, `earlier` most recent first.

    :raises FileNotFoundError: if one of the files is missing
    """
    return Sources(
        communes=_json(_data(source) / "communes.json"),
        epcis=_json(_data(source) / "epci.json"),
        departements=_json(_data(source) / "departements.json"),
        regions=_json(_data(source) / "regions.json"),
        earlier_communes=[_json(_data(folder) / "communes.json") for folder in earlier],
        history=_json(history) if history else (),
    )


def read_centres(reference: Reference, *, geo_api: Path | None, geonames: Path | None) -> dict[str, Point]:
    """The centres in the files at hand; where both have one, that of geo.api.gouv.fr is official."""
    centres: dict[str, Point] = {}
    if geonames:
        rows = _json(geonames)
        places = places_of_geonames(rows.values() if isinstance(rows, dict) else rows)
        centres |= from_geonames(places, reference.communes, reference.former_names)
    if geo_api:
        centres |= from_geo_api(_json(geo_api))
    return centres


def what_changes(before: Reference, after: Reference) -> Iterator[str]:
    """A line for each kind of place, then the communes that come and go: what somebody must look at."""
    yield from (
        f"{label}: {len(old)} -> {len(new)}"
        for label, old, new in (
            ("communes and arrondissements", before.communes, after.communes),
            ("former names and codes", before.former_names, after.former_names),
            ("EPCI", before.epcis, after.epcis),
        )
    )
    approximate = sum(commune.centre_is_approximate for commune in after.communes)
    unknown = sum(commune.latitude is None for commune in after.communes)
    yield f"centres: {approximate} approximate, {unknown} unknown"
    old, new = _names(before), _names(after)
    yield from (f"- {code} {old[code]}" for code in sorted(old.keys() - new.keys()))
    yield from (f"+ {code} {new[code]}" for code in sorted(new.keys() - old.keys()))
    renamed = (code for code in sorted(old.keys() & new.keys()) if old[code] != new[code])
    yield from (f"~ {code} {old[code]} -> {new[code]}" for code in renamed)


def _names(reference: Reference) -> dict[str, str]:
    places: Iterable[tuple[str, str]] = (
        *((commune.code, commune.name) for commune in reference.communes),
        *((epci.siren, epci.name) for epci in reference.epcis),
    )
    return dict(places)


def _data(folder: Path) -> Path:
    return folder / "data" if (folder / "data").is_dir() else folder


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
