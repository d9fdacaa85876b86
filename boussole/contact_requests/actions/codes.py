"""Coming back without the link: six digits sent to a phone or an e-mail (guarantees.md T6, T7).

What the page does is the same for everybody: one row, one job. The worker alone looks whether we know the
contact, so that neither the answer nor its delay says it.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from boussole.audit import trail
from boussole.contact_requests import contacts, emails, tasks
from boussole.contact_requests.models import AccessCode
from boussole.core.db import locked
from boussole.core.jobs import enqueue
from boussole.mail import outbox
from boussole.privacy.fingerprints import fingerprint

DIGITS = 6
# One statement: of a thousand guesses at the same instant, five get a hash to compare with.
COUNT_ONE_TRY = """
UPDATE contact_requests_accesscode SET tries = tries + 1
WHERE id = %(id)s AND contact = %(contact)s AND used_at IS NULL AND expires_at > %(now)s AND tries < %(most)s
RETURNING code_hash, tries
"""
SPEND = """
UPDATE contact_requests_accesscode SET used_at = %(now)s WHERE id = %(id)s AND used_at IS NULL RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a guess gave: the door, or how many tries are left."""

    is_right: bool
    tries_left: int


@transaction.atomic
def ask_for_code(contact: str, *, now: datetime) -> AccessCode:
    """Note that somebody asks, and let the worker see whom to write to. The same work for any contact."""
    asked = AccessCode.objects.create(
        contact=contacts.mark_of(contact),
        address=contact,
        created_at=now,
        expires_at=now + AccessCode.LIFE,
    )
    enqueue(tasks.write_code, code_id=str(asked.pk))
    return asked


@transaction.atomic
def write_code(code_id: UUID | str, *, now: datetime) -> None:
    """In the worker: draw the digits and send them, if this contact filed something or is protected.

    Repeated, it writes once: the address is gone.
    """
    asked = AccessCode.objects.select_for_update().filter(pk=code_id).exclude(address="").first()
    if asked is None:
        return
    contact, asked.address = asked.address, ""
    for older in AccessCode.objects.filter(contact=asked.contact, expires_at__lte=now):
        outbox.cancel(about=older, now=now)  # kept waiting too long: it would open nothing
    is_known = bool(contacts.filings_reached_by(contact) or contacts.blocks_on([asked.contact], now))
    if is_known and now < asked.expires_at:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        asked.code_hash = _hash_of(asked.pk, digits)
        emails.send_code(asked, contact, digits, now=now)
    asked.save(update_fields=["address", "code_hash"])


def use_code(code_id: UUID, contact: str, digits: str, *, now: datetime) -> Tried:
    """Try these digits: counted first, compared after. The right ones work once."""
    # On its own, before anything else: a try is counted even if what follows fails.
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT_ONE_TRY,
            {
                "id": code_id,
                "contact": contacts.mark_of(contact),
                "now": now,
                "most": AccessCode.MOST_TRIES,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return Tried(False, 0)
    code_hash, tries = row
    if not hmac.compare_digest(code_hash, _hash_of(code_id, digits)):
        return Tried(False, AccessCode.MOST_TRIES - tries)
    return Tried(_spend(code_id, contact, now), 0)


@transaction.atomic
def _spend(code_id: UUID, contact: str, now: datetime) -> bool:
    """Single use, and traced on what it opens: whoever asks for their data reads it there."""
    with connection.cursor() as cursor:
        cursor.execute(SPEND, {"id": code_id, "now": now})
        if cursor.fetchone() is None:
            return False
    outbox.erase(about=AccessCode(pk=code_id), now=now)
    for filing in contacts.filings_reached_by(contact):
        trail.record("contact_request.opened_by_code", by=trail.YOUNG_PERSON, on=filing, at=now)
    return True


@transaction.atomic
def lift_block(contact: str, *, now: datetime) -> bool:
    """Who reads the messages sent to a contact may say that they want to be reached there after all."""
    blocks = contacts.blocks_on([contacts.mark_of(contact)], now)
    for block in blocks:
        locked(block).delete()
        trail.record("contact_request.contact_unblocked", by=trail.YOUNG_PERSON, on=None, at=now)
    return bool(blocks)


def _hash_of(code_id: UUID, digits: str) -> str:
    """Keyed, and different for each asking: a million of codes would be tried at once otherwise."""
    return fingerprint("access_code", f"{code_id}/{digits}")
