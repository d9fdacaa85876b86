"""The pages of docs/reference/ that are written by the code itself, so that they cannot lie.

A module adds one by decorating, in its `reference.py`, a function that returns Markdown.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

Page = Callable[[], str]
NOTICE = "<!-- Written by `boussole docs`. Change the code, not this page. -->\n"

_pages: dict[str, Page] = {}


def page(name: str) -> Callable[[Page], Page]:
    """Decorates the function that writes docs/reference/<name>.

    :raises ValueError: when two functions write the same page
    """

    def register(write: Page) -> Page:
        if _pages.setdefault(name, write) is not write:
            raise ValueError(f"Two functions write {name}.")
        return write

    return register


def written() -> dict[Path, str]:
    """Every page as the code wants it, by its path."""
    autodiscover_modules("reference")
    folder = Path(settings.BASE_DIR) / "docs" / "reference"
    return {folder / name: f"{NOTICE}\n{write().strip()}\n" for name, write in sorted(_pages.items())}


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
