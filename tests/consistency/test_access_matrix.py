"""Every closed address × every role × one's own objects and others' × GET and POST (guarantees.md T1, G4).

What opens is written in `access_matrix.txt`, address by address: a person reads the difference before it is committed.
`BOUSSOLE_WRITE_MATRIX=1 pytest tests/consistency/test_access_matrix.py` writes the file again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests.actions import MOST_FILES
from boussole.contact_requests.actions.reading import OPENED
from boussole.contact_requests.models import ContactRequest
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


SPACES = re.compile(r"[\s\u00a0\u202f]+")
# Where those who answer read how to reach a young person. A page is added here once the quota holds it (G19).
FILE = "/extranet/demandes/<uuid:public_id>/"
GIVE_COORDINATES = {
    "referent": {
        FILE,
        *(f"{FILE}{each}/" for each in ("appel", "attribution", "cloture", "note", "reouverture")),
    }
}
GIVE_COORDINATES["manager"] = GIVE_COORDINATES["referent"] | {
    "/extranet/desaccords/",
    "/extranet/desaccords/<uuid:public_id>/",
}


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


@pytest.fixture(autouse=True)
def _a_page_that_is_not_there_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of times the same: only its status is looked at here."""
    monkeypatch.setattr("config.urls.handler404", lambda request, exception: HttpResponse(status=404))


@pytest.fixture
def loire(db: None) -> Place:
    return in_the_loire()


def answered(client: Client, method: str, url: str) -> tuple[int, str]:
    """The status and the whole answer, a file included, as text; whatever it changed is taken back."""
    with transaction.atomic():
        before = transaction.savepoint()
        answer = getattr(client, method)(url)
        text = b"".join(answer).decode(errors="replace")
        transaction.savepoint_rollback(before)
    return answer.status_code, text


def ask(client: Client, method: str, url: str) -> int:
    return answered(client, method, url)[0]


def ask_for(client: Client, method: str, url: str) -> str:
    return answered(client, method, url)[1]


def opened_by(client: Client, ids: dict[str, list[object]]) -> tuple[dict[str, str], set[str]]:
    """For each closed address that opens: with which methods. And those that say how to reach a young person."""
    found: dict[str, str] = {}
    giving = set()
    for path in CLOSED:
        methods = []
        for method in ("get", "post"):
            answers = [answered(client, method, url) for url in urls_of(path, ids)]
            if any(status in OPENS for status, _ in answers):
                methods.append(method.upper())
            if any(gives_coordinates(text) for _, text in answers):
                giving.add(path)
        if methods:
            found[path] = "+".join(methods)
    return found, giving


def urls_of(path: str, ids: dict[str, list[object]]) -> list[str]:
    return [url for _, url in addresses_of(path, ids)] if "<" in path else [path]


def gives_coordinates(text: str) -> bool:
    """Whether one of the young people of the world can be reached with what is said here."""
    said = SPACES.sub("", text)
    return any(canary in said for canary in ("639980001", "639980002", "lina@example"))


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

    opened, giving = opened_by(client, ids_of_everything(loire))

    if os.environ.get("BOUSSOLE_WRITE_MATRIX"):
        _write(role, opened)
    assert giving == GIVE_COORDINATES.get(role, set())
    assert opened == {path: cells[role] for path, cells in written().items() if role in cells}


def test_after_thirty_files_in_an_hour_no_page_gives_coordinates(loire):
    """The desk of the day, which is everybody's, included: their lists lead to the page, which asks for a factor."""
    client, ids = sign_in(Client(), loire.user), ids_of_everything(loire)
    pages = {"/extranet/", *GIVE_COORDINATES["manager"]}

    assert _giving(client, ids, pages) == pages
    for number in range(MOST_FILES):
        trail.record(OPENED, by=loire.user, on=ContactRequest(pk=number + 1_000_000), at=clock.now())
    assert _giving(client, ids, pages) == set()


def _giving(client: Client, ids: dict[str, list[object]], pages: set[str]) -> set[str]:
    """Those of these pages that say how to reach a young person."""
    return {
        path
        for path in pages
        for url in urls_of(path, ids)
        for method in ("get", "post")
        if gives_coordinates(answered(client, method, url)[1])
    }


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


def test_a_manager_opens_all_that_a_referent_does():
    """What holds for the one holds for the other: canaries are looked for with a manager."""
    both = [cells for cells in written().values() if "referent" in cells]
    assert [cells for cells in both if cells.get("manager") != cells["referent"]] == []


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
