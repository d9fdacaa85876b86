"""The receipt of a form that a protected contact « sent »: the same as any other, and kept by nobody.

Somebody said « ce n’est pas moi » of this phone or e-mail. Whoever types it again must not learn it, and
nothing about them may be stored: what the receipt shows travels in the visit's own cookie (decision 0017).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from boussole.contact_requests import links
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.offers.models import Offer
from boussole.web.public.following import Followed
from boussole.web.public.selection import ChosenOffer

LAST_SECOND = time(23, 59, 59)


def kept_of(filing: Filing, chosen: Iterable[ChosenOffer], *, sensitive: bool) -> dict[str, Any]:
    """All that the receipt will need, and no more."""
    return {
        "id": str(filing.pk),
        "key": str(filing.key),
        "number": filing.number,
        "first_name": filing.first_name,
        "phone": filing.phone,
        "email": filing.email,
        "timezone": filing.timezone,
        "at": filing.filed_at.isoformat(),
        "due": {str(offer.id): offer.due.isoformat() for offer in chosen},
        "sensitive": sensitive,
    }


def followed_from(kept: Mapping[str, Any], secret: str, now: datetime) -> Followed:
    """Rows that are in no table. One query, for the offers."""
    filing = Filing(
        pk=UUID(kept["id"]),
        number=kept["number"],
        first_name=kept["first_name"],
        phone=kept["phone"],
        email=kept["email"],
        timezone=kept["timezone"],
        filed_at=datetime.fromisoformat(kept["at"]),
    )
    filing.link_hash = links.hash_of(links.token_of(filing.pk, secret))
    offers = Offer.objects.filter(pk__in=kept["due"]).select_related("theme", "structure")
    rows = [_row(filing, offer, date.fromisoformat(kept["due"][str(offer.pk)])) for offer in offers]
    for row in rows if kept["sensitive"] else ():
        row.situation = [{"sensitive": True}]  # the help numbers are there as for anybody
    return Followed(filing, sorted(rows, key=lambda row: (row.due_at, row.offer_id)), now)


def _row(filing: Filing, offer: Offer, due: date) -> ContactRequest:
    return ContactRequest(
        filing=filing,
        offer=offer,
        structure=offer.structure,
        offer_title=offer.title,
        filed_at=filing.filed_at,
        due_at=datetime.combine(due, LAST_SECOND, ZoneInfo(filing.timezone)),
    )
