"""What pages ask about offers, in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q

from boussole.offers.comparing import Names
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category, Theme

# The offers that say on what a structure works today: a pause is not an end.
KEPT = (Offer.Status.PUBLISHED, Offer.Status.PAUSED)
_said = Structure.themes.through.objects


def names_of(contents: Iterable[OfferContent]) -> Names:
    """What the codes of these contents are called, for `comparing.differences`. Two queries at most."""
    read = list(contents)
    sites = {code for content in read for code in content.sites}
    themes = {content.theme for content in read}
    categories = Category.objects.filter(theme__code__in=themes).values_list("code", "name")
    return Names(
        categories=dict(categories),
        sites=dict(Structure.objects.filter(code__in=sites).values_list("code", "name")) if sites else {},
    )


def themes_worked_on(structures: Collection[Structure]) -> dict[int, list[Theme]]:
    """By structure, the themes that it says, and those of its offers, in the national order. Two queries."""
    known = {theme.pk: theme for theme in Theme.objects.all()}
    said = _said.filter(structure__in=structures).values_list("structure", "theme")
    offered = Offer.objects.filter(structure__in=structures, status__in=KEPT).order_by()
    found: dict[int, set[int]] = {each.pk: set() for each in structures}
    for structure, theme in said.union(offered.values_list("structure", "theme")):
        found[structure].add(theme)
    return {
        pk: [theme for number, theme in known.items() if number in worked] for pk, worked in found.items()
    }


def works_on(theme: Theme | int, *, structure: str = "pk") -> Q:
    """The same rule as a filter: the rows whose structure works on this theme, `structure` being the path to it."""
    said = _said.filter(structure=OuterRef(structure), theme=theme)
    offered = Offer.objects.filter(structure=OuterRef(structure), theme=theme, status__in=KEPT)
    return Q(Exists(said)) | Q(Exists(offered))
