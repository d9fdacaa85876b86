"""Every closed address × every role × one's own objects and others' × GET and POST (guarantees.md T1, G4).

What opens is written in `access_matrix.txt`, address by address: a person reads the difference before it is committed.
`BOUSSOLE_WRITE_MATRIX=1 pytest tests/consistency/test_access_matrix.py` writes the file again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from boussole.accounts.models import User
from boussole.core import clock
from tests.consistency.everything import Place, addresses_of, ids_of_everything, in_paris, in_the_loire
from tests.consistency.test_routes import reviewed
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in

MATRIX = Path(__file__).with_name("access_matrix.txt")
ROLES = ("referent", "manager", "animator", "regional", "national", "observer", "former", "nobody")
CLOSED = [path for path, (_, access) in reviewed().items() if access in ("partners", "structure", "network")]
# The directory shows to its readers what belongs to others: that is what it is for.
READ_BY_PARTNERS = {path for path, (_, access) in reviewed().items() if access == "partners"}
# What the national team follows in every territory: it writes what is national, opens territories, gives mandates.
READ_BY_THE_COUNTRY = (
    "questionnaire",
    "template",
    "territory",
    "source_load",
    "spreadsheet",
    "charter",
    "invitation",
    "mandate",
)
# What belongs to no place: a theme is national, a file of the product is everybody's.
OF_NOBODY = ("theme", "")
NOT_THERE = (404, 405)
# What opens: shown, done or led elsewhere, refused with a reason, asked for a fresh factor.
OPENS = {200: "yes", 302: "yes", 400: "yes", 409: "yes", 410: "yes"}


def somebody(role: str, place: Place) -> User:
    """A person of the Loire with this role and no other."""
    yesterday = clock.now().date() - timedelta(days=1)
    match role:
        case "referent":
            return ReferentFactory(structure=place.structure).user
        case "manager":
            return place.user
        case "former":
            return ReferentFactory(structure=place.structure, ends_on=yesterday).user
        case "animator":
            return MandateFactory(territory=place.territory).user
        case "regional":
            return MandateFactory(role="REGIONAL", territory=None, region="84").user
        case "national":
            return MandateFactory(role="NATIONAL", territory=None).user
        case "observer":
            return MandateFactory(role="OBSERVER", territory=place.territory).user
    return UserFactory()


@pytest.fixture
def loire(db: None) -> Place:
    return in_the_loire()


def ask(client: Client, method: str, url: str) -> int:
    """The status of the answer; whatever it changed is taken back."""
    with transaction.atomic():
        before = transaction.savepoint()
        status: int = getattr(client, method)(url).status_code
        transaction.savepoint_rollback(before)
    return status


def ask_for(client: Client, method: str, url: str) -> str:
    """The whole answer, a file included, as text; whatever it changed is taken back."""
    with transaction.atomic():
        before = transaction.savepoint()
        answer = getattr(client, method)(url)
        text = b"".join(answer).decode(errors="replace")
        transaction.savepoint_rollback(before)
    return text


def opened_by(client: Client, place: Place) -> dict[str, str]:
    """For each closed address that opens: with which methods."""
    ids = ids_of_everything(place)
    found: dict[str, str] = {}
    for path in CLOSED:
        urls = [url for _, url in addresses_of(path, ids)] if "<" in path else [path]
        methods = [
            method.upper()
            for method in ("get", "post")
            if any(ask(client, method, url) in OPENS for url in urls)
        ]
        if methods:
            found[path] = "+".join(methods)
    return found


def written() -> dict[str, dict[str, str]]:
    """By address, what each role opens of its own."""
    found = {}
    for line in MATRIX.read_text().splitlines():
        if line and not line.startswith("#"):
            path, *cells = line.split()
            found[path] = dict(cell.split("=") for cell in cells)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_one_opens_one_s_own_as_the_matrix_says(loire, role):
    client = sign_in(Client(raise_request_exception=False), somebody(role, loire))

    opened = opened_by(client, loire)

    if os.environ.get("BOUSSOLE_WRITE_MATRIX"):
        _write(role, opened)
    assert opened == {path: cells[role] for path, cells in written().items() if role in cells}


@pytest.mark.parametrize("role", ROLES)
def test_what_belongs_to_others_does_not_exist(loire, role):
    """404 or 405, whatever the method, whoever asks: a 403 would say « it is there »."""
    client = sign_in(Client(raise_request_exception=False), somebody(role, loire))
    ids = ids_of_everything(in_paris())
    if role == "national":
        ids = {kind: values for kind, values in ids.items() if kind not in READ_BY_THE_COUNTRY}

    told = [(method, url, status) for method, url, status in _asked(client, ids) if status not in NOT_THERE]

    assert told == []


def _asked(client: Client, ids: dict[str, list[object]]) -> Iterator[tuple[str, str, int]]:
    for path in CLOSED:
        if "<" in path and path not in READ_BY_PARTNERS:
            for kind, url in addresses_of(path, ids):
                if kind in OF_NOBODY:
                    continue
                for method in ("get", "post"):  # HEAD is a GET whose body is dropped
                    yield method, url, ask(client, method, url)


def test_the_matrix_has_no_address_that_is_gone():
    assert set(written()) <= set(CLOSED)


def test_every_closed_address_opens_to_somebody():
    """Else the world of this test lacks the object that it names: its line would prove nothing."""
    assert sorted(set(CLOSED) - set(written())) == []


def _write(role: str, opened: dict[str, str]) -> None:
    """Put the column of this role in the file. One process at a time: run this file alone."""
    rows = written() if MATRIX.exists() else {}
    for path in CLOSED:
        cells = rows.setdefault(path, {})
        cells.pop(role, None)
        if path in opened:
            cells[role] = opened[path]
    width = max(map(len, CLOSED))
    head = (
        [line for line in MATRIX.read_text().splitlines() if line.startswith("#")] if MATRIX.exists() else []
    )
    lines = [
        f"{path:<{width}}  " + " ".join(f"{each}={cells[each]}" for each in ROLES if each in cells)
        for path, cells in sorted(rows.items())
        if cells and path in CLOSED
    ]
    MATRIX.write_text("\n".join([*head, *lines]) + "\n")
