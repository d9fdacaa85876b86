"""What remains visible of a filing to a structure that has passed the request on: dates, and nobody.

The door `visible_to` draws the veil over the rows it gives (guarantees.md T2): lists, search, exports,
digests and pages of the extranet then have nothing to hide, since they receive nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boussole.contact_requests.models.filing import Filing


@dataclass(frozen=True, slots=True)
class VeiledFiling:
    """Stands where the filing was. Not a model: nobody can save it by mistake."""

    pk: UUID
    number: str
    timezone: str
    territory_id: int | None
    filed_at: datetime
    anonymised_at: datetime | None

    who = "Personne réorientée"
    first_name = phone = email = message = commune = second_commune = ""
    age = None
    moments: tuple[str, ...] = ()
    moments_in_words: tuple[str, ...] = ()
    voicemail_ok = is_minor = is_quarantined = False
    revised_at = None


def veiled(filing: Filing) -> VeiledFiling:
    """The same filing, without anything that says who."""
    return VeiledFiling(
        pk=filing.pk,
        number=filing.number,
        timezone=filing.timezone,
        territory_id=filing.territory_id,
        filed_at=filing.filed_at,
        anonymised_at=filing.anonymised_at,
    )
