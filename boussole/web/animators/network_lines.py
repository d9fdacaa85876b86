"""The tasks of the network as lines of a page: about whom, what is the matter, and the gestures that settle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boussole.reporting.network import Task, Urgency
from boussole.web.animators.network_gestures import CALLED, Gesture, gestures_of
from boussole.web.animators.network_words import QUOTED, label_of, words_of

SHOWN, FEW = (
    12,
    4,
)  # lines of a section that are read at once; the others unfold, when they are more than a few


@dataclass(frozen=True)
class Line:
    """One task."""

    name: str
    url: str  # the page of the structure; empty for somebody who is not of one yet
    label: str  # of its kind, in one or two words
    words: str
    said: str  # word for word, by somebody
    gestures: list[Gesture]
    phone: str
    tone: str


@dataclass(frozen=True)
class Section:
    """The tasks that may wait as long."""

    anchor: str
    title: str
    icon: str
    lines: list[Line]

    @property
    def first(self) -> list[Line]:
        return self.lines[: -len(self.others) or None]

    @property
    def others(self) -> list[Line]:
        return self.lines[SHOWN:] if len(self.lines) > SHOWN + FEW else []


_TITLES = {
    Urgency.NOW: ("maintenant", "À faire d’abord", "warning"),
    Urgency.SOON: ("bientot", "Bientôt", "clock"),
    Urgency.LATER: ("ensuite", "Quand vous pourrez", "calendar"),
}
_TONES = {Urgency.NOW: "error", Urgency.SOON: "warning", Urgency.LATER: "neutral"}


def sections(tasks: list[tuple[Urgency, Task]], day: date) -> list[Section]:
    """The three groups, empty ones left out; each keeps the order of its tasks."""
    found = []
    for urgency, (anchor, title, icon) in _TITLES.items():
        if lines := [line_of(task, urgency, day) for each, task in tasks if each == urgency]:
            found.append(Section(anchor, title, icon, lines))
    return found


def line_of(task: Task, urgency: Urgency, day: date) -> Line:
    return Line(
        task.name,
        url=reverse("animators:structure", args=[task.structure]) if task.structure else "",
        label=label_of(task),
        words=words_of(task, day),
        said=task.said if task.kind in QUOTED else "",
        gestures=gestures_of(task, day),
        phone=task.phone if task.kind in CALLED else "",
        tone=_TONES[urgency],
    )
