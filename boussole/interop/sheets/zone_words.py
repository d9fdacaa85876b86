"""Zones in one cell: « Firminy (42095) ; Saint-Étienne Métropole (244200770) ; Loire (département 42) ». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from boussole.interop.sheets.cells import pieces_of
from boussole.interop.sheets.columns import folded
from boussole.interop.sheets.faults import CellFault
from boussole.territories.geography import geography
from boussole.territories.places import FRANCE

CODED = re.compile(
    r"^(?P<name>.*)\((?P<kind>d[ée]partement |r[ée]gion )?(?P<code>[0-9AB]{2,9})\)$", re.IGNORECASE
)
COMMUNE, SIREN = re.compile(r"\d[0-9AB]\d{3}$"), re.compile(r"\d{9}$")
SHOWN = 3  # of the places that one name may mean


def areas_in_cell(areas: Iterable[str]) -> str:
    """The cell of these area keys, in their order; a key that is no more is written as it is."""
    return " ; ".join(map(_in_words, areas))


def _in_words(area: str) -> str:
    if area == FRANCE or not geography().knows(area):
        return "France" if area == FRANCE else area
    kind, _, code = area.partition(":")
    word = {"departement": "département ", "region": "région "}.get(kind, "")
    return f"{geography().name_of(area)} ({word}{code})"


def areas_from_cell(text: str) -> tuple[str, ...]:
    """The keys of the areas that the cell names, in its order, each once.

    :raises CellFault: at the first that is unknown, or that may mean several
    """
    return tuple(dict.fromkeys(_area(piece) for piece in pieces_of(text)))


def _area(piece: str) -> str:
    key = _key(piece)
    if key is not None:
        key = geography().area_of_today(key)
        if geography().knows(key):
            return key
        raise CellFault(
            f"« {piece[:60]} » n’est pas un territoire de {geography().year} : vérifiez son code."
        )
    return _named(piece)


def _key(piece: str) -> str | None:
    """The key that is written without doubt: as a key, or with a code between brackets."""
    if piece.casefold() == FRANCE or folded(piece) == "toute la france":
        return FRANCE
    if re.match(r"(commune|epci|departement|region):\w+$", piece):
        return piece
    coded = CODED.match(piece)
    if coded is None:
        return f"commune:{piece}" if COMMUNE.match(piece) else f"epci:{piece}" if SIREN.match(piece) else None
    code = coded["code"].upper()
    if coded["kind"]:
        return f"{'departement' if folded(coded['kind']).startswith('d') else 'region'}:{code}"
    return f"epci:{code}" if SIREN.match(code) else f"commune:{code}"


def _named(piece: str) -> str:
    """The area of this name: accents as typed first (« Loire » is not Loiré), communes before wider areas."""
    name = piece.removeprefix("département ").removeprefix("région ")
    communes = [f"commune:{each.commune.code}" for each in geography().search(piece, 20)]
    wider = [key for kind in ("epci", "departement", "region") for key in geography().areas(kind)]
    for alike in (str.casefold, folded):
        for keys in (communes, wider):
            if found := [key for key in keys if alike(geography().name_of(key)) == alike(name)]:
                return _only(piece, found)
    raise CellFault(f"« {piece[:60]} » : aucune commune, intercommunalité ni département n’a ce nom.")


def _only(piece: str, found: Sequence[str]) -> str:
    if len(found) > 1:
        shown = " ou ".join(f"« {_in_words(key)} »" for key in found[:SHOWN])
        raise CellFault(f"« {piece[:60]} » a plusieurs sens : écrivez {shown}.")
    return found[0]


def commune_from_cell(text: str) -> str:
    """The code of one commune, from its name, its name and code, or its code.

    :raises CellFault: for anything else
    """
    key = _area(text.strip())
    if not key.startswith("commune:"):
        raise CellFault("écrivez une commune, comme « Firminy (42095) ».")
    return key.removeprefix("commune:")


def commune_in_cell(code: str) -> str:
    """« Firminy (42095) », as `commune_from_cell` reads it."""
    return _in_words(f"commune:{code}")
