"""The gallery shows every component, is accessible and fits every window."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from boussole.design.pictograms import PICTOGRAMS
from boussole.design.templatetags.design import register
from tests.browser import accessibility_findings, sideways_scroll
from tests.typography import problems_in_html

PAGES = ["components", "journey", "text"]
GALLERY = Path(__file__).resolve().parents[2] / "boussole/web/shared/templates/shared/gallery"
SOURCES = "".join(file.read_text() for file in GALLERY.glob("*.html"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_gallery_is_shown(client, name):
    html = client.get(reverse(f"gallery:{name}")).content.decode()

    assert problems_in_html(html) == []


@pytest.mark.parametrize("tag", sorted(register.tags))
def test_every_tag_is_in_the_gallery(tag):
    assert re.search(rf"{{% {tag}[ %]", SOURCES), f"Show {{% {tag} %}} in the gallery."


@pytest.mark.parametrize("name", sorted(register.filters))
def test_every_filter_is_in_the_gallery(name):
    assert f"|{name}" in SOURCES, f"Show |{name} in the gallery."


def test_every_pictogram_is_in_the_gallery(client):
    html = client.get(reverse("gallery:components")).content.decode()

    assert [name for name in PICTOGRAMS if f"<span>{name}</span>" not in html] == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_gallery(page, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse(f"gallery:{name}"))

    assert accessibility_findings(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(page, name):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(reverse(f"gallery:{name}"))

    assert sideways_scroll(page) == 0


@pytest.mark.browser
def test_everything_that_is_pressed_is_big_enough_for_a_thumb(page):
    """44 px, but for links inside a sentence and the small buttons of dense lists, which keep 24 px apart."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(reverse("gallery:components"))

    too_small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, select, input, .fr-btn, .answer__label, .tile)")]
            .filter(element => element.getBoundingClientRect().height > 0)
            .filter(element => !element.matches(".fr-btn--sm, .answer__input, [type=checkbox], [type=radio]"))
            .filter(element => element.getBoundingClientRect().height < 44)
            .map(element => element.outerHTML.slice(0, 120))"""
    )

    assert too_small == []
