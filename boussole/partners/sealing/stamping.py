"""The platform's seal on a PDF: PAdES, certifying, no change allowed afterwards."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError

from boussole.partners.sealing import keys
from boussole.partners.sealing.tagging import FIELD

REASON = "Charte signée par ses quatre signataires"
_TRIES = 8


def stamped(pdf: bytes) -> bytes:
    """The same document with its seal, which covers every byte but itself.

    The room kept for the seal is exactly its size: a filling of zeros could be changed without anybody noticing.

    :raises NoSeal: when the platform has no key
    """
    signer = _signer()
    room = None
    for _ in range(_TRIES):  # two are enough with RSA; a seal on an elliptic curve varies by two bytes
        try:
            sealed = _sealed(pdf, signer, room)
        except SigningError:
            if room is None:
                raise
            room = None  # it came out longer than its room
            continue
        kept, used = sizes(sealed)
        if kept == used:
            break
        room = used
    return sealed


def _sealed(pdf: bytes, signer: signers.SimpleSigner, room: int | None) -> bytes:
    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=REASON,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    sign = partial(signers.PdfSigner(how, signer=signer).sign_pdf, _AsItIs(io.BytesIO(pdf)))
    # pyHanko starts an event loop, which cannot be where one runs already: it has a thread of its own.
    with ThreadPoolExecutor(max_workers=1) as apart:
        written = apart.submit(sign, existing_fields_only=True, bytes_reserved=room and 2 * room).result()
    return bytes(written.getbuffer())


class _AsItIs(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: pyHanko would write the metadata again in its own words."""

    def _update_meta(self) -> None:
        pass


def _signer() -> signers.SimpleSigner:
    file = keys.key_file()
    found = signers.SimpleSigner.load_pkcs12(str(file), passphrase=keys.passphrase())  # type: ignore[no-untyped-call]
    if found is None:
        raise keys.NoSeal("The file of SEAL_PKCS12 cannot be read with SEAL_PASSPHRASE.")
    return found


def sizes(sealed: bytes) -> tuple[int, int]:
    """The room kept for the seal, and what it takes, in bytes."""
    embedded = PdfFileReader(io.BytesIO(sealed)).embedded_signatures[-1]
    whole = cms.ContentInfo.load(embedded.pkcs7_content)
    return len(embedded.pkcs7_content), len(whole.dump())
