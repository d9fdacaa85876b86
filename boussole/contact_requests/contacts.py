"""A phone number or an e-mail address that somebody typed: the same text for the same person, or a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import BlockedContact, Filing
from boussole.core import phones
from boussole.core.phones import NotAPhoneNumber
from boussole.privacy.fingerprints import fingerprint

WHAT_TO_TYPE = (
    "Écris ton numéro de mobile en entier, par exemple 06 39 98 12 34, "
    "ou ton adresse e-mail, par exemple lina@example.org."
)
LANDLINE = (
    "Un téléphone fixe ne reçoit pas de SMS. Écris ton adresse e-mail si tu l’avais donnée ; "
    "sinon, appelle la structure que tu as choisie, avec ton numéro de demande."
)


class NotAContact(ValueError):
    """`message` is a French sentence that says what to do; it never quotes what was typed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def contact_from(typed: str) -> str:
    """« +33639981234 » or « lina@example.org »: somewhere a code can be read.

    :raises NotAContact: for a landline, or for what is neither a phone number nor an e-mail address
    """
    typed = typed.strip()
    if "@" in typed:
        try:
            validate_email(typed)
        except ValidationError as refusal:
            raise NotAContact(WHAT_TO_TYPE) from refusal
        return typed.lower()
    try:
        phone = phones.parse(typed)
    except NotAPhoneNumber as refusal:
        raise NotAContact(WHAT_TO_TYPE) from refusal
    if not phones.is_mobile(phone):
        raise NotAContact(LANDLINE)
    return phone


def is_email(contact: str) -> bool:
    return "@" in contact


def mark_of(contact: str) -> str:
    """What recognises this contact without keeping it: only our key makes it (guarantees.md T9)."""
    return fingerprint("contact", contact)


def marks_of(reached: Filing | Reachable) -> list[str]:
    """One mark for each way of being reached."""
    return [mark_of(contact) for contact in (reached.phone, reached.email) if contact]


def proving(filing: Filing) -> list[str]:
    """Where a code says that who reads it is its author: e-mail, then mobile, unless the link alone put them there."""
    email, phone = filing.email.lower(), filing.phone
    readable = {"email": bool(email), "phone": bool(phone) and phones.is_mobile(phone)}
    typed = {"email": email, "phone": phone}
    return [typed[name] for name in typed if readable[name] and name not in filing.unproved]


def unproved_after(filing: Filing, reachable: Reachable, *, by_author: bool) -> list[str]:
    """Which ways of being reached prove nothing once these replace those of the filing."""
    changed = {name for name in ("phone", "email") if getattr(filing, name) != getattr(reachable, name)}
    kept = set(filing.unproved) - changed
    return sorted(kept if by_author else kept | changed)


def filings_reached_by(contact: str) -> list[Filing]:
    """All that was sent with this contact and is not forgotten, latest first. Two indexes hold it."""
    reached_by = Q(email__iexact=contact) & ~Q(email="") if is_email(contact) else Q(phone=contact)
    kept = Filing.objects.filter(reached_by, anonymised_at__isnull=True)
    return list(kept.select_related("territory").order_by("-filed_at", "pk"))


def blocks_on(marks: Iterable[str], now: datetime) -> list[BlockedContact]:
    """« Ce n’est pas moi » was said of one of these, and still holds."""
    return list(BlockedContact.objects.filter(fingerprint__in=list(marks), until__gt=now))
