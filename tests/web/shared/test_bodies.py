"""What is too big for every page is refused before it is read: nobody fills the disk from outside."""

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from boussole.web.shared.bodies import LARGEST

pytestmark = pytest.mark.django_db
PLACES = ["/extranet/compte/connexion/", "/verifier/", "/nulle-part/"]


def post(path: str, size: int):
    """A form of this size, with a token to look for; its beginning is enough, the rest would follow."""
    return Client(enforce_csrf_checks=True).generic(
        "POST",
        path,
        data=b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nZZZ',
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size),
    )


@pytest.mark.parametrize("path", PLACES)
def test_it_is_refused_before_anything_is_written(path, monkeypatch):
    written = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", lambda *said: written.append(said))
    answer = post(path, LARGEST + 1)

    assert answer.status_code == 413
    assert written == []


def test_the_page_says_what_to_do():
    assert "un fichier pèse 5\u00a0Mo au plus" in post("/nulle-part/", LARGEST + 1).content.decode()


def test_a_size_that_is_no_number_is_no_fault_of_ours():
    assert Client().generic("POST", "/nulle-part/", b"", CONTENT_LENGTH="x").status_code == 404
