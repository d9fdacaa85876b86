"""« Vérifier une charte »: whoever holds a copy drops it, reads what it is worth, and leaves nothing behind."""

import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boussole.partners.models import CharterDocument
from boussole.partners.sealing import MOST_BYTES
from boussole.privacy.models import Hits
from boussole.web.public.views import verifying
from tests.factories import NOW
from tests.factories.charters import signed_charter

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4 une charte sur papier"


@pytest.fixture
def charter():
    made = signed_charter()
    CharterDocument.objects.create(
        agreement=made,
        kind=CharterDocument.Kind.SCAN,
        media_type="application/pdf",
        content=SCAN,
        sha256=hashlib.sha256(SCAN).hexdigest(),
        made_at=NOW,
    )
    return made


def dropped(content: bytes, client: Client | None = None):
    """As a browser without any session sends it, from a page that asked for no token."""
    file = SimpleUploadedFile("charte.pdf", content)
    return (client or Client(enforce_csrf_checks=True)).post("/verifier/", {"file": file})


def test_a_copy_of_what_was_signed_is_authentic_and_names_nobody(charter):
    page = dropped(SCAN).content.decode()

    assert "<h1>Ce document est authentique" in page
    for public in ("Le Phare", charter.territory.name, str(charter.public_id).upper()):
        assert public in page
    assert ("signée à la main" in page, "PAdES" in page) == (True, False)  # paper bears no seal
    for each in charter.signatories.all():
        assert each.name not in page
        assert each.email not in page


def test_another_file_is_unknown(charter):
    page = dropped(SCAN + b" ").content.decode()

    assert "<h1>Ce document n’est pas de la Boussole" in page
    assert "Le Phare" not in page
    assert hashlib.sha256(SCAN + b" ").hexdigest() in page


def test_a_file_that_says_it_comes_from_us_was_changed(db):
    page = dropped(b"<xmp:CreatorTool>La Boussole des jeunes</xmp:CreatorTool>").content.decode()

    assert "<h1>Ce document a été modifié" in page
    assert "PAdES" not in page
    assert "PAdES" in Client().get("/verifier/").content.decode()


def test_nothing_of_the_file_is_kept(tmp_path, monkeypatch, settings):
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(os, "unlink", lambda path: pytest.fail(f"{path} was written"))

    answer = dropped(b"x" * (MOST_BYTES - 100))

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert list(Path(tmp_path).iterdir()) == []
    assert answer.cookies == {}


def test_what_is_too_big_is_refused_before_it_is_read(db):
    answer = dropped(b"x" * (MOST_BYTES + 20_000))

    assert answer.status_code == 413
    assert "Ce fichier dépasse 5 Mo" in answer.content.decode()


def test_without_a_file_the_page_says_what_to_do(db):
    assert "Choisissez un fichier." in Client().post("/verifier/").content.decode()


def test_a_robot_is_slowed(db, monkeypatch):
    monkeypatch.setattr(verifying, "FILES", 3)
    statuses = [dropped(b"x").status_code for _ in range(4)]

    assert statuses == [200] * 3 + [429]
    assert "réessayez dans une heure" in dropped(b"x").content.decode()
    assert Hits.objects.filter(scope="charter.verify").count() == 1


def test_the_certificate_is_there_for_other_tools(db):
    answer = Client().get("/verifier/cachet.pem")

    assert answer.content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in answer.content


def test_a_platform_without_a_key_still_verifies(charter, settings):
    settings.LOCAL = False

    assert Client().get("/verifier/cachet.pem").status_code == 404
    page = dropped(SCAN).content.decode()
    assert "<h1>Ce document est authentique" in page
    assert "cachet.pem" not in page
