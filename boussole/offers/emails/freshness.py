"""« Toujours d’actualité ? »: one mail to each person, listing all their offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.clock import local_day
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.offers import confirm_links
from boussole.offers.freshness_words import standing_in_words
from boussole.offers.models import Offer
from boussole.territories.geography import timezone_at

FOLDER = "offers/messages"
MOST = 20  # lines; beyond, one works from the page


def ask_to_confirm(person: User, offers: Sequence[Offer], *, now: datetime) -> None:
    """To somebody of the structure, with a link that is theirs alone."""
    _send("to_confirm", person, offers, confirm_links.address_for(person, now), now)


def warn_of_silence(person: User, offers: Sequence[Offer], *, now: datetime) -> None:
    """To the animation: these offers are about to go down or off, and nobody has said a word."""
    _send("to_confirm_animation", person, offers, absolute("animators:offers_to_confirm"), now)


def _send(name: str, person: User, offers: Sequence[Offer], link: str, now: datetime) -> None:
    context: dict[str, object] = {
        "first_name": person.first_name,
        "count": len(offers),
        "title": offers[0].title,
        "lines": [_line(offer, now) for offer in offers[:MOST]],
        "others": max(0, len(offers) - MOST),
        "link": link,
        "offers_link": absolute("extranet:offers"),
    }
    outbox.send(template=f"{FOLDER}/{name}", to=person.email, context=context, about=person, now=now)


def _line(offer: Offer, now: datetime) -> dict[str, str]:
    day: date = local_day(now, timezone_at(offer.structure.commune))
    return {
        "title": offer.title,
        "structure": offer.structure.name,
        "standing": standing_in_words(offer.confirm_by, day),
    }
