"""What contradicts itself in my structures, with the gesture that mends each (`reporting/inconsistencies.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from boussole.offers.models import Offer
from boussole.reporting.inconsistencies import Inconsistency, Kind, inconsistencies_of
from boussole.web.extranet.desk import Desk


@dataclass(frozen=True)
class Mending:
    """One thing to mend, what to do about it, and where."""

    found: Inconsistency
    advice: str
    label: str = ""
    url: str = ""


def to_mend(desk: Desk, offers: Iterable[Offer]) -> list[Mending]:
    """What is wrong with these offers and their structures. A fixed number of queries."""
    return [_mending(each) for each in inconsistencies_of(offers, desk.day, desk.now)]


def _mending(found: Inconsistency) -> Mending:
    advice, label, route = _GESTURES[found.kind]
    if not route:
        return Mending(found, advice)
    by_code = found.offer is not None and route in _OF_AN_OFFER
    url = reverse(f"extranet:{route}", args=[found.offer.code] if by_code and found.offer else None)
    return Mending(found, advice, label, url)


_OF_AN_OFFER = frozenset({"offer", "end_offer"})
_GESTURES = {
    Kind.CHARTER: ("L’animation du territoire relance les signatures : téléphonez-lui.", "", ""),
    Kind.NOBODY: ("Dites à l’animation qui répondra pour ce thème.", "Voir l’équipe", "colleagues"),
    Kind.BOUNCING: (
        "Les demandes partent peut-être dans le vide : changez l’adresse.",
        "Modifier l’offre",
        "offer",
    ),
    Kind.PROMISES: ("Promettez un délai plus long, ou mettez l’offre en pause.", "Ouvrir l’offre", "offer"),
    Kind.THEME: (
        "Les jeunes ne la trouvent plus : terminez-la, ou parlez-en à l’animation.",
        "Terminer l’offre",
        "end_offer",
    ),
    Kind.OUTSIDE: ("Retirez ces communes de la zone de l’offre.", "Modifier l’offre", "offer"),
    Kind.LINK: ("Corrigez ce lien, ou retirez-le.", "Modifier l’offre", "offer"),
}
