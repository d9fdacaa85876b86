"""For whom a file is loaded or written: the structures it may name, and what their offers may refer to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories, around, is_national
from boussole.interop.sheets.columns import folded
from boussole.offers.models import Offer
from boussole.partners.models import Referent, Structure
from boussole.partners.policies import referents_of
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.models import Theme
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.models import Territory

Status = Structure.Status
PLACES = {str(value): str(label) for value, label in Offer.Place.choices}
WHEN_FULL = {str(value): str(label) for value, label in Offer.WhenFull.choices}
STATUSES = {str(value): str(label) for value, label in Offer.Status.choices}


@dataclass
class Scope:
    """What the lines of one file may speak of, read once. `territory` is None for somebody's own structures."""

    structures: list[Structure]
    territory: Territory | None
    by: User | None = None
    # The structures whose capacity the person may set, and those for which they say where requests arrive: it acts
    # at once on what is on line, so the animation only does it for structures that nobody runs here yet.
    managed: frozenset[int] = frozenset()
    reached: frozenset[int] = frozenset()
    definitions: dict[str, Definition] = field(default_factory=dict)
    people: dict[int, dict[str, User]] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)

    @property
    def may_add_structures(self) -> bool:
        return self.territory is not None

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.code: theme for theme in Theme.objects.prefetch_related("categories")}

    @cached_property
    def theme_labels(self) -> dict[str, str]:
        return {code: theme.name for code, theme in self.themes.items()}

    def category_labels(self, theme: str) -> dict[str, str]:
        return {category.code: category.name for category in self.themes[theme].categories.all()}

    @cached_property
    def by_code(self) -> dict[str, Structure]:
        return {structure.code: structure for structure in self.structures}

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(folded(structure.name) for structure in self.structures)

    @cached_property
    def _by_name(self) -> dict[str, Structure]:
        """By code, by label, and by name when only one has it."""
        codes = {folded(structure.code): structure for structure in self.structures}
        labels = {folded(self.label_of(structure)): structure for structure in self.structures}
        return labels | codes

    def label_of(self, structure: Structure) -> str:
        """The name, when nobody else has it here; else the name and the code. Lists separate by semicolons."""
        name = " ".join(structure.name.replace(";", ",").split())
        return name if self._times[folded(structure.name)] < 2 else f"{name} ({structure.code})"

    def structure_named(self, text: str) -> Structure | None:
        return self._by_name.get(folded(text))

    def has_several_named(self, text: str) -> bool:
        return self._times[folded(text)] > 1

    def label_of_code(self, code: str) -> str:
        structure = self.by_code.get(code)
        return self.label_of(structure) if structure else code

    def add(self, structure: Structure) -> None:
        """A structure that this very file makes known, under a name that nobody had."""
        self.added.add(structure.code)
        self.structures.append(structure)
        self.by_code[structure.code] = structure
        self._times[folded(structure.name)] += 1
        for name in (structure.code, structure.name):
            self._by_name[folded(name)] = structure


def scope_of_person(user: User, day: date) -> Scope:
    """The structures for which this person answers."""
    mine = referents_of(user, day)
    structures = [referent.structure for referent in mine]
    managed = frozenset(referent.structure_id for referent in mine if referent.is_manager)
    territory = structures[0].home_territory() if structures else None
    reached = frozenset(structure.pk for structure in structures)
    return _filled(Scope(structures, None, user, managed, reached), territory, day)


def scope_of_territory(territory: Territory, user: User | None, day: date) -> Scope:
    """Every structure that serves a part of this territory. Whoever asks has a mandate there."""
    here = Structure.objects.filter(areas__overlap=around(tuple(territory.areas)))
    structures = list(here.filter(merged_into__isnull=True))
    awaited = frozenset(each.pk for each in structures if each.status in (Status.PROSPECT, Status.INVITED))
    return _filled(Scope(structures, territory, user, awaited, awaited), territory, day)


def territories_of(user: User, day: date) -> list[Territory]:
    """Those for which this person may load offers: the ones they run; all of them for the national team."""
    if is_national(user, day):
        return list(Territory.objects.order_by("name"))
    return animated_territories(user, day)


def _filled(scope: Scope, territory: Territory | None, day: date) -> Scope:
    scope.structures.sort(key=lambda structure: (folded(structure.name), structure.code))
    for code in scope.themes:
        if (current := current_questionnaire(code, territory)) is not None:
            scope.definitions[code] = current[1]
    people: dict[int, dict[str, User]] = defaultdict(dict)
    referents = Referent.objects.in_force(day).filter(structure__in=scope.structures, user__is_active=True)
    for referent in referents.select_related("user"):
        people[referent.structure_id][referent.user.email.casefold()] = referent.user
    scope.people = dict(people)
    return scope
