"""Send a charter to its four people, write to one of them again, or give it up before everybody has signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.verdicts import no
from boussole.partners import policies
from boussole.partners.actions.charters.naming import require_complete, require_own_mailboxes
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.charters import fields, texts
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails import charters as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, Signatory, today_of

Status = CharterAgreement.Status
NO_TEXT = "Cette charte n’a pas de texte : préparez-la de nouveau."


@transaction.atomic
def send(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """Freeze the words and ask the four people: from now on nothing of it changes but their answers.

    :raises NotAllowed: for somebody else's agreement
    :raises CharterRefused: when somebody's name, function or address is missing, or one address is of two people
    """
    agreement = locked(agreement)
    policies.can_run_charter(by, agreement, day).require()
    signatories = list(agreement.signatories.select_related("user"))
    _require_ready(agreement, signatories, by=by)
    freeze(agreement, signatories, now=now)
    agreement.sent_at = now
    agreement.save(update_fields=["sent_at"])
    agreement.move_to(Status.SIGNING, by=by, at=now)
    trail.record("charter.sent", by=by, on=agreement, at=now)
    for signatory in signatories:
        signatory.agreement = agreement
        emails.ask_to_sign(signatory, Mail.FIRST, now=now)
    return agreement


def hindrance(agreement: CharterAgreement, signatories: Iterable[Signatory], *, by: User) -> str:
    """Why it cannot be sent, as `send` would say it; nothing when it can. No query."""
    try:
        _require_ready(agreement, list(signatories), by=by)
    except CharterRefused as refusal:
        return refusal.message
    return ""


def _require_ready(agreement: CharterAgreement, signatories: list[Signatory], *, by: User) -> None:
    if agreement.text_id is None:
        raise CharterRefused(NO_TEXT)
    require_complete(signatories)
    require_own_mailboxes(signatories, by=by)


def freeze(agreement: CharterAgreement, signatories: list[Signatory], *, now: datetime) -> None:
    """Write the words as they are signed, and their hash.

    :raises CharterRefused: when there is no text to sign
    """
    words = texts.words_of(agreement, signatories, today_of(agreement, now))
    if words is None:
        raise CharterRefused(NO_TEXT)
    agreement.title, agreement.words = words[0][:160], words[1]
    agreement.words_hash = fields.hash_of(agreement.title, agreement.words)
    agreement.save(update_fields=["title", "words", "words_hash"])


@transaction.atomic
def resend(signatory: Signatory, *, by: User, day: date, now: datetime) -> Signatory:
    """One more mail, with a link of its own, to somebody who has not answered.

    :raises NotAllowed: for somebody else's agreement, one that is not being signed, or once they have answered
    """
    locked(signatory.agreement)
    signatory = locked(signatory)
    policies.can_change_signatory(by, signatory, day).require()
    policies.can_sign(signatory).require()
    trail.record("charter.sent_again", by=by, on=signatory.agreement, at=now, role=signatory.role)
    emails.ask_to_sign(signatory, Mail.AGAIN, now=now)
    return signatory


@transaction.atomic
def cancel(
    agreement: CharterAgreement, *, note: str = "", by: User, day: date, now: datetime
) -> CharterAgreement:
    """Give it up before everybody has signed: the links are over, whoever was asked is told.

    :raises NotAllowed: for somebody else's agreement, or once in force
    """
    agreement = locked(agreement)
    policies.can_run_charter(by, agreement, day).require()
    if agreement.status == Status.IN_FORCE:
        no("Cette charte est en vigueur : elle s’arrête par un préavis.").require()
    give_up(agreement, note=note.strip(), by=by, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement


def give_up(agreement: CharterAgreement, *, note: str, by: User, now: datetime) -> None:
    """Nobody signs a locked agreement any more: its links are over, and whoever was asked is told."""
    require_transaction()
    was_sent = agreement.status == Status.SIGNING
    agreement.move_to(Status.CANCELLED, by=by, at=now, note=note)
    emails.close_links(agreement, now=now)
    trail.record("charter.cancelled", by=by, on=agreement, at=now)
    if was_sent:
        emails.tell_called_off(agreement, now=now)
