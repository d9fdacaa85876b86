"""What is written when the animation changes the page of a structure on its behalf: what it said, what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.partners.models import PageChange
from boussole.partners.page_words import theme_names, told

FOLDER = "partners/messages"


def tell_page_changed(change: PageChange, *, to: Iterable[User], now: datetime) -> None:
    """To whoever is responsible for the structure: the page is theirs, and a mistake is mended in one press."""
    lines = [
        {"label": label, "before": before, "after": after}
        for label, before, after in told(change, theme_names())
    ]
    body = change.structure.parent or change.structure
    for user in to:
        context: dict[str, object] = {
            "first_name": user.first_name,
            "structure": change.structure.name,
            "by": change.by.full_name if change.by else "L’animation",
            "asked_by": change.asked_by,
            "lines": lines,
            "link": absolute("extranet:structure_page", body.public_id),
        }
        outbox.send(
            template=f"{FOLDER}/page_changed", to=user.email, context=context, about=change.structure, now=now
        )
