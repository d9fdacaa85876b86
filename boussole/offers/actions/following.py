"""Offers follow their structure: the zone that it serves (product.md 5.1: never wider), its leaving, its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.offers import reach
from boussole.offers.actions.changing import change_everywhere
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.territories.zones import Zone

Status = Offer.Status
OUT_OF_ZONE = "La structure ne sert plus les communes de cette offre."


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a smaller zone does to one offer that had chosen its own."""

    offer: Offer
    lost: Zone
    left: Zone

    @property
    def is_nowhere(self) -> bool:
        """Nothing is left: the offer is paused, and its communes stay as they were for whoever mends it."""
        return not self.left.communes()


def narrowed_by(structure: Structure, zone: Zone) -> list[Narrowed]:
    """The offers that would serve less if the structure served this zone. One query."""
    rows = Offer.objects.filter(structure=structure, areas__isnull=False).exclude(status=Status.ARCHIVED)
    found = []
    for offer in rows.select_related("theme", "category", "structure").order_by("title", "pk"):
        own = Zone.restored(offer.areas or ())
        if lost := own.outside(zone):
            found.append(Narrowed(offer, lost, own.outside(lost)))
    return found


def follow_zone(structure: Structure, *, by: User, now: datetime) -> list[Narrowed]:
    """Take out of each offer the communes that the structure no longer serves; what is left nowhere is paused."""
    require_transaction()
    zone = Zone.restored(structure.areas)
    found, paused = narrowed_by(structure, zone), []
    for each in found:
        offer = locked(each.offer)
        offer.structure = structure
        if not each.is_nowhere:
            _narrow(offer, zone, by=by, now=now)
        elif offer.status == Status.PUBLISHED:
            offer.move_to(Status.PAUSED, by=by, at=now, note=OUT_OF_ZONE)
            trail.record("offer.moved", by=by, on=offer, at=now, status=Status.PAUSED)
            paused.append(offer)
    reach.refresh(paused)
    reach.refresh_of_structure(structure)
    return found


def pause_all(structure: Structure, *, note: str, by: User | None, now: datetime) -> int:
    """A structure left: what it showed is paused, for the day it comes back; return how many."""
    require_transaction()
    rows = Offer.objects.filter(structure=structure, status=Status.PUBLISHED)
    offers = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for offer in offers:
        offer.structure = structure
        offer.move_to(Status.PAUSED, by=by, at=now, note=note)
        trail.record("offer.moved", by=by, on=offer, at=now, status=Status.PAUSED)
    reach.refresh(offers)
    return len(offers)


def leave_place(site: Structure, *, by: User, now: datetime) -> int:
    """It receives nobody any more: it is no longer one of the places of the offers of its body; return how many."""
    require_transaction()
    waiting = OfferVersion.objects.at_work().filter(document__sites__contains=[site.code])
    rows = Offer.objects.filter(Q(sites=site) | Q(pk__in=waiting.values("offer"))).distinct().order_by("pk")
    offers = list(rows)

    def without(content: OfferContent) -> OfferContent:
        return replace(content, sites=tuple(code for code in content.sites if code != site.code))

    for offer in offers:
        change_everywhere(locked(offer), without, origin=OfferVersion.Origin.WRITTEN, by=by, now=now)
    return len(offers)


def _narrow(offer: Offer, zone: Zone, *, by: User, now: datetime) -> None:
    def inside(content: OfferContent) -> OfferContent:
        if content.areas is None:
            return content
        own = Zone.restored(content.areas)
        left = own.outside(own.outside(zone))
        return replace(content, areas=left.keys) if left.communes() else content

    change_everywhere(offer, inside, origin=OfferVersion.Origin.WRITTEN, by=by, now=now)
