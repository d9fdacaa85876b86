"""When somebody was let down: who else could help, one press away, and what they would read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.orientation.queries import FoundOffer
from boussole.territories.geography import commune_name
from boussole.web.public.masking import HIDDEN_ANSWER


@dataclass(frozen=True, slots=True)
class OtherOffer:
    """One offer that matches the same situation; `due` if it is asked now."""

    id: int
    code: str
    title: str
    who: str
    due: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """The offers that could replace one request, and what was already agreed to be shared."""

    row: ContactRequest
    offers: tuple[OtherOffer, ...]

    @property
    def shared(self) -> list[tuple[str, str]]:
        """What the structure would read: exactly what the first one received, sensitive words hidden (T7)."""
        filing, all_sensitive = self.row.filing, self.row.offer.theme.is_sensitive
        always = [("Ton âge", f"{filing.age} ans"), ("Ta commune", commune_name(filing.commune))]
        answers = [
            (line["label"], HIDDEN_ANSWER if all_sensitive or line["sensitive"] else line["text"])
            for line in self.row.situation
        ]
        return [*always, *answers]


def others_for(rows: Iterable[ContactRequest], now: datetime) -> list[Others]:
    """Once for each theme: two requests of one theme share one situation. A handful of queries each."""
    found: dict[int, Others] = {}
    for row in rows:
        theme = row.offer.theme_id
        if theme not in found and (offers := other_offers_for(row, now)):
            found[theme] = Others(row, tuple(_other(offer, row, now) for offer in offers))
    return list(found.values())


def _other(offer: FoundOffer, row: ContactRequest, now: datetime) -> OtherOffer:
    due = promise.due_day(now, offer.promised_days, row.filing.timezone)
    return OtherOffer(offer.id, offer.code, offer.title, offer.structure_name, due, offer.reasons)
