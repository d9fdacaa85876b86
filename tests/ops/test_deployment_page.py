"""docs/how-to/deploy.md tells the truth: its variables, commands and routes exist."""

import re

import pytest
from django.core.management import get_commands
from django.urls import resolve

from tests.ops.running import ROOT

PAGE = (ROOT / "docs" / "how-to" / "deploy.md").read_text()
# Read by the wiring, and no business of who deploys.
INNER = {"DJANGO_SETTINGS_MODULE"}


def test_the_table_lists_the_variables_that_the_settings_read_and_no_other() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[|\.setdefault\()\"([A-Z_]+)\"", sources)) - INNER
    rows = re.findall(r"^\| (`[A-Z].*?) \|", PAGE, flags=re.M)
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == read


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:^|`|bin/)boussole ([a-z_]+)", PAGE, re.M))))
def test_each_command_of_the_page_exists(command: str) -> None:
    assert command in get_commands()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`GET (/[a-z]+/)`", PAGE))))
def test_each_probe_of_the_page_answers(path: str, client) -> None:
    assert resolve(path)


def test_each_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert set(re.findall(r"`?make ([a-z]+)", PAGE)) <= targets
