"""The README tells the truth: its links, pictures and commands exist, and its example answers."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
LINKS = sorted(set(re.findall(r"\]\(([^)#]+)\)", README)))
PICTURES = [link for link in LINKS if link.startswith("docs/images/")]
HEAVIEST = 150_000  # bytes: a README is read on a train


@pytest.mark.parametrize("link", LINKS)
def test_each_link_leads_somewhere(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize("picture", PICTURES)
def test_each_picture_is_light(picture):
    assert (ROOT / picture).stat().st_size < HEAVIEST


def test_no_picture_is_left_over():
    drawn = {f"docs/images/{path.name}" for path in (ROOT / "docs" / "images").iterdir()}
    assert drawn == set(PICTURES)


def test_each_target_of_make_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, flags=re.MULTILINE)) <= targets


def test_each_command_exists():
    assert set(re.findall(r"bin/boussole ([a-z_]+)", README)) <= set(get_commands())


@pytest.mark.processes
def test_the_example_of_the_engine_answers():
    [example] = re.findall(r"^echo .*?--situation -$", README, flags=re.MULTILINE | re.DOTALL)

    answer = subprocess.run(["sh", "-c", example], cwd=ROOT, capture_output=True, text=True, check=True)

    offers = json.loads(answer.stdout)["offers"]
    assert {"offer", "structure", "category", "reasons"} <= set(offers[0])
