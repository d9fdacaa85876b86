"""The names of the Loire, what the pages are about, and the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.web.public.visit import Visit
from tests.factories import NOW

INTERVIEW, RESUME, BED = "preparer-entretien", "cv-et-lettre", "chambre-en-residence"
BUSY, QUIET, SLOWER = "mission-locale-stephanois", "vie-etudiante-loire", "tremplin-loire"
SHARED_MAILBOX = "accueil@example.org"
LONG_NAME = "Marie-Antoinette-Élisabeth"
LONG_TEXT = (
    "Bonjour, j’ai arrêté le lycée en mars et depuis je cherche un peu partout. "
    "Je peux me déplacer en tram, mais pas très loin, et je garde mon petit frère le mercredi. " * 3
)


@dataclass
class World:
    """What the pages are about, by the names that the catalogue uses."""

    users: dict[str, User] = field(default_factory=dict)
    requests: dict[str, ContactRequest] = field(default_factory=dict)
    filings: dict[str, Filing] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(
        default_factory=dict
    )  # browsers of people who are not signed in, or not simply


def ago(**by: float) -> datetime:
    return NOW - timedelta(**by)
