"""What the templates of the young people's site need, from a version that is not on line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from boussole.contact_requests import promise
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import DELAYS, OfferContent
from boussole.offers.models import Offer
from boussole.orientation.wording import audience_in_words
from boussole.partners.models import Structure
from boussole.questionnaires.queries import definition_in_use
from boussole.territories.geography import PARIS, UnknownCommune, geography, timezone_of
from boussole.territories.places import Commune
from boussole.web.shared.places import addresses_of, places_in_words

REASONS_SHOWN = 3
OPEN_TO_ALL = "c’est ouvert à tout le monde près de chez toi"


def preview_of(offer: Offer, content: OfferContent | None, now: datetime) -> dict[str, Any]:
    """The context of the card and of the page; without a version at work, what is on line."""
    content = content or content_of_row(offer)
    structure = offer.structure
    days = content.promised_days if content.promised_days in DELAYS else structure.default_promised_days
    commune = _commune(structure.commune)
    sites = list(Structure.objects.filter(code__in=content.sites).order_by("name"))
    definition = definition_in_use(content.theme, structure.home_territory())
    audience = [audience_in_words(criterion, definition) for criterion in content.criteria]
    audience = [words for words in audience if words]
    return {
        "offer": _as_offer(offer, content),
        "commune": commune,
        "places": places_in_words(structure.commune, *(site.commune for site in sites)),
        "also_at": addresses_of(sites),
        "is_remote": content.place != Offer.Place.IN_PERSON,
        "is_on_site": content.place != Offer.Place.REMOTE,
        "due": promise.due_day(now, days or 1, timezone_of(commune) if commune else PARIS),
        "audience": audience,
        "reasons": audience[:REASONS_SHOWN] or [OPEN_TO_ALL],
    }


def _as_offer(offer: Offer, content: OfferContent) -> Offer:
    """A row never saved, with the words of this version: templates read it as they read any other."""
    return Offer(
        structure=offer.structure,
        theme=offer.theme,
        title=content.title or "Sans titre",
        summary=content.summary,
        description=content.description,
        place=content.place,
        address=content.address,
        opening_hours=content.opening_hours,
        phone=content.phone,
    )


def _commune(code: str) -> Commune | None:
    try:
        return geography().commune(code)
    except UnknownCommune:
        return None
