"""The platform's seal: a private key and its certificate, in one PKCS#12 file.

A deployment gives its own (`SEAL_PKCS12`, bought from any authority, or self-signed); one's own machine and the demo
make theirs once, in the data folder, as they do for SECRET_KEY. A document already sealed stays recognised when the
key changes: it is known by its fingerprint.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

NAME = "La Boussole des jeunes, cachet de démonstration"
# The demo lives in the past year and in the years its visitor moves to: its key covers them all.
SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


class NoSeal(Exception):
    """This deployment has no key to seal with yet, or it cannot be read: what waits for it waits."""


def key_file() -> Path:
    """The PKCS#12 file of this platform, made the first time on one's own machine.

    :raises NoSeal: in a deployment that has none
    """
    if settings.SEAL_PKCS12:
        return Path(settings.SEAL_PKCS12)
    if not settings.LOCAL:
        raise NoSeal("SEAL_PKCS12 is not set: charters are signed, their sealed document waits.")
    kept = Path(settings.DATA_DIR) / "seal.p12"
    if not kept.exists():
        _write_once(kept, self_signed(settings.SEAL_PASSPHRASE))
    return kept


def passphrase() -> bytes | None:
    return settings.SEAL_PASSPHRASE.encode() or None


def certificate() -> x509.Certificate:
    """The public half, for whoever checks a document with a tool of their own.

    :raises NoSeal: when there is no key, or when its file opens no more
    """
    return _certificate(key_file(), passphrase())


def fingerprint(of: x509.Certificate) -> str:
    """« A1:B2:… »: what a reader compares with what their PDF reader shows."""
    return of.fingerprint(hashes.SHA256()).hex(":").upper()


@lru_cache(maxsize=4)
def _certificate(file: Path, opened_with: bytes | None) -> x509.Certificate:
    try:
        _key, found, _others = pkcs12.load_key_and_certificates(file.read_bytes(), opened_with)
    except (OSError, ValueError) as refusal:
        raise NoSeal("The file of SEAL_PKCS12 cannot be read with SEAL_PASSPHRASE.") from refusal
    if found is None:
        raise NoSeal("The file of SEAL_PKCS12 has no certificate.")
    return found


def self_signed(passphrase: str = "") -> bytes:
    """A key that nobody vouches for, good enough to show that a document was not altered."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_sealing(), critical=True)
        .add_extension(identifier, critical=False)
    )
    certificate = built.sign(key, hashes.SHA256())
    locked: KeySerializationEncryption = (
        BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    )
    return pkcs12.serialize_key_and_certificates(NAME.encode(), key, certificate, None, locked)


def certificate_pem() -> bytes:
    """The public certificate as a file that PDF readers import."""
    return certificate().public_bytes(Encoding.PEM)


def _for_sealing() -> x509.KeyUsage:
    """Signs, and commits whoever holds it (nonRepudiation, without which readers refuse a seal)."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_once(path: Path, content: bytes) -> None:
    """Web and worker may both want it at the same moment: the first one wins, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    aside.write_bytes(content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
