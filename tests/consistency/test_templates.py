"""What the Content-Security-Policy would refuse is refused here first; every template reads."""

import re
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
