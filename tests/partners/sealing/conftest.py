"""A sealed charter, made once for all these tests: two seconds."""

from datetime import timedelta
from pathlib import Path

import pytest

from boussole.partners.sealing import typesetting
from boussole.partners.sealing.evidence import Parties, Signature, exactly
from boussole.partners.sealing.stamping import stamped
from boussole.partners.sealing.typesetting import NoTypesetter, Printed, typeset
from tests.factories import NOW
from tests.factories.charters import PEOPLE, TITLE, WORDS

NUMBER = "3F2A91BC-0000-4000-8000-1234567890AB"
WORDS_HASH = "ab" * 32


@pytest.fixture(scope="session")
def drawn() -> bytes:
    """The document before its seal."""
    made = Printed(
        number=NUMBER,
        title=TITLE,
        words=WORDS,
        words_hash=WORDS_HASH,
        parties=Parties("Le Phare", "PEP 42", "Loire"),
        signatures=[signature(role, name, function) for role, (name, function) in PEOPLE.items()],
        made=NOW,
        verify_url="http://testserver/verifier/",
    )
    return typeset(made)


@pytest.fixture(scope="session")
def sealed(drawn: bytes) -> bytes:
    """The bytes of the document."""
    return stamped(drawn)


@pytest.fixture
def file(sealed: bytes, tmp_path: Path) -> Path:
    """The same on a disk, for programs that we did not write."""
    path = tmp_path / "charte.pdf"
    path.write_bytes(sealed)
    return path


@pytest.fixture(scope="session", autouse=True)
def _pango():
    try:
        typesetting._weasyprint()
    except NoTypesetter as missing:
        pytest.skip(str(missing))


def signature(role, name: str, function: str) -> Signature:
    at = NOW + timedelta(minutes=2)
    return Signature(
        role=role.label,
        name=name,
        function=function,
        email=f"{role.lower()}@example.org",
        signed=exactly(at, "Europe/Paris"),
        proved=exactly(NOW, "Europe/Paris"),
        proof="Lien personnel et code reçus dans sa boîte e-mail",
        gesture="J’ai lu la charte en entier, et je la signe.",
        words_hash=WORDS_HASH,
    )
