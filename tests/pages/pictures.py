"""`make shots`: every page of the catalogue as people see it, to be looked at; and the pictures of the README.

Not collected with the tests: it judges nothing, except that a picture of the README stays light.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.catalogue import PAGES, Shown
from tests.pages.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ROOT = Path(__file__).resolve().parents[2]
SHOTS, IMAGES = ROOT / ".shots", ROOT / "docs" / "images"
SIZES = ((360, 740), (768, 1024), (1280, 800))
COLOURS = ("light", "dark")
HEAVIEST = 150_000  # bytes, for a picture of the README

README = {
    "results-on-a-phone.png": ("public/results", (360, 780)),
    "follow-up-on-a-phone.png": ("public/follow-up-told", (360, 780)),
    "desk.png": ("extranet/home", (1280, 820)),
    "request.png": ("extranet/request-contacted", (1280, 820)),
}


@pytest.fixture(scope="module", autouse=True)
def album() -> Iterator[None]:
    """A page to leaf through everything that was drawn, today or before."""
    yield
    drawn = [page.name for page in PAGES if (SHOTS / _file(page.name, SIZES[0], COLOURS[0])).exists()]
    rows = "".join(f'<h2>{name}</h2><p class="row">{_pictures(name)}</p>' for name in drawn)
    style = "body{font-family:sans-serif}.row{display:flex;gap:1rem;align-items:start;overflow:auto}img{height:60vh}"
    SHOTS.mkdir(exist_ok=True)
    (SHOTS / "index.html").write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{rows}")


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_draw(stage: Stage, shown: Shown):
    """Six pictures of one page: three widths, light and dark."""
    window = stage.show(shown)
    for size in SIZES:
        for colours in COLOURS:
            stage.look(size, colours)
            window.screenshot(path=SHOTS / _file(shown.name, size, colours), full_page=True)


@pytest.mark.parametrize("file", README)
def test_draw_for_the_readme(stage: Stage, file: str):
    name, size = README[file]
    window = stage.show(next(page for page in PAGES if page.name == name), size=size)
    window.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = false })")
    window.screenshot(path=IMAGES / file)

    assert (IMAGES / file).stat().st_size < HEAVIEST


def _file(name: str, size: tuple[int, int], colours: str) -> str:
    return f"{name}-{size[0]}-{colours}.png"


def _pictures(name: str) -> str:
    return "".join(
        f'<img loading="lazy" alt="" src="{_file(name, size, colours)}">'
        for size in SIZES
        for colours in COLOURS
    )
