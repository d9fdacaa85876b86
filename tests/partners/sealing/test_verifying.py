"""Anybody who holds a copy can know whether it is the one: a single bit changed is seen, by us and by others."""

import asyncio
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from boussole.partners import sealing
from boussole.partners.models import CharterDocument
from boussole.partners.sealing import Outcome, keys
from boussole.partners.sealing.reading import seal_of
from tests.factories import NOW
from tests.factories.charters import TITLE, signed_charter

pytestmark = pytest.mark.django_db
Reader = Callable[[bytes], bool]


@pytest.fixture
def charter():
    return signed_charter()


@pytest.fixture
def document(charter, sealed) -> CharterDocument:
    return CharterDocument.objects.create(
        agreement=charter,
        kind=CharterDocument.Kind.SEALED,
        media_type="application/pdf",
        content=sealed,
        sha256=hashlib.sha256(sealed).hexdigest(),
        made_at=NOW,
    )


ALONE = """
import sys, django
django.setup()
from pathlib import Path
from boussole.partners.sealing.reading import seal_of
found = seal_of(Path(sys.argv[1]).read_bytes())
print(found is not None, any(name.startswith("pyhanko") for name in sys.modules))
"""


def test_the_server_that_reads_has_never_sealed(file):
    """The worker seals, the server verifies: what pyHanko brings when it is imported is not there."""
    server = [sys.executable, "-c", ALONE, str(file)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "BOUSSOLE_LOCAL": "1"}

    said = subprocess.run(server, env=environment, capture_output=True, text=True, check=True, timeout=60)

    assert said.stdout.split() == ["True", "False"]


def flipped(content: bytes, bit: int) -> bytes:
    """The same file with this one bit changed."""
    place, changed = bit // 8, bytearray(content)
    changed[place] ^= 1 << bit % 8
    return bytes(changed)


def bits(content: bytes, stride: int) -> Iterator[int]:
    """Spread over the whole file; with an odd stride, each of the eight bits of a byte has its turn."""
    return iter(range(0, 8 * len(content), stride))


def own_room(content: bytes) -> range:
    """The bits in which the seal itself is written: no signature can cover itself."""
    (seal,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    _, start, end, _ = (int(number) for number in seal.byte_range)
    return range(8 * start, 8 * end)


def test_the_document_is_authentic_and_the_answer_names_nobody(charter, document, sealed):
    found = sealing.verify(sealed)

    assert found
    assert (found.outcome, found.sha256) == (Outcome.AUTHENTIC, document.sha256)
    assert (found.structure, found.territory) == ("Le Phare", charter.territory.name)
    assert (found.signed_on, found.number) == (charter.signed_on, str(charter.public_id).upper())
    assert not found.is_scan
    assert not any(each.name in repr(found) for each in charter.signatories.all())


def test_a_file_put_in_the_place_of_ours_in_the_database_is_seen(document):
    """Whoever can write a fingerprint cannot make the seal."""
    content = b"%PDF-1.7 <xmp:CreatorTool>La Boussole des jeunes</xmp:CreatorTool>"
    CharterDocument.objects.filter(pk=document.pk).update(sha256=hashlib.sha256(content).hexdigest())

    assert sealing.verify(content).outcome == Outcome.ALTERED


def test_a_single_bit_changed_anywhere_is_no_longer_authentic(document, sealed):
    assert [bit for bit in bits(sealed, 9973) if sealing.verify(flipped(sealed, bit))] == []


def test_its_seal_holds_for_no_other_bits_even_those_of_the_seal(sealed):
    assert seal_of(sealed) is not None
    assert [bit for bit in bits(sealed, 601) if seal_of(flipped(sealed, bit))] == []
    assert [bit for bit in own_room(sealed)[::31] if seal_of(flipped(sealed, bit))] == []


def test_pyhanko_sees_every_bit_that_changes_the_document(sealed):
    trusts = pyhanko()
    assert trusts(sealed)
    assert [
        bit for bit in bits(sealed, 9001) if bit not in own_room(sealed) and trusts(flipped(sealed, bit))
    ] == []


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="needs poppler-utils")
def test_poppler_sees_every_bit_that_changes_the_document(sealed, tmp_path):
    trusts = poppler(tmp_path / "charte.pdf")
    assert trusts(sealed)
    assert [
        bit for bit in bits(sealed, 9001) if bit not in own_room(sealed) and trusts(flipped(sealed, bit))
    ] == []


def test_a_file_that_was_ours_is_said_to_be_altered(document, sealed):
    changed = {
        "a word": sealed.replace(TITLE.encode(), TITLE.upper().encode()),
        "one more line": sealed + b"\n",
        "cut": sealed[:-20],
        "an addition": sealed + sealed[-600:],
        "something before": b"%PDF-1.7\n" + sealed,
    }
    assert {how: sealing.verify(content).outcome for how, content in changed.items()} == dict.fromkeys(
        changed, Outcome.ALTERED
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"bonjour" * 1000,
        b"/ByteRange [0 1 2 3]",
        b"/ByteRange[0 4 6 20]" + b"<zz>" * 9,
        b"\0" * 4096,
    ],
)
def test_any_other_file_is_unknown(content):
    assert sealing.verify(content).outcome == Outcome.UNKNOWN


def test_a_charter_sealed_by_somebody_else_is_not_ours(sealed, settings, tmp_path):
    """Anybody can seal a file that looks like one of ours."""
    newer = tmp_path / "other.p12"
    newer.write_bytes(keys.self_signed())
    settings.SEAL_PKCS12 = str(newer)

    assert sealing.verify(sealed).outcome == Outcome.UNKNOWN


def test_the_seal_of_a_forgotten_charter_still_holds(document, sealed):
    document.delete()

    found = sealing.verify(sealed)

    assert (found.outcome, found.structure) == (Outcome.FORGOTTEN, "")
    assert not found


def test_a_document_stays_authentic_when_the_platform_changes_its_key(document, sealed, settings, tmp_path):
    newer = tmp_path / "newer.p12"
    newer.write_bytes(keys.self_signed())
    settings.SEAL_PKCS12 = str(newer)

    assert sealing.verify(sealed)


def test_the_scan_of_a_paper_is_authentic_as_it_was_given(charter):
    scan = b"%PDF-1.4 a scan"
    CharterDocument.objects.create(
        agreement=charter,
        kind=CharterDocument.Kind.SCAN,
        media_type="application/pdf",
        content=scan,
        sha256=hashlib.sha256(scan).hexdigest(),
        made_at=NOW,
    )

    assert sealing.verify(scan).is_scan
    assert [bit for bit in bits(scan, 1) if sealing.verify(flipped(scan, bit))] == []


def pyhanko() -> Reader:
    root = asn1.Certificate.load(pem.unarmor(keys.certificate_pem())[2])

    def trusts(content: bytes) -> bool:
        try:
            (seal,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
            known = ValidationContext(trust_roots=[root], allow_fetching=False)
            return bool(asyncio.run(async_validate_pdf_signature(seal, known)).bottom_line)
        except Exception:  # a file that it cannot read is one that it does not trust
            return False

    return trusts


def poppler(file) -> Reader:
    def trusts(content: bytes) -> bool:
        file.write_bytes(content)
        said = subprocess.run(["pdfsig", file], capture_output=True, check=False).stdout
        return b"Signature is Valid." in said and b"Total document signed" in said

    return trusts
