"""Who wrote the page of a structure: the latest changes, and the sections last written by the animation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from boussole.partners.models import PageChange, Structure
from boussole.partners.page_words import theme_names, told
from boussole.web.shared.structures.forms import IdentityForm, ReachForm

MOST = 8
PARTS_OF = {
    "presentation": {*IdentityForm.parts, "themes"},
    "venir": set(ReachForm.parts),
    "zone": {"areas"},
}


@dataclass(frozen=True, slots=True)
class Written:
    """One change: how each part is called, what it said, what it says since."""

    change: PageChange
    lines: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class History:
    """What a page shows of its writing."""

    latest: list[Written]
    by_animation: dict[str, PageChange]  # by section


def history_of(structure: Structure) -> History:
    """Its own changes and those of its other places, the latest first. Two queries."""
    theirs = PageChange.objects.filter(Q(structure=structure) | Q(structure__parent=structure))
    wanted = Q(pk__in=theirs.latest_first().values("pk")[:MOST])
    for parts in PARTS_OF.values():  # however old, and however much its other places write
        own = PageChange.objects.filter(structure=structure, after__has_any_keys=sorted(parts))
        wanted |= Q(pk__in=own.latest_first().values("pk")[:1])
    changes = list(PageChange.objects.filter(wanted).select_related("structure").latest_first())
    names = theme_names() if changes else {}
    latest = [Written(change, list(told(change, names))) for change in changes[:MOST]]
    return History(latest, _by_animation(each for each in changes if each.structure_id == structure.pk))


def _by_animation(changes: Iterable[PageChange]) -> dict[str, PageChange]:
    """The sections that the animation was the last to write: the structure has not touched them since."""
    last: dict[str, PageChange] = {}
    for change in changes:
        for section, parts in PARTS_OF.items():
            if change.parts & parts:
                last.setdefault(section, change)
    return {section: change for section, change in last.items() if change.by_animation}
