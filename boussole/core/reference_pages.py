"""The pages of docs/reference/ that are written by the code itself, so that they cannot lie.

A module adds one by decorating, in its `reference.py`, a function that returns Markdown.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

Page = Callable[[], str]
Folder = Callable[[], dict[str, str]]
NOTICE = "<!-- Written by `boussole docs`. Change the code, not this page. -->\n"

_pages: dict[str, Page] = {}
_folders: dict[str, Folder] = {}


def page(name: str) -> Callable[[Page], Page]:
    """Decorates the function that writes docs/reference/<name>.

    :raises ValueError: when two functions write the same page
    """

    def register(write: Page) -> Page:
        if _pages.setdefault(name, write) is not write:
            raise ValueError(f"Two functions write {name}.")
        return write

    return register


def folder(name: str) -> Callable[[Folder], Folder]:
    """Decorates the function that returns every page of docs/reference/<name>/, by the name of its file.

    :raises ValueError: when two functions write the same folder
    """

    def register(write: Folder) -> Folder:
        if _folders.setdefault(name, write) is not write:
            raise ValueError(f"Two functions write {name}.")
        return write

    return register


def written() -> dict[Path, str]:
    """Every page as the code wants it, by its path."""
    autodiscover_modules("reference")
    root = _root()
    texts = {root / name: write() for name, write in _pages.items()}
    for name, write_all in _folders.items():
        texts |= {root / name / file: text for file, text in write_all().items()}
    return {path: f"{NOTICE}\n{text.strip()}\n" for path, text in sorted(texts.items())}


def orphans() -> list[Path]:
    """The pages of our folders that the code no longer writes."""
    wanted = written()
    found = (path for name in _folders for path in (_root() / name).glob("*.md"))
    return sorted(path for path in found if path not in wanted)


def _root() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "reference"


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
