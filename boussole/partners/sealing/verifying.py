"""What may be said of a file that somebody drops: authentic, altered, unknown. Nothing of it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boussole.partners.models import CharterDocument
from boussole.partners.sealing import keys
from boussole.partners.sealing.evidence import number_of
from boussole.partners.sealing.reading import Seal, seal_of
from boussole.partners.sealing.tagging import FIELD_NAME

MOST_BYTES = 5 * 1024 * 1024
# Written in clear in each of our documents; a file that has them and is not one of ours was changed since.
_MARKS = (
    b"<xmp:CreatorTool>La Boussole des jeunes</xmp:CreatorTool>",
    FIELD_NAME.encode("utf-16-be"),
    keys.NAME.encode().hex().encode(),
)


class Outcome(StrEnum):
    AUTHENTIC = "AUTHENTIC"  # byte for byte the file that both parties hold
    FORGOTTEN = "FORGOTTEN"  # the seal holds and is ours; the charter has been forgotten since
    ALTERED = "ALTERED"  # it was ours once
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer, with what is public of the charter: the two parties and the date, no person."""

    outcome: Outcome
    sha256: str
    number: str = ""
    structure: str = ""
    territory: str = ""
    signed_on: date | None = None
    is_scan: bool = False

    def __bool__(self) -> bool:
        return self.outcome == Outcome.AUTHENTIC


def verify(content: bytes) -> Verification:
    """Whether this file is one that the platform made, unchanged to the last bit."""
    sha256 = hashlib.sha256(content).hexdigest()
    rows = CharterDocument.objects.select_related("agreement__structure", "agreement__territory")
    known = rows.defer("content").filter(sha256=sha256).first()
    seal = seal_of(content)
    if known is not None and (known.kind == CharterDocument.Kind.SCAN or seal is not None):
        return _authentic(known)
    if seal is not None and _is_ours(seal):
        return Verification(Outcome.FORGOTTEN, sha256)
    if known is not None or (seal is None and any(mark in content for mark in _MARKS)):
        return Verification(Outcome.ALTERED, sha256)
    return Verification(Outcome.UNKNOWN, sha256)


def _authentic(known: CharterDocument) -> Verification:
    agreement = known.agreement
    return Verification(
        Outcome.AUTHENTIC,
        known.sha256,
        number=number_of(agreement),
        structure=agreement.structure.name,
        territory=agreement.territory.name if agreement.territory else "",
        signed_on=agreement.signed_on,
        is_scan=known.kind == CharterDocument.Kind.SCAN,
    )


def _is_ours(seal: Seal) -> bool:
    try:
        return seal.is_by(keys.certificate())
    except keys.NoSeal:
        return False
