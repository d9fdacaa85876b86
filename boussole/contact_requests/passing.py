"""What is passed on with a request, field by field, and to whom it says what (guarantees.md R21, T2). Pure.

Before the receiver accepts: the age, the commune, the agreed lines of the situation, the pre-diagnosis;
never a name, a number, a message. After: what the young person agreed to, and the shared notes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest, Filing, Redirection
from boussole.core import phones
from boussole.core.typography import NO_BREAK, counted, enumeration
from boussole.offers.models import Offer, OfferVersion
from boussole.territories.geography import commune_name
from boussole.territories.spelling import folded

CONTACT, AGE, COMMUNE, NOTES = "contact", "age", "commune", "notes"
SECOND_COMMUNE, MESSAGE, SITUATION = "second_commune", "message", "situation/"
SHORTEST_NAME = 3  # letters: « Al » is in every other word


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be passed on, with its value, as the sender and the young person read it."""

    code: str
    label: str
    text: str
    is_sensitive: bool = False
    is_required: bool = False


# --- What there is to pass on ---------------------------------------------------------------------
def fields_of(contact_request: ContactRequest, *, shared_notes: int) -> list[Field]:
    """Everything that this request could pass on: never more than its structure received itself."""
    filing = contact_request.filing
    return [
        Field(AGE, "Âge", f"{filing.age}{NO_BREAK}ans", is_required=True),
        Field(COMMUNE, "Commune", commune_name(filing.commune), is_required=True),
        *_optional(contact_request),
        Field(CONTACT, "Pour la joindre", _reach_in_words(filing), is_required=True),
        *([_notes(shared_notes)] if shared_notes else []),
    ]


def _optional(contact_request: ContactRequest) -> Iterable[Field]:
    """What may be left out, line by line."""
    filing, all_sensitive = contact_request.filing, contact_request.offer.theme.is_sensitive
    if filing.second_commune and has_received(contact_request, SECOND_COMMUNE):
        yield Field(SECOND_COMMUNE, "Étudie ou travaille à", commune_name(filing.second_commune))
    for line in contact_request.situation:
        sensitive = all_sensitive or line["sensitive"]
        yield Field(f"{SITUATION}{line['question']}", line["label"], line["text"], sensitive)
    if filing.message and has_received(contact_request, MESSAGE):
        yield Field(MESSAGE, "Son message", filing.message, all_sensitive)


def _notes(count: int) -> Field:
    return Field(
        NOTES, "Notes partagées", counted(count, "note de suivi", "notes de suivi"), is_required=True
    )


def _reach_in_words(filing: Filing) -> str:
    phone = phones.in_words(filing.phone) if filing.phone else ""
    return ", ".join(each for each in (filing.first_name, phone, filing.email) if each)


def agreed_codes(chosen: Collection[str], offered: Iterable[Field]) -> list[str]:
    """What is passed on in the end: the lines chosen among those offered, and those without which nothing goes."""
    return [field.code for field in offered if field.is_required or field.code in chosen]


def usually_chosen(fields: Iterable[Field]) -> list[str]:
    """The boxes ticked at first: never a sensitive one."""
    return [field.code for field in fields if not field.is_sensitive]


# --- What was passed on ---------------------------------------------------------------------------
def has_received(contact_request: ContactRequest, code: str) -> bool:
    """Whether the structure of this request was given that field: by the form, else by a redirection."""
    came_by: Redirection | None = getattr(contact_request, "came_by", None)
    return came_by is None or code in came_by.shared_fields


def agreed_lines(redirection: Redirection) -> list[dict[str, object]]:
    """The lines of the situation that the young person agreed to pass on, and no other."""
    agreed = set(redirection.shared_fields)
    return [
        line for line in redirection.contact_request.situation if f"{SITUATION}{line['question']}" in agreed
    ]


def agreed_fields(redirection: Redirection, *, shared_notes: int) -> list[Field]:
    """The same as a list to read, for the young person and for the sender."""
    offered = fields_of(redirection.contact_request, shared_notes=shared_notes)
    return [field for field in offered if field.code in redirection.shared_fields]


@dataclass(frozen=True, slots=True)
class Received:
    """All that the receiver reads before answering. Nothing else of the request reaches its page."""

    public_id: UUID
    sender: str
    offer_title: str
    answer_by: datetime | None
    answer_day: date | None
    reason: str
    diagnosis: str
    age: str
    commune: str
    lines: tuple[tuple[str, str, bool], ...]  # label, text, sensitive


def received(redirection: Redirection) -> Received | None:
    """What waits for an answer; None once it was given: declined is closed, accepted is another page."""
    if redirection.status != Redirection.Status.PROPOSED:
        return None
    source = redirection.contact_request
    return Received(
        public_id=redirection.public_id,
        sender=source.structure.name,
        offer_title=redirection.to_offer.title if redirection.to_offer else "",
        answer_by=redirection.answer_by,
        answer_day=redirection.answer_day,
        reason=redirection.get_reason_display(),
        diagnosis=redirection.diagnosis,
        age=f"{source.filing.age}{NO_BREAK}ans",
        commune=commune_name(source.filing.commune),
        lines=tuple(
            (str(line["label"]), str(line["text"]), bool(line["sensitive"]))
            for line in agreed_lines(redirection)
        ),
    )


def opened_by(redirection: Redirection, offer: Offer, days: int, now: datetime) -> ContactRequest:
    """The request that accepting at this moment opens, not saved: its date is a promise of the receiver."""
    source = redirection.contact_request
    return ContactRequest(
        filing=source.filing,
        offer=offer,
        structure=offer.structure,
        offer_version=offer.versions.filter(status=OfferVersion.Status.PUBLISHED).first(),
        offer_title=offer.title,
        promised_days=days,
        filed_at=now,
        due_at=promise.due_at(now, days, source.filing.timezone),
        situation=agreed_lines(redirection),
    )


# --- What a pre-diagnosis must not say ------------------------------------------------------------
def betrays(text: str, filing: Filing) -> str:
    """What this text says that would tell who it is, in words; empty when it says nothing of the kind.

    The receiver reads the pre-diagnosis before accepting: names and coordinates come after.
    """
    words = set(folded(text).split())
    digits = re.sub(r"\D", "", text)
    found = [
        ("le prénom", len(filing.first_name) >= SHORTEST_NAME and _words_of(filing.first_name) <= words),
        ("le numéro de téléphone", bool(filing.phone) and filing.phone[-9:] in digits),
        ("l’adresse e-mail", bool(filing.email) and filing.email.lower() in text.lower()),
    ]
    return enumeration([what for what, is_there in found if is_there])


def _words_of(name: str) -> set[str]:
    return set(folded(name).split())
