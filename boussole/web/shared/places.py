"""Where an offer is given, in the few words of a card."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.core.typography import enumeration
from boussole.partners.models import Structure
from boussole.territories.geography import UnknownCommune, geography

MOST = 3  # beyond, a card would be a list of communes


def places_in_words(*communes: str) -> str:
    """« Feurs », « Feurs et Montbrison », « Feurs, Montbrison et 4 autres lieux »; each commune once.

    A commune that is no more is left out: the card shows the others.
    """
    names = list(dict.fromkeys(name for code in communes if (name := _name(code))))
    hidden = len(names) - MOST
    if hidden > 0:
        names = [*names[: MOST - 1], f"{hidden + 1} autres lieux"]
    return enumeration(names)


def addresses_of(sites: Iterable[Structure]) -> list[str]:
    """Each other place of an offer, in one line: « Antenne de Feurs, 2 rue du Quai, 42110 Feurs »."""
    return [
        ", ".join(filter(None, (site.name, site.address, f"{site.postcode} {_name(site.commune)}".strip())))
        for site in sites
    ]


def _name(code: str) -> str:
    try:
        return geography().commune(code).name if code else ""
    except UnknownCommune:
        return ""
