"""Whether the seal of a file still holds, read without opening the file as a PDF. Pure, given the certificate.

Whoever drops a file on /verifier/ may have made it to break its reader. So nothing is parsed here but the seal: where
it lies, whether it covers all the rest byte for byte, and whether it was made with the key of this certificate.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

MOST_SEAL = 64 * 1024  # signs: ours have some thousands; a million certificates would take seconds to read
# asn1crypto knows this attribute once its module `tsp` is imported: pyHanko does so, and is absent when one only reads
_CERTIFICATE = tsp.CMSAttributeType.map("1.2.840.113549.1.9.16.2.47")
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]")


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that holds: everything in the file is as it was sealed."""

    certificate: bytes  # DER

    def is_by(self, certificate: x509.Certificate) -> bool:
        return self.certificate == certificate.public_bytes(Encoding.DER)


def seal_of(content: bytes) -> Seal | None:
    """The seal that covers the whole file; None when there is none, or when it no longer holds."""
    found = list(_RANGE.finditer(content))
    if not found:
        return None
    first, start, length = (int(number) for number in found[-1].groups())
    gap = content[first:start]
    if len(gap) > MOST_SEAL:
        return None
    if start + length != len(content) or gap[:1] != b"<" or gap[-1:] != b">":
        return None
    try:
        return _checked(bytes.fromhex(gap[1:-1].decode()), gap, content[:first] + content[start:])
    except Exception:  # a stranger wrote these bytes: whatever is wrong with them, the seal does not hold
        return None


def _checked(der: bytes, gap: bytes, covered: bytes) -> Seal | None:
    """The seal, when its digest is that of the file and its signature that of its own certificate."""
    whole = cms.ContentInfo.load(der, strict=True)
    (signer,) = whole["content"]["signer_infos"]
    (own,) = (each.chosen for each in whole["content"]["certificates"])
    if gap != b"<" + _only_writing(signer, own).hex().upper().encode() + b">":
        return None
    said = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    (named, *_) = said[_CERTIFICATE][0]["certs"]
    if said["message_digest"][0].native != hashlib.sha256(covered).digest():
        return None
    if named["cert_hash"].native != hashlib.sha256(own.dump()).digest():
        return None
    signed = signer["signed_attrs"].untag().dump()
    _verify(x509.load_der_x509_certificate(own.dump()), signer["signature"].native, signed)
    return Seal(own.dump())


def _only_writing(signer: cms.SignerInfo, own: asn1.Certificate) -> bytes:
    """The one way to write a seal with this signature: what the signature does not cover has no freedom left."""
    sha256 = {"algorithm": "sha256"}
    identifier = {"issuer": own.issuer, "serial_number": own.serial_number}
    written = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", identifier),
            "digest_algorithm": sha256,
            "signed_attrs": signer["signed_attrs"],
            "signature_algorithm": _algorithm_for(own),
            "signature": signer["signature"].native,
        }
    )
    inside = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [own],
            "signer_infos": [written],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": inside}).dump())


def _algorithm_for(own: asn1.Certificate) -> dict[str, str]:
    return {"algorithm": "sha256_ecdsa" if own.public_key.algorithm == "ec" else "sha256_rsa"}


def _verify(certificate: x509.Certificate, signature: bytes, signed: bytes) -> None:
    """:raises InvalidSignature: when it was not made with this certificate's key"""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    else:
        raise InvalidSignature
