"""Sign, or refuse: each of the four, in any order, through their own link and mailbox or account (R24).

A signature is a simple one in the sense of eIDAS, with its evidence: who, in which function, when, how we know that
it was them, the sentence that they ticked, and the hash of the words that they had before their eyes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.jobs import enqueue
from boussole.core.moves import MoveRefused
from boussole.core.typography import elided
from boussole.mail import outbox
from boussole.partners import policies, tasks
from boussole.partners.charters import fields, links
from boussole.partners.charters.reminding import Mail
from boussole.partners.charters.wording import gesture_of
from boussole.partners.emails import charters as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, Signatory, SignatureCode, Structure, today_of
from boussole.privacy import limits
from boussole.privacy.fingerprints import fingerprint

Status = CharterAgreement.Status
Proof = Signatory.Proof
DIGITS, MOST_TRIES = 6, 5
CODE_LIFE = timedelta(minutes=10)
OWN_LINK_LIFE = timedelta(hours=2)
CODES_PER_HOUR, HOUR = 5, timedelta(hours=1)
WHO = ("name", "function", "email", "user_id")
TOO_MANY = "Beaucoup de codes ont été demandés. Réessayez dans une heure."
# One statement: of a thousand guesses at the same instant, five get a hash to compare with.
COUNT_ONE_TRY = """
UPDATE partners_signaturecode SET tries = tries + 1
WHERE signatory_id = %(signatory)s AND expires_at > %(now)s AND tries < %(most)s
RETURNING code_hash, tries
"""


class SigningRefused(MoveRefused):
    """This signature cannot be taken, for a reason to read."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a guess gave: the proof, or how many tries are left."""

    is_right: bool
    tries_left: int


def ask_code(signatory: Signatory, *, now: datetime) -> None:
    """Send six digits to this signatory's mailbox; the former ones open nothing any more.

    :raises NotAllowed: when they have answered already
    :raises SigningRefused: after too many, or for somebody who signs with an account
    """
    policies.can_sign(signatory).require()
    if policies.signs_with_account(signatory):
        raise SigningRefused("Vous avez un compte : connectez-vous pour signer.")
    if not limits.hit("charter_code", str(signatory.pk), limit=CODES_PER_HOUR, per=HOUR, now=now):
        raise SigningRefused(TOO_MANY)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        code, _ = SignatureCode.objects.update_or_create(
            signatory=signatory,
            defaults={
                "code_hash": _hash_of(signatory, digits),
                "sent_at": now,
                "expires_at": now + CODE_LIFE,
                "tries": 0,
            },
        )
        outbox.erase(about=code, now=now)
        emails.send_code(code, digits, now=now)


@transaction.atomic
def own_link(signatory: Signatory, *, by: User, now: datetime) -> str:
    """From their account, the link that their mail would give: theirs, and not kept in any mail.

    :raises SigningRefused: for somebody else's signature
    :raises NotAllowed: when they have answered already
    """
    if signatory.user_id != by.pk:
        raise SigningRefused("Cette signature est celle de quelqu’un d’autre.")
    policies.can_sign(signatory).require()
    return links.new_link(signatory, Mail.AGAIN, now=now, life=OWN_LINK_LIFE)


def try_code(signatory: Signatory, digits: str, *, now: datetime) -> Tried:
    """Try these digits: counted first, on its own, compared after. The right ones work once."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_TRY, {"signatory": signatory.pk, "now": now, "most": MOST_TRIES})
        row = cursor.fetchone()
    if row is None:
        return Tried(False, 0)
    code_hash, tries = row
    if not hmac.compare_digest(code_hash, _hash_of(signatory, digits)):
        return Tried(False, MOST_TRIES - tries)
    with transaction.atomic():
        code = (
            SignatureCode.objects.select_for_update().filter(signatory=signatory, code_hash=code_hash).first()
        )
        if code is None:
            return Tried(False, 0)
        outbox.erase(about=code, now=now)
        code.delete()
    return Tried(True, 0)


def waits_for_code(signatory: Signatory, now: datetime) -> bool:
    """Whether a code was sent that may still be typed."""
    rows = SignatureCode.objects.filter(signatory=signatory, expires_at__gt=now, tries__lt=MOST_TRIES)
    return rows.exists()


@transaction.atomic
def sign(
    signatory: Signatory, *, proof: Signatory.Proof, words_hash: str, by: User | None = None, now: datetime
) -> CharterAgreement:
    """Write one signature; the fourth brings the charter into force.

    The caller has just proved who it is: a code typed (`try_code`), or `by`, signed in with a second factor.

    :raises NotAllowed: when they have answered already, or when the agreement waits for nobody
    :raises SigningRefused: as somebody else, once somebody else is named, or for other words than those that were sent
    """
    agreement, signatory = _locked_as_proved(signatory)
    policies.can_sign(signatory).require()
    _require_same_person(signatory, proof, by)
    is_whole = agreement.words_hash == fields.hash_of(agreement.title, agreement.words)
    if not is_whole or not hmac.compare_digest(words_hash, agreement.words_hash):
        raise SigningRefused("Le texte n’est plus celui que vous avez lu. Relisez-le avant de signer.")
    signatory.signed_at = signatory.proved_at = now
    signatory.proof, signatory.words_hash = proof, words_hash
    signatory.gesture = gesture_of(signatory.function, agreement.structure.name)
    signatory.save(update_fields=["signed_at", "proved_at", "proof", "words_hash", "gesture"])
    trail.record("charter.signed", by=by, on=agreement, at=now, role=signatory.role, proof=proof)
    if not agreement.signatories.filter(signed_at__isnull=True).exists():
        come_into_force(agreement, signed_on=today_of(agreement, now), by=by, now=now)
    return agreement


def _locked_as_proved(proved: Signatory) -> tuple[CharterAgreement, Signatory]:
    """Both rows, locked: still the person who has just proved who they are, in the capacity that they read.

    :raises SigningRefused: when the animation has named somebody else meanwhile
    """
    agreement = locked(proved.agreement)
    signatory = locked(proved)
    signatory.agreement = agreement
    if any(getattr(signatory, name) != getattr(proved, name) for name in WHO):
        raise SigningRefused(
            "Cette signature vient de changer : rouvrez la page depuis le dernier mail reçu."
        )
    return agreement, signatory


def _require_same_person(signatory: Signatory, proof: Signatory.Proof, by: User | None) -> None:
    """With an account it is theirs; without one, the mailbox: neither stands for the other."""
    has_account = policies.signs_with_account(signatory)
    if has_account != (proof == Proof.ACCOUNT):
        raise SigningRefused("Cette signature se prouve autrement : rouvrez la page depuis votre mail.")
    if has_account and (by is None or by.pk != signatory.user_id):
        raise SigningRefused(
            f"Cette signature est celle {elided('de', signatory.name)} : connectez-vous avec son compte."
        )


def come_into_force(agreement: CharterAgreement, *, signed_on: date, by: User | None, now: datetime) -> None:
    """The last signature is there: the former agreement is replaced, the structure a partner, everybody told."""
    require_transaction()
    structure = agreement.structure
    for former in _replaced_by(agreement):
        former.move_to(Status.REPLACED, by=by, at=now)
        agreement.replaces = former
    agreement.signed_on = signed_on
    agreement.save(update_fields=["signed_on", "replaces"])
    agreement.move_to(Status.IN_FORCE, by=by, at=now)
    if structure.status in (Structure.Status.PROSPECT, Structure.Status.INVITED):
        structure.move_to(Structure.Status.ACTIVE, by=by, at=now)
    trail.record("charter.in_force", by=by, on=agreement, at=now, structure=structure.pk)
    emails.tell_in_force(agreement, now=now)
    enqueue(tasks.seal_charter, agreement_id=agreement.pk)
    tell_of_standing(structure, by, now)


def _replaced_by(agreement: CharterAgreement) -> list[CharterAgreement]:
    """The one in force between the same parties, and the one that it was prepared to replace."""
    in_force = agreement.structure.charters.filter(status=Status.IN_FORCE)
    same = in_force.filter(territory=agreement.territory) | in_force.filter(pk=agreement.replaces_id or 0)
    return list(same.select_for_update().order_by("pk"))


@transaction.atomic
def refuse(
    signatory: Signatory, *, proof: Signatory.Proof, reason: str, by: User | None = None, now: datetime
) -> CharterAgreement:
    """Say no, and why: nobody else needs to sign, the animation is told.

    :raises NotAllowed: when they have answered already
    :raises SigningRefused: as somebody else, or without a reason
    """
    agreement, signatory = _locked_as_proved(signatory)
    policies.can_sign(signatory).require()
    _require_same_person(signatory, proof, by)
    if not reason.strip():
        raise SigningRefused("Dites pourquoi : l’animation du territoire pourra en parler avec vous.")
    signatory.refused_at = signatory.proved_at = now
    signatory.proof, signatory.refusal_reason = proof, reason.strip()
    signatory.save(update_fields=["refused_at", "proved_at", "proof", "refusal_reason"])
    agreement.move_to(Status.REFUSED, by=by, at=now, note=reason.strip())
    trail.record("charter.refused", by=by, on=agreement, at=now, role=signatory.role)
    emails.close_links(agreement, now=now, but=signatory)
    emails.tell_refused(signatory, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement


def _hash_of(signatory: Signatory, digits: str) -> str:
    """Keyed, and of this signatory alone: the code of one never opens for another."""
    return fingerprint("signature_code", f"{signatory.public_id}/{digits}")
