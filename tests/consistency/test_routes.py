"""Every address of the site is listed with who may open it; one that nobody reviewed fails (guarantees.md T1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

LIST = Path(__file__).with_name("routes.txt")
ACCESSES = ("public", "signed-in", "partners", "structure", "network")


def addresses(resolver: URLResolver, prefix: str = "", names: str = "") -> Iterator[tuple[str, str, object]]:
    """Every pattern of the project, with its full name and its view."""
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from addresses(pattern, path, space)
        elif isinstance(pattern, URLPattern):
            yield "/" + path.replace("/^", "/").rstrip("$"), f"{names}{pattern.name}", pattern.callback


def real() -> dict[str, tuple[str, object]]:
    """The addresses of the product; the demo's and the gallery's exist on nobody's real site."""
    found = {path: (name, view) for path, name, view in addresses(get_resolver())}
    return {path: rest for path, rest in found.items() if not path.startswith(("/demo/", "/design/"))}


def reviewed() -> dict[str, tuple[str, str]]:
    """What the list says: path, name, access."""
    lines = [line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    return {path: (name, access) for path, name, access in lines}


def test_every_address_is_in_the_reviewed_list():
    assert {path: name for path, (name, _) in real().items()} == {
        path: name for path, (name, _) in reviewed().items()
    }, f"Write in {LIST.name} who may open each new address, and take the gone ones out."


def test_the_list_knows_five_kinds_of_access():
    assert {access for _, access in reviewed().values()} <= set(ACCESSES)


@pytest.mark.parametrize(("path", "access"), [(path, access) for path, (_, access) in reviewed().items()])
def test_a_view_is_open_to_strangers_only_if_the_list_says_so(path, access):
    name, view = real().get(path, ("", None))
    assert view is not None, f"{path} no longer exists"

    assert getattr(view, "login_required", True) is (access != "public"), name


def filled(path: str) -> str:
    """An address of that shape, for an object that does not exist."""
    path = re.sub(r"<uuid:\w+>", str(uuid4()), path)
    path = re.sub(r"<int:\w+>", "999999", path)
    path = re.sub(r"<(?:str|slug|path):\w+>|<\w+>", "nulle-part", path)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "abc123", path)


CLOSED = [(path, access) for path, (_, access) in reviewed().items() if access != "public"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path, _ in CLOSED])
def test_a_stranger_is_led_to_the_door(path):
    for method in ("get", "post"):
        answer = getattr(Client(raise_request_exception=False), method)(filled(path))
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/extranet/compte/connexion/"), path
