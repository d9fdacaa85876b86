"""A checked bundle: the door to a folder, for the database and for the engine alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from boussole.interop.checking import Context, check
from boussole.interop.contents import criteria_of
from boussole.interop.faults import BundleRefused
from boussole.interop.reading import BundleSource, read_folder
from boussole.interop.schema import OfferFile, StructureFile, ThemeEntry, written
from boussole.offers.keys import ranked_category
from boussole.offers.windows import Days, closed, cut
from boussole.orientation.matching import OfferTerms
from boussole.partners.models.charter import coverage
from boussole.questionnaires.adaptation import adapted
from boussole.questionnaires.definition import Definition, definition_from
from boussole.territories.zones import Zone

CHARTER_STATUS = {
    "in_force": "IN_FORCE",
    "signing": "PREPARED",
}  # a bundle holds no words that could be signed


@dataclass(frozen=True)
class CheckedBundle:
    """A folder without fault, and the themes it may refer to."""

    source: BundleSource
    context: Context

    def themes_used(self) -> set[str]:
        """The themes that must exist before this bundle can be loaded."""
        opened = {t.code for t in self.source.territory.entry.themes} if self.source.territory else set()
        held = {theme for s in self.source.structures for person in s.entry.people for theme in person.themes}
        adapted = {adaptation.entry.theme for adaptation in self.source.adaptations}
        written = {template.entry.theme for template in self.source.templates}
        return opened | held | adapted | written | {offer.entry.theme for offer in self.source.offers}

    @cached_property
    def terms(self) -> dict[str, list[OfferTerms]]:
        """By theme: the published offers, as the matching engine reads them."""
        structures = {s.entry.code: s.entry for s in self.source.structures}
        found: dict[str, list[OfferTerms]] = {}
        for offer in self.source.offers:
            entry = offer.entry
            terms = terms_of(entry, structures[entry.structure], self.context.themes[entry.theme])
            found.setdefault(entry.theme, []).extend(terms)
        return found

    @cached_property
    def territory_zone(self) -> Zone | None:
        return Zone.parse(self.source.territory.entry.zone) if self.source.territory else None

    def is_open(self, theme: str, commune: str, day: date) -> bool:
        """Whether the theme is open that day where this commune is; outside the territory nothing is closed."""
        zone = self.territory_zone
        if zone is None or self.source.territory is None or not zone.serves(commune):
            return True
        return any(
            opened.code == theme and opened.opened_on <= day <= (opened.closed_on or date.max)
            for opened in self.source.territory.entry.themes
        )


def terms_of(entry: OfferFile, structure: StructureFile, theme: ThemeEntry) -> list[OfferTerms]:
    """The terms of an offer, one for each stretch of days on which it is open; none for a draft, a pause, or
    no charter.
    """
    charter = structure.charter
    covered = charter and coverage(
        CHARTER_STATUS[charter.status], charter.signed_on, charter.tolerated_until, charter.ends_on
    )
    if entry.status != "published" or structure.status != "active" or not covered:
        return []
    rank = next(rank for rank, category in enumerate(theme.categories) if category.code == entry.category)
    shown = Days(
        max(covered[0], entry.valid_from or date.min), min(covered[1], entry.valid_until or date.max)
    )
    closed_on = closed(Days(each.from_, each.to) for each in entry.periods)
    terms = OfferTerms(
        offer=entry.code,
        structure=entry.structure,
        category=ranked_category(rank, entry.category),
        zone=Zone.parse(entry.zone if entry.zone is not None else structure.zone),
        criteria=criteria_of(entry.criteria),
        starts_on=shown.first,
        ends_on=shown.last,
    )
    if shown.first > shown.last:
        return []
    return [
        replace(terms, starts_on=each.starts_on, ends_on=each.ends_on) for each in cut(shown, closed_on, [])
    ]


def open_bundle(folder: Path, national: Path | None = None) -> CheckedBundle:
    """Read and check a folder completely; themes it does not define come from the national content.

    :raises BundleRefused: with every fault found
    """
    source = read_folder(folder)
    background = national_source(national) if national and national.resolve() != folder.resolve() else None
    definitions = {**(background.definitions if background else {}), **source.definitions}
    context = Context(
        themes={**(background.theme_entries if background else {}), **source.theme_entries},
        definitions=definitions,
        adapted=_adapted(source, definitions),
    )
    if faults := check(source, context):
        raise BundleRefused(faults)
    return CheckedBundle(source, context)


def _adapted(source: BundleSource, definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """The questionnaires that the territory words itself."""
    layers = {each.entry.theme: written(each.entry.layer) for each in source.adaptations}
    return {
        theme: definition_from(adapted(dict(definitions[theme].source), layer))
        for theme, layer in layers.items()
        if theme in definitions
    }


@lru_cache(maxsize=4)
def national_source(folder: Path) -> BundleSource:
    return read_folder(folder)
