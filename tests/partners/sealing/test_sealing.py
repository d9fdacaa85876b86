"""A charter signed by four people becomes one file, archivable, readable by all, the same for both parties."""

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boussole.audit.models import Entry
from boussole.partners import sealing
from boussole.partners.actions.sealing import seal_soon, seal_waiting
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory, Structure
from boussole.partners.sealing import keys, making
from boussole.partners.sealing.stamping import sizes
from tests.factories import NOW
from tests.factories.charters import signed_charter
from tests.partners.sealing.conftest import NUMBER, WORDS_HASH

pytestmark = pytest.mark.django_db
BIN = Path(sys.executable).parent


@pytest.fixture
def charter():
    return signed_charter()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_it_says_the_words_the_four_people_and_how_each_was_proved(file):
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    text = " ".join(read.split())

    for said in (
        "Charte de partenariat",
        "Le Phare",
        "Article 1. Rappeler",
        "rappelle chaque jeune avant la date promise",
        "Nora Œuvrard",
        "présidente",
        "Ève Żak",
        "representative@example.org",
        "Lien personnel et code reçus dans sa boîte",
        "J’ai lu la charte en entier",
        WORDS_HASH,
        NUMBER,
        "http://testserver/verifier/",
    ):
        assert said in text, said


def test_it_is_archivable_tagged_in_french_and_says_so(file):
    with pikepdf.open(file) as pdf:
        said = pdf.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
        assert said["dc:title"] == "Charte de partenariat, Le Phare"
        assert said["dc:identifier"] == NUMBER
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in pdf.Root
        assert [str(each.title) for each in pdf.open_outline().root[0].children] == [
            "Article 1. Rappeler",
            "Article 2. Durée",
            "Signatures",
            "Preuves de signature",
        ]
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert fonts_not_embedded(pdf) == []
        assert {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {})) == set()


def test_the_judges_of_accessibility_find_nothing(file):
    judged = subprocess.run([BIN / "pdfua", "check", file], capture_output=True, check=False)
    assert judged.returncode == 0, judged.stdout.decode()


def test_the_seal_has_exactly_its_room(sealed):
    kept, used = sizes(sealed)
    assert kept == used


def test_the_verifier_of_pyhanko_says_it_is_intact_and_ours(file, tmp_path):
    assert pyhanko_trusts(file, tmp_path)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="needs poppler-utils")
def test_the_verifier_of_poppler_says_the_whole_document_is_signed(file):
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


ATTACKS = (
    '<img src="file:///etc/hostname">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<object data="file:///etc/hostname"></object><script>x</script>',
    "<style>@import 'http://127.0.0.1:9/x.css';</style>",
    "![](file:///etc/hostname)",
)


def test_words_fetch_nothing_whatever_they_say():
    """They never become tags of the page; and even if they did (T30)."""
    written = [sealing.as_chapters(attack) for attack in ATTACKS]
    assert [html for html in written if re.search("<(?!p>|/p>|a |/a>)", html)] == []

    fetch = sealing.typesetting._only_our_own("http://testserver/verifier/")
    for address in (
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.css",
        "data:text/plain,x",
        "boussole-own:../x",
    ):
        with pytest.raises(ValueError, match=r"A charter fetches nothing|not one of our"):
            fetch(address)


def test_a_line_in_bold_is_the_title_of_a_chapter():
    assert sealing.as_chapters("**Article 1**\nRappeler **vite**.\n\n**Entre**\n\n**2. La durée**") == (
        "<h2>Article 1</h2><p>Rappeler <strong>vite</strong>.</p>\n<p><strong>Entre</strong></p>\n<h2>2. La durée</h2>"
    )


def test_nothing_is_sealed_before_the_last_signature(charter):
    charter.signatories.filter(role="ANIMATOR").update(signed_at=None, proof="", gesture="", words_hash="")

    with pytest.raises(sealing.NotSigned):
        sealing.seal(charter, now=NOW)
    assert list(sealing.waiting()) == []


def test_a_charter_signed_on_paper_has_its_scan_instead(charter):
    charter.signatories.filter(role="DIRECTOR").update(proof=Signatory.Proof.PAPER)

    seal_soon(charter.pk, now=NOW)

    assert not CharterDocument.objects.exists()
    assert list(sealing.waiting()) == []


def test_without_a_key_the_document_waits_and_comes_when_there_is_one(charter, settings, caplog):
    settings.LOCAL, settings.SEAL_PKCS12 = False, ""

    assert seal_waiting(now=NOW) == 0
    assert "waits: SEAL_PKCS12 is not set" in caplog.text

    settings.LOCAL = True
    assert seal_waiting(now=NOW) == 1
    assert list(sealing.waiting()) == []


def test_nothing_is_locked_while_it_is_drawn_and_what_changed_is_drawn_again(charter, drawn, monkeypatch):
    said, locks = [], []

    def drawing(printed):  # seconds: meanwhile somebody mends the name
        said.append(printed.parties.structure)
        locks.extend(query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"])
        Structure.objects.update(name="Le Phare du Gier")
        return drawn

    monkeypatch.setattr(making, "typeset", drawing)
    with CaptureQueriesContext(connection) as asked:
        kept = sealing.seal(charter, now=NOW)

    assert (said, len(locks)) == (["Le Phare", "Le Phare du Gier"], 1), "locked once, to compare"
    assert CharterDocument.objects.get() == kept
    assert Entry.objects.filter(code="charter.sealed").count() == 1


def test_a_platform_brings_its_own_key(charter, settings, tmp_path):
    own = tmp_path / "own.p12"
    own.write_bytes(keys.self_signed("sésame"))
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(own), "sésame"

    file = tmp_path / "charte.pdf"
    file.write_bytes(bytes(sealing.seal(charter, now=NOW).content))

    assert pyhanko_trusts(file, tmp_path)
    settings.SEAL_PASSPHRASE = "autre"
    with pytest.raises(sealing.NoSeal):
        keys.certificate()


def pyhanko_trusts(file: Path, folder: Path) -> bool:
    trusted = folder / "cachet.pem"
    trusted.write_bytes(keys.certificate_pem())
    command = [BIN / "pyhanko", "sign", "validate", "--trust", trusted, "--no-revocation-check", file]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return said.returncode == 0 and "UNTOUCHED" in said.stdout and "TRUSTED" in said.stdout


def fonts_not_embedded(pdf: pikepdf.Pdf) -> list[str]:
    fonts = [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    return [str(each.FontName) for each in fonts if "/FontFile2" not in each and "/FontFile3" not in each]


def test_a_charter_that_cannot_be_made_holds_back_none(charter, caplog):
    damaged = signed_charter()
    damaged.signatories.update(signed_at=datetime.max.replace(tzinfo=UTC))  # no clock of Paris shows it
    CharterAgreement.objects.filter(pk=damaged.pk).update(signed_on=charter.signed_on - timedelta(days=9))
    assert [each.pk for each in sealing.waiting()] == [damaged.pk, charter.pk]

    assert seal_waiting(now=NOW) == 1

    assert f"charter {damaged.pk} could not be made" in caplog.text
    assert list(sealing.waiting()) == [damaged]
