"""The sections of the guided form, in order, and which part of an offer each one writes."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import blake2s

from boussole.offers.content import OfferContent, document_of


class Section(StrEnum):
    """One page each; the value is in its address."""

    ESSENTIAL = "essentiel"
    AUDIENCE = "pour-qui"
    WHERE = "ou"
    WHEN = "quand"
    CONTACTS = "contacts"
    REVIEW = "relire"

    @property
    def heading(self) -> str:
        return TITLES[self]

    @property
    def number(self) -> int:
        return ORDER.index(self) + 1

    @property
    def next(self) -> Section:
        return ORDER[min(self.number, len(ORDER) - 1)]

    @property
    def previous(self) -> Section | None:
        return ORDER[self.number - 2] if self.number > 1 else None


ORDER = list(Section)
TITLES = {
    Section.ESSENTIAL: "L’essentiel",
    Section.AUDIENCE: "Pour qui",
    Section.WHERE: "Où",
    Section.WHEN: "Quand et comment",
    Section.CONTACTS: "Contacts",
    Section.REVIEW: "Relire et proposer",
}
PARTS: dict[Section, tuple[str, ...]] = {
    Section.ESSENTIAL: ("title", "summary", "description", "category", "is_free"),
    Section.AUDIENCE: ("criteria",),
    Section.WHERE: ("place", "address", "areas", "sites"),
    Section.WHEN: ("promised_days", "opening_hours", "periods", "valid_from", "valid_until", "phone"),
    Section.CONTACTS: ("contact_emails", "followed_by", "capacity", "when_full"),
    Section.REVIEW: (),
}
"""The fields of `OfferContent` of each section; those of the contacts are on the row, and act at once."""


def section_of(field: str) -> Section:
    """Where a field is written: a remark leads there."""
    return next((section for section, names in PARTS.items() if field in names), Section.ESSENTIAL)


def seen(content: OfferContent, section: Section) -> str:
    """What a page had of this section when it was shown: another state there means that a colleague saved it."""
    document = document_of(content)
    part = {name: document[name] for name in PARTS[section] if name in document}
    return blake2s(json.dumps(part, sort_keys=True).encode(), digest_size=8).hexdigest()
