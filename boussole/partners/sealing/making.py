"""From a signed agreement to the one file that both parties hold, made once (« en double exemplaire »).

Drawing it takes seconds: nothing is locked meanwhile. It is then kept only if it still says what the rows say.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.links import absolute
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory
from boussole.partners.sealing.evidence import number_of, parties_of, signatures_of
from boussole.partners.sealing.typesetting import Printed, typeset

MEDIA_TYPE = "application/pdf"
_SIGNED = (
    CharterAgreement.Status.IN_FORCE,
    CharterAgreement.Status.ENDED,
    CharterAgreement.Status.REPLACED,
)


_TRIES = 3


class Unsteady(Exception):
    """Its words or its people changed each time that it was drawn: the sweep will try again."""


class NotSigned(Exception):
    """There is nothing to seal: the words were never sent, or somebody has not signed, or it was on paper."""


def seal(agreement: CharterAgreement, *, now: datetime) -> CharterDocument:
    """The document of this agreement; the one that exists, when it was made already.

    :raises NotSigned: when the four have not all signed here
    :raises NoTypesetter: on a machine without Pango
    :raises NoSeal: on a platform without a key
    :raises Unsteady: when what it says changed each time that it was drawn
    """
    from boussole.partners.sealing.stamping import stamped  # noqa: PLC0415  pyHanko: a second, for the worker alone

    for _ in range(_TRIES):
        if made := CharterDocument.objects.filter(agreement=agreement).first():
            return made
        said = printed(CharterAgreement.objects.get(pk=agreement.pk), now=now)
        if kept := _keep(agreement, said, stamped(typeset(said)), now=now):
            return kept
    raise Unsteady


@transaction.atomic
def _keep(
    agreement: CharterAgreement, said: Printed, content: bytes, *, now: datetime
) -> CharterDocument | None:
    """Keep the file, unless another worker was faster: theirs is then the document. None when a row has changed."""
    agreement = locked(agreement)
    if made := CharterDocument.objects.filter(agreement=agreement).first():
        return made
    if printed(agreement, now=now) != said:
        return None
    document = CharterDocument.objects.create(
        agreement=agreement,
        kind=CharterDocument.Kind.SEALED,
        media_type=MEDIA_TYPE,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=now,
    )
    trail.record("charter.sealed", by=None, on=agreement, at=now)
    return document


def printed(agreement: CharterAgreement, *, now: datetime) -> Printed:
    """Everything that the document says.

    :raises NotSigned: when the four have not all signed here
    """
    signatories = list(agreement.signatories.order_by("pk"))
    if not agreement.words or not signatories or agreement.status not in _SIGNED:
        raise NotSigned
    if any(each.signed_at is None or each.proof == Signatory.Proof.PAPER for each in signatories):
        raise NotSigned
    return Printed(
        number=number_of(agreement),
        title=agreement.title,
        words=agreement.words,
        words_hash=agreement.words_hash,
        parties=parties_of(agreement),
        signatures=signatures_of(agreement, signatories),
        made=now,
        verify_url=absolute("public:verify"),
    )


def waiting() -> QuerySet[CharterAgreement]:
    """The agreements signed here whose document is not made yet, the oldest first."""
    signed = CharterAgreement.objects.filter(status__in=_SIGNED, document__isnull=True).exclude(words="")
    unfinished = Signatory.objects.filter(signed_at__isnull=True) | Signatory.objects.filter(
        proof=Signatory.Proof.PAPER
    )
    has_signed = signed.filter(signatories__signed_at__isnull=False)
    return has_signed.exclude(signatories__in=unfinished).distinct().order_by("signed_on", "pk")
