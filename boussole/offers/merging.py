"""What becomes of offers when two structures turn out to be one: nothing changes for young people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from boussole.accounts.models import User
from boussole.core.db import locked
from boussole.offers.actions.changing import change_everywhere
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.merging import Merge
from boussole.partners.models import Structure


def keep_zones(merge: Merge) -> None:
    """An offer that took the zone of its structure goes on serving the same communes."""
    for structure in (merge.kept, merge.gone):
        if set(structure.areas) != set(merge.areas):
            _say_zone(structure, merge)


def _say_zone(structure: Structure, merge: Merge) -> None:
    own = tuple(sorted(structure.areas))
    followers = Offer.objects.filter(structure=structure, areas__isnull=True)
    for offer in _in_full(followers):
        change_everywhere(
            locked(offer),
            lambda content: replace(content, areas=own) if content.areas is None else content,
            origin=OfferVersion.Origin.WRITTEN,
            by=merge.by,
            now=merge.now,
        )


def move_offers(merge: Merge) -> None:
    """Its offers change hands; where it was one of the places of an offer, the other one is."""
    Offer.objects.filter(structure=merge.gone).update(structure=merge.kept)
    gone = merge.gone.code
    waiting = OfferVersion.objects.at_work().filter(document__sites__contains=[gone])
    hosted = Offer.objects.filter(Q(sites=merge.gone) | Q(pk__in=waiting.values("offer"))).distinct()
    for offer in _in_full(hosted):
        _change_place(locked(offer), merge, merge.by)


def _change_place(offer: Offer, merge: Merge, by: User) -> None:
    def moved(content: OfferContent) -> OfferContent:
        sites = {merge.kept.code if code == merge.gone.code else code for code in content.sites}
        return replace(content, sites=tuple(sorted(sites - {offer.structure.code})))

    change_everywhere(offer, moved, origin=OfferVersion.Origin.WRITTEN, by=by, now=merge.now)


def _in_full(rows: Iterable[Offer]) -> list[Offer]:
    return sorted(rows, key=lambda offer: offer.pk)
