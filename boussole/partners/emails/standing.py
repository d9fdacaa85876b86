"""What is written to the people of a structure that leaves the network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.partners.models import Referent, Structure

FOLDER = "partners/messages"


def tell_left(
    structure: Structure,
    team: Iterable[Referent],
    *,
    reason: str,
    places: Iterable[Structure],
    now: datetime,
) -> None:
    """To everybody who answered for it: why, and that what was promised to young people is still to be done."""
    for row in team:
        if not row.user.is_active:
            continue
        context: dict[str, object] = {
            "first_name": row.user.first_name,
            "structure": structure.name,
            "reason": reason,
            "places": [place.name for place in places],
            "link": absolute("extranet:requests"),
        }
        outbox.send(
            template=f"{FOLDER}/left_network", to=row.user.email, context=context, about=structure, now=now
        )
