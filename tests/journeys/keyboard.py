"""Somebody who has a keyboard and nothing else. Wherever the focus goes, it must be seen."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.reading import beginning

FARTHEST = 90  # presses of Tab; beyond, the page cannot be used this way
PATIENCE = 200  # looks, a twentieth of a second apart: a busy machine scrolls slowly

# The focused element: its name, the group it is in, and how it shows. A drawn box or round shows through its label.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const labels = Array.from(element.labels || []);
  const legend = element.closest("fieldset")?.querySelector("legend");
  const clean = (text) => (text || "").replace(/\\s+/g, " ").trim();
  const shows = (style) => style.boxShadow !== "none"
    || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  const isSeen = (each) => [null, "::before", "::after"].some((part) => shows(getComputedStyle(each, part)));
  const isInWindow = (each) => {
    const place = each.getBoundingClientRect();
    return place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
  };
  return {
    name: clean(element.getAttribute("aria-label") || labels[0]?.innerText || element.innerText || element.value),
    group: clean(legend?.innerText),
    is_seen: [element, ...labels].some(isSeen),
    is_in_window: [element, ...labels].some(isInWindow),
  };
}"""


@dataclass
class Keyboard:
    """Tab, arrows, Space, Enter."""

    page: Page

    def press(self, key: str) -> None:
        """Any key; the focus must be visible after it."""
        self.page.keyboard.press(key)
        self._look()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def reach(self, name: str, *, within: str = "") -> None:
        """Press Tab until the focus is on what begins with these words, in this group of answers."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            focused = self._look()
            if focused and beginning(name).match(focused["name"]) and within in focused["group"]:
                return
        raise AssertionError(f"Tab never reaches « {name} » on {self.page.url}.")

    def go(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def choose(self, answer: str, *, within: str) -> None:
        """One answer among several that exclude each other: Tab to the group, then arrows."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            focused = self._look()
            if focused and within in focused["group"]:
                break
        for _ in range(20):
            if beginning(answer).match((self._look() or {"name": ""})["name"]):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow leads to « {answer} ».")

    def _look(self) -> dict[str, str] | None:
        """What has the focus; it must be seen, once the page has finished scrolling to it."""
        for _ in range(PATIENCE):
            focused = self.page.evaluate(FOCUSED)
            if focused is None or (focused["is_seen"] and focused["is_in_window"]):
                return focused
            self.page.wait_for_timeout(50)
        raise AssertionError(f"The focus cannot be seen on « {focused['name']} », {self.page.url}.")
