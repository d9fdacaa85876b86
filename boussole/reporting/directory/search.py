"""Finding a partner: by name, theme, network, or how far it is. Results name; coordinates are on the card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FloatField, Q, QuerySet, Value

from boussole.accounts.joining import mandate_in_words
from boussole.accounts.models import Mandate
from boussole.core.typography import alphabetical
from boussole.offers.queries import themes_worked_on, works_on
from boussole.partners.directory.listed import (
    animation_in_directory,
    people_in_directory,
    structures_in_directory,
)
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.reporting.directory.nearby import communes_within
from boussole.reporting.directory.words import likeness, plain, says
from boussole.territories.geography import Commune, commune_name
from boussole.territories.zones import Zone

MOST = 30  # structures, and people, of one search: beyond, the words must say more
MOST_SORTED = 2_000  # candidates sorted by distance: a circle around Paris holds some hundreds


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for."""

    words: str = ""
    theme: Theme | None = None
    network: str = ""
    centre: Commune | None = None
    km: int = 25

    @property
    def says_something(self) -> bool:
        return bool(self.words or self.theme or self.network or self.centre)

    @property
    def circle(self) -> dict[str, float]:
        """The communes within reach, and how far each is; empty when the place does not matter."""
        return communes_within(self.centre.code, self.km) if self.centre else {}


@dataclass(frozen=True, slots=True)
class FoundStructure:
    """One line of the results."""

    structure: Structure
    commune: str
    km: int | None
    themes: list[str]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody of a structure, or of the animation."""

    owner: Referent | Mandate
    name: str
    job: str
    where: str
    km: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best results, and whether there were more."""

    structures: list[FoundStructure]
    people: list[FoundPerson]
    has_more: bool


def search(wanted: Wanted, now: datetime) -> Found:
    """Structures and people that answer to everything that was asked. Seven queries at most, whatever the results."""
    structures = _structures(wanted, now)
    people = _people(wanted, now)
    return Found(structures[:MOST], people[:MOST], max(len(structures), len(people)) > MOST)


def _structures(wanted: Wanted, now: datetime) -> list[FoundStructure]:
    rows: QuerySet[Any] = structures_in_directory(now).filter(_about(wanted))
    rows = rows.annotate(plain_name=plain("name"), plain_network=plain("network", "kind"))
    rows = _named(rows, wanted.words, "plain_name", "plain_network")
    measured = _nearest(rows, wanted, lambda row: row.commune, lambda row: row.name)
    themes = themes_worked_on([row for row, _ in measured])
    return [
        FoundStructure(row, commune_name(row.commune), km, [theme.name for theme in themes[row.pk]])
        for row, km in measured
    ]


def _about(wanted: Wanted, structure: str = "") -> Q:
    """The rows whose structure answers to the theme, the network and the place; `structure` is the path to it."""
    to = f"{structure}__" if structure else ""
    asked = Q()
    if wanted.theme is not None:
        asked &= works_on(wanted.theme, structure=f"{to}pk")
    if wanted.network:
        asked &= Q(**{f"{to}network__iexact": wanted.network})
    if wanted.centre is not None:
        asked &= Q(**{f"{to}commune__in": list(wanted.circle)})
    return asked


def _named(rows: QuerySet[Any], typed: str, *columns: str) -> QuerySet[Any]:
    """Those that say these words, with how well; all of them when nothing was typed."""
    if not typed:
        return rows.annotate(likeness=Value(0.0, output_field=FloatField()))
    return rows.annotate(likeness=likeness(typed, *columns)).filter(says(typed, *columns))


def _nearest(
    rows: QuerySet[Any], wanted: Wanted, commune_of: Callable[[Any], str], name_of: Callable[[Any], str]
) -> list[tuple[Any, int | None]]:
    """The rows with their distance: the best name first, then the nearest, then by name."""
    circle = wanted.circle
    candidates = rows.order_by("-likeness", "pk")[: MOST_SORTED if circle else MOST + 1]
    measured = [
        (row, round(circle[commune_of(row)]) if commune_of(row) in circle else None) for row in candidates
    ]
    measured.sort(
        key=lambda pair: (-round(pair[0].likeness, 2), pair[1] or 0, alphabetical(name_of(pair[0])))
    )
    return measured[: MOST + 1]


# --- People -------------------------------------------------------------------------------------------
def _people(wanted: Wanted, now: datetime) -> list[FoundPerson]:
    rows: QuerySet[Any] = people_in_directory(now).filter(_about(wanted, "structure"))
    if wanted.theme is not None:
        # Somebody without a theme of their own answers for all those of the structure.
        rows = rows.filter(Q(themes=wanted.theme) | Q(themes__isnull=True) | Q(role=Referent.Role.MANAGER))
    rows = rows.annotate(plain_name=plain("user__first_name", "user__last_name"))
    rows = _named(rows, wanted.words, "plain_name").select_related("user", "structure").distinct()
    measured = _nearest(rows, wanted, lambda row: row.structure.commune, lambda row: row.user.last_name)
    found = [FoundPerson(row, row.user.full_name, row.user.job_title, _at(row), km) for row, km in measured]
    return [*_animation(wanted, now), *found][: MOST + 1]


def _at(referent: Referent) -> str:
    return f"{referent.structure.name}, {commune_name(referent.structure.commune)}"


def _animation(wanted: Wanted, now: datetime) -> list[FoundPerson]:
    """Those who run the network: by name, or where they run it; they belong to no theme and to no network."""
    if wanted.theme is not None or wanted.network or not (wanted.words or wanted.centre):
        return []
    rows = [each for each in animation_in_directory(now) if _runs_here(each, wanted)]
    return [
        FoundPerson(each, each.user.full_name, each.user.job_title, mandate_in_words(each), None)
        for each in rows
        if not wanted.words or _is_named(each, wanted.words)
    ]


def _runs_here(mandate: Mandate, wanted: Wanted) -> bool:
    if wanted.centre is None:
        return True
    return mandate.territory is not None and Zone.restored(mandate.territory.areas).serves(wanted.centre.code)


def _is_named(mandate: Mandate, typed: str) -> bool:
    said = alphabetical(f"{mandate.user.full_name} {mandate_in_words(mandate)}")
    return all(word in said for word in alphabetical(typed).split())


def networks_in_directory(now: datetime) -> list[str]:
    """The networks of those who are there, by name. One query."""
    rows = structures_in_directory(now).exclude(network="").values_list("network", flat=True).distinct()
    return sorted(rows.order_by(), key=alphabetical)
