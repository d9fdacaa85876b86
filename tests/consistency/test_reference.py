"""The pages that the code writes are the ones in the repository."""

import pytest

from boussole.core import reference_pages

PAGES = reference_pages.written()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_reference_page_says_what_the_code_does(path):
    assert path.exists(), "Run `boussole docs`."
    assert path.read_text() == PAGES[path], "Run `boussole docs`."


def test_no_page_outlives_what_it_told():
    assert reference_pages.orphans() == [], "Run `boussole docs`."
