"""What a journey costs the person who makes it: every click, every field, every page read, turned into minutes.

The convention is generous to the clock and hard on us: somebody who does it for the first time reads each page for
20 seconds, needs 15 seconds for a field (find what to type, type it, look at it) and 5 for a click. A command typed
by the operator counts for a minute. Waiting for a mail is nobody's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.professional import Professional
from tests.journeys.reading import beginning

SECONDS = {"commands": 60, "clicks": 5, "fields": 15, "pages": 20}


@dataclass
class Effort:
    """Counts, by kind, for one person or for all."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SECONDS, 0))

    def add(self, kind: str, times: int = 1) -> None:
        self.counts[kind] += times

    @property
    def minutes(self) -> float:
        return sum(SECONDS[kind] * times for kind, times in self.counts.items()) / 60

    def __str__(self) -> str:
        told = ", ".join(f"{times} {kind}" for kind, times in self.counts.items() if times)
        return f"{told}: {self.minutes:.1f} minutes"

    @classmethod
    def of(cls, *efforts: Effort) -> Effort:
        return cls({kind: sum(each.counts[kind] for each in efforts) for kind in SECONDS})


class Worker(Professional):
    """A professional whose every gesture is counted. A page is counted when a gesture leads to it."""

    effort: Effort

    def begins(self) -> Worker:
        self.effort = Effort()
        return self

    def press(self, name: str) -> None:
        super().press(name)
        self.effort.add("clicks")
        self.effort.add("pages")

    def goes_to(self, name: str) -> None:
        """By the menu."""
        with self.page.expect_navigation():
            self.page.locator("nav").get_by_role("link", name=name, exact=True).first.click()
        self.effort.add("clicks")
        self.effort.add("pages")

    def types(self, **by_label: str) -> None:
        """`types(**{"Prénom": "Claire"})`."""
        for label, text in by_label.items():
            self.page.get_by_label(beginning(label)).first.fill(text)
            self.effort.add("fields")

    def selects(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)
        self.effort.add("fields")

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self.page.locator("main label").filter(has_text=label).first.click()
            self.effort.add("clicks")

    def gives(self, label: str, file: Path) -> None:
        """Choose a file: find it on one's own disk counts as a field."""
        self.page.get_by_label(label).set_input_files(file)
        self.effort.add("fields")

    def opens_an_account(self, invitation: str) -> None:
        super().opens_an_account(invitation)  # a password, a code from the phone
        self.effort.add("pages")  # the page behind the link
        self.effort.add("clicks")  # the link of the mail
        self.effort.add("fields", 2)
