"""Pages for when things go wrong: they show by themselves and say what to do."""

import pytest
from django.template.loader import render_to_string

from tests.typography import problems_in_html

PAGES = {
    "400.html": "Nous n’avons pas compris cette demande",
    "403.html": "Cette page n’est pas ouverte avec ce compte",
    "404.html": "Cette page n’existe pas, ou plus",
    "500.html": "Un problème est arrivé de notre côté",
    "shared/errors/csrf.html": "Cette page est restée ouverte trop longtemps",
    "shared/errors/too_big.html": "Ce fichier est trop lourd",
}


@pytest.mark.parametrize(("template", "title"), PAGES.items())
def test_an_error_page_needs_no_context_and_speaks_french(template, title):
    html = render_to_string(template)

    assert f"<h1>{title}</h1>" in html
    assert 'content="noindex"' in html
    assert problems_in_html(html) == []


def test_the_page_of_the_worst_day_asks_nothing_of_the_file_manifest(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    assert 'href="/static/design/built/public.css"' in render_to_string("500.html")


def test_an_unknown_address_shows_the_page_of_lost_people(client, db):
    answer = client.get("/nulle-part/")

    assert answer.status_code == 404
    assert PAGES["404.html"] in answer.content.decode()
