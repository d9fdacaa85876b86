"""A page in one state, and what is pressed to bring it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Gesture = Callable[[Page], None]


@dataclass(frozen=True)
class Shown:
    """One page in one state. `path` may hold the name of an address of the world: « {request late} »."""

    name: str
    path: str
    as_: str = ""  # a visit of the world for a young person, a user of it for a professional
    then: Gesture | None = None
    status: int = 200
    says: str = ""  # what tells this state from the others at the same address
    route: str = ""  # of the page that is shown in the end, when the address or `then` leads to another one

    @property
    def side(self) -> str:
        return self.name.partition("/")[0]


# --- Gestures that several pages need ---------------------------------------------------------------
def press(name: str, *, within: str = "main, .sticky-bar") -> Gesture:
    """Press a button and wait for the page it leads to."""

    def gesture(page: Page) -> None:
        with page.expect_navigation():
            page.locator(within).get_by_role("button", name=name).first.click()

    return gesture


def unfold(page: Page) -> None:
    """Open every part that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true })")
