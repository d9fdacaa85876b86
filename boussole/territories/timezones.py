"""The local time of each place: a promise ends at 23:59:59 there, not in Paris."""

from __future__ import annotations

from boussole.territories.places import Commune

PARIS = "Europe/Paris"

_DEPARTEMENTS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "984": "Indian/Kerguelen",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
    "989": "Etc/GMT+8",  # Clipperton: UTC-8; the sign of these names is reversed
}
_MARQUESAS = ("98718", "98723", "98731", "98746", "98756", "98757")
_COMMUNES = {
    **dict.fromkeys(_MARQUESAS, "Pacific/Marquesas"),
    "98719": "Pacific/Gambier",
    "98414": "Antarctica/DumontDUrville",
    "98415": "Indian/Reunion",
}


def overseas() -> list[tuple[str, str]]:
    """How the codes of communes begin where the clocks do not show the time of Paris, the longest beginnings first."""
    return [*_COMMUNES.items(), *_DEPARTEMENTS.items()]


def timezone_of(commune: Commune) -> str:
    """The IANA name of the commune's time zone."""
    return _COMMUNES.get(commune.code) or timezone_of_departement(commune.departement)


def timezone_of_departement(code: str) -> str:
    """The IANA name of the time zone of most of the département."""
    return _DEPARTEMENTS.get(code, PARIS)
