"""What the Content-Security-Policy would refuse is refused here first; every template reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[2] / "boussole"
# Those of the demo are read by its own tests: its application is installed nowhere else.
TEMPLATES = sorted(
    file for file in PACKAGE.glob("**/templates/**/*.html") if "demo" not in file.relative_to(PACKAGE).parts
)
TEMPLATE_LANGUAGE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}


def name(file):
    return file.as_posix().split("/templates/", 1)[1]


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_a_template_reads_and_holds_nothing_that_the_browser_would_refuse(file):
    get_template(name(file))
    markup = TEMPLATE_LANGUAGE.sub("", file.read_text())
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(markup)] == []


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ('<p style="color: red">', "inline style"),
        ('<button onclick="go()">', "inline handler"),
        ("<script>go()</script>", "inline script"),
    ],
)
def test_a_forbidden_thing_would_be_seen(markup, what):
    assert FORBIDDEN[what].search(markup)


BLOCK_TAG = re.compile(r"{%\s*(end)?block\b[^%]*%}")
NAMES_AN_ADDRESS = re.compile(r"{%\s*url\b[^%]*\bas (\w+)\s*%}")
TWO_BLOCKS = (
    '{% extends "a" %}{% block b %}{% url "x" as y %}{% endblock %}{% block c %}{{ y }}{% endblock %}'
)


def outer_blocks(markup: str) -> Iterator[str]:
    """The blocks that a template gives to the one it extends, those inside them included."""
    depth = start = 0
    for tag in BLOCK_TAG.finditer(markup):
        start = start if depth else tag.start()
        depth += -1 if tag[1] else 1
        if not depth:
            yield markup[start : tag.end()]


def used_elsewhere(markup: str) -> set[str]:
    """The addresses that one block names and another one uses, where they are empty."""
    blocks = list(outer_blocks(markup)) if "{% extends" in markup else []
    named = {block: set(NAMES_AN_ADDRESS.findall(block)) for block in blocks}
    everywhere = set().union(*named.values())
    return {
        address
        for block in blocks
        for address in everywhere - named[block]
        if re.search(rf"\b{address}\b", block)
    }


def test_an_address_named_in_one_block_is_used_in_no_other():
    """A block forgets its variables: the link would lead to the page where one is, without a word."""
    assert used_elsewhere(TWO_BLOCKS) == {"y"}
    assert {name(file): found for file in TEMPLATES if (found := used_elsewhere(file.read_text()))} == {}
