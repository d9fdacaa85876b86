"""The charter signed on paper: a fallback, marked as such wherever the charter is shown."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.partners import policies
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.actions.charters.sending import freeze
from boussole.partners.actions.charters.signing import come_into_force
from boussole.partners.charters.scans import ScanRefused, type_of
from boussole.partners.charters.wording import paper_gesture_of
from boussole.partners.emails.charters import close_links
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory, today_of

Status = CharterAgreement.Status


@transaction.atomic
def file_scan(
    agreement: CharterAgreement, data: bytes, *, signed_on: date, by: User, day: date, now: datetime
) -> CharterAgreement:
    """Keep the scan of the signed paper: whoever had not signed on line is said to have signed it by hand.

    :raises NotAllowed: for somebody else's agreement
    :raises CharterRefused: for a day to come, somebody without a name, or a file that is not a scan
    """
    policies.can_run_charter(by, agreement, day).require()
    media_type = _read(data)  # seconds for a heavy one: nobody waits for the charter meanwhile
    agreement = locked(agreement)
    if signed_on > today_of(agreement, now):
        raise CharterRefused("Cette date est à venir : donnez le jour de la dernière signature.", "signed_on")
    if agreement.status not in CharterAgreement.AT_WORK:
        raise CharterRefused(f"Cette charte est « {agreement.get_status_display()} ».")
    signatories = list(agreement.signatories.select_related("user"))
    if not signatories or not all(each.name and each.function for each in signatories):
        raise CharterRefused("Donnez d’abord le nom et la fonction de chaque signataire.")
    if not agreement.words:
        freeze(agreement, signatories, now=now)
    sha256 = _kept(agreement, data, media_type, by=by, now=now)
    _say_signed(signatories, sha256, by=by, now=now)
    trail.record("charter.scanned", by=by, on=agreement, at=now, sha256=sha256)
    close_links(agreement, now=now)
    come_into_force(agreement, signed_on=signed_on, by=by, now=now)
    return agreement


def _read(data: bytes) -> str:
    """The type of the file.

    :raises CharterRefused: when it is not a scan
    """
    try:
        return type_of(data)
    except ScanRefused as refusal:
        raise CharterRefused(refusal.message, "scan") from refusal


def _kept(agreement: CharterAgreement, data: bytes, media_type: str, *, by: User, now: datetime) -> str:
    """Write the document, and return its hash. The database says that it is another charter's: two may come at once.

    :raises CharterRefused: when it is
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with transaction.atomic():
            CharterDocument.objects.create(
                agreement=agreement,
                kind=CharterDocument.Kind.SCAN,
                media_type=media_type,
                content=data,
                sha256=sha256,
                made_at=now,
                made_by=by,
            )
    except IntegrityError as taken:
        raise CharterRefused("Ce fichier est déjà celui d’une autre charte.", "scan") from taken
    return sha256


def _say_signed(signatories: list[Signatory], sha256: str, *, by: User, now: datetime) -> None:
    """What they signed is the paper: the hash kept with their name is the hash of its scan."""
    for signatory in signatories:
        if signatory.signed_at is None:
            signatory.signed_at = now
            signatory.proof, signatory.words_hash = Signatory.Proof.PAPER, sha256
            signatory.gesture = paper_gesture_of(by.full_name)
            signatory.save(update_fields=["signed_at", "proof", "words_hash", "gesture"])
