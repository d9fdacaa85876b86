"""« Toujours d’actualité »: say that what an offer tells is still true (product.md 5.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import require_transaction
from boussole.core.months import months_after
from boussole.core.verdicts import no
from boussole.offers import policies, reach
from boussole.offers.freshness import MONTHS, USUAL_MONTHS
from boussole.offers.models import Offer
from boussole.partners.absences import today_at
from boussole.partners.models import Referent, Structure
from boussole.territories.geography import geography
from boussole.territories.models import Territory


@transaction.atomic
def confirm(offers: Collection[Offer], *, by: User, day: date, now: datetime) -> list[Offer]:
    """Somebody of the structure says that these offers are still true; return them as they are now.

    :raises NotAllowed: when one of them is not theirs, or is not on line: then none is confirmed
    """
    found = _in_hand(offers)
    for offer in found:
        policies.can_confirm(by, offer, day).require()
    for offer in found:
        renew(offer, by=by, now=now)
        trail.record("offer.confirmed", by=by, on=offer, at=now)
    reach.refresh(found)
    return found


@transaction.atomic
def confirm_by_phone(
    offers: Collection[Offer], *, said_by: User, by: User, day: date, now: datetime
) -> list[Offer]:
    """The animation has asked the structure on the phone: the trace keeps who asked and who answered.

    :raises NotAllowed: for somebody who does not run the network there, or a person of another structure
    """
    found = _in_hand(offers)
    answering = Referent.objects.in_force(day).filter(user=said_by, user__is_active=True)
    structures = set(answering.values_list("structure", flat=True))
    for offer in found:
        policies.can_confirm_by_phone(by, offer, day).require()
        if offer.structure_id not in structures:
            no("Cette personne ne répond pas pour la structure : choisissez à qui vous avez parlé.").require()
    for offer in found:
        renew(offer, by=said_by, now=now)
        trail.record("offer.confirmed_by_phone", by=by, on=offer, at=now, said_by=said_by.pk)
    reach.refresh(found)
    return found


@transaction.atomic
def choose_months(territory: Territory, months: int, *, by: User, day: date, now: datetime) -> Territory:
    """How long the offers of a territory stay believed; the dates already set do not move.

    :raises NotAllowed: for somebody who does not run this territory
    """
    territory = Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    policies.can_choose_months(by, territory, day).require()
    if months not in MONTHS:
        no("Choisissez de 1 à 12 mois entre deux confirmations.").require()
    territory.confirmation_months = months
    territory.save(update_fields=["confirmation_months"])
    trail.record("offer.confirmation_months_chosen", by=by, on=territory, at=now, months=months)
    return territory


def renew(offer: Offer, *, by: User | None, now: datetime) -> None:
    """Give a locked offer its next date, counted from today; finding it anew is the caller's business."""
    require_transaction()
    offer.confirmed_at, offer.confirmed_by = now, by
    offer.confirm_by = months_after(today_at(offer.structure, now), months_of(offer.structure))
    offer.save(update_fields=["confirmed_at", "confirmed_by", "confirm_by"])


def months_of(structure: Structure) -> int:
    """The months that the territory of this structure has chosen; six where there is none."""
    around = geography().commune(structure.commune).areas
    mine = Territory.objects.filter(areas__overlap=list(around)).order_by("-is_open", "pk")
    return mine.values_list("confirmation_months", flat=True).first() or USUAL_MONTHS


def _in_hand(offers: Iterable[Offer]) -> list[Offer]:
    rows = Offer.objects.select_for_update(of=("self",), no_key=True)
    wanted = rows.filter(pk__in=[offer.pk for offer in offers]).order_by("pk")
    return list(wanted.select_related("structure", "category").prefetch_related("criteria"))
