"""Somebody leaves, on a day or at once: no request stays without an owner (product.md 5.3)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.contact_requests import emails, policies
from boussole.contact_requests.actions.assigning import hand_to
from boussole.contact_requests.models import Assignment, ContactRequest
from boussole.contact_requests.queries.succession import (
    offers_left_by,
    orphans,
    relays_left_by,
    requests_left_by,
    successor_of,
)
from boussole.contact_requests.recipients import animators_of
from boussole.core.clock import local_day
from boussole.core.db import locked, require_transaction
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.offers import reach
from boussole.partners import actions as partner_actions
from boussole.partners import policies as partner_policies
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, Referent

logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
Why = Assignment.Why


class NotAllHandedOver(MoveRefused):
    """Something would stay without anybody."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who takes what, by id: each request, each offer followed (None: every referent), each relay promised."""

    requests: Mapping[int, User]
    offers: Mapping[int, User | None] = field(default_factory=dict)
    relays: Mapping[int, User] = field(default_factory=dict)


@transaction.atomic
def leave(referent: Referent, *, last_day: date, hand_over: HandOver, by: User, now: datetime) -> Referent:
    """Hand over all that somebody does in a structure, now, and end their mandate on that day.

    :raises NotAllowed: for somebody else's leaving, the last person of a structure, or a wrong successor
    :raises NotAllHandedOver: when something would stay without anybody; nothing is changed then
    """
    referent = locked(referent)
    partner_policies.can_prepare_leaving(by, referent, now).require()
    today = today_at(referent.structure, now)
    if last_day < today:
        raise NotAllHandedOver("Le dernier jour est aujourd’hui ou plus tard.")
    partner_policies.can_leave(referent, last_day + ONE_DAY).require()
    _hand_requests(referent, hand_over, by, now)
    _hand_offers(referent, hand_over)
    _hand_relays(referent, hand_over, today, by, now)
    planned = Absence.objects.standing().of_structures([referent.structure_id]).filter(user=referent.user_id)
    for absence in planned.filter(starts_on__gt=last_day):
        partner_actions.call_off(locked(absence), by=by, now=now)
    partner_actions.end_referent(referent, last_day=last_day, by=by, now=now)
    return referent


def _hand_requests(referent: Referent, hand_over: HandOver, by: User, now: datetime) -> None:
    rows = requests_left_by(referent).select_for_update(of=("self",)).order_by("pk")
    requests = list(rows.select_related("filing", "offer__theme", "structure", "owner"))
    if missing := [row for row in requests if row.pk not in hand_over.requests]:
        count = counted(len(missing), "demande ouverte n’a", "demandes ouvertes n’ont")
        raise NotAllHandedOver(f"{count} encore personne : choisissez qui les suit.")
    for contact_request in requests:
        to = hand_over.requests[contact_request.pk]
        policies.can_receive(to, contact_request, now).require()
        hand_to(contact_request, to, why=Why.LEAVING, by=by, now=now)


def _hand_offers(referent: Referent, hand_over: HandOver) -> None:
    offers = offers_left_by(referent)
    for offer in offers:
        offer.followed_by = hand_over.offers.get(offer.pk)
        offer.save(update_fields=["followed_by"])
    reach.refresh(offers)


def _hand_relays(referent: Referent, hand_over: HandOver, today: date, by: User, now: datetime) -> None:
    for absence in relays_left_by(referent, today):
        if absence.pk not in hand_over.relays:
            raise NotAllHandedOver("Choisissez qui prend chaque relais promis.")
        partner_actions.change_deputy(locked(absence), hand_over.relays[absence.pk], by=by, now=now)


@transaction.atomic
def let_go(referent: Referent, *, hand_over: HandOver, by: User, now: datetime) -> bool:
    """Somebody is gone already: their access ends now, and with it their account when nothing else needs it.

    Requests go to whom `hand_over` says; the others to whoever inherits them, as when an account is closed. Returns
    whether the account was closed.

    :raises NotAllowed: for somebody who does not look after this team, or a wrong successor
    """
    referent = locked(referent)
    partner_policies.can_let_go(by, referent, now).require()
    today = today_at(referent.structure, now)
    _hand_offers(referent, hand_over)
    for absence in relays_left_by(referent, today):
        if absence.pk in hand_over.relays:
            # Closing an access waits for nothing: a relay that cannot pass is called off, and the manager told.
            with suppress(partner_actions.AbsenceRefused):
                partner_actions.change_deputy(locked(absence), hand_over.relays[absence.pk], by=by, now=now)
    left = requests_left_by(referent).select_for_update(of=("self",)).order_by("pk")
    requests = list(left.select_related("filing", "offer__theme", "structure", "owner"))
    for contact_request in requests:
        to = hand_over.requests.get(contact_request.pk)
        if to is None:
            bequeath(contact_request, now)
            continue
        policies.can_receive(to, contact_request, now).require()
        hand_to(contact_request, to, why=Why.LEAVING, by=by, now=now)
    return partner_actions.end_at_once(referent, by=by, now=now)


def disperse(user: User, now: datetime) -> None:
    """An account is closed: at once, each open request of this person goes to somebody, or is shouted about."""
    for contact_request in ContactRequest.objects.open().filter(owner=user).order_by("pk"):
        bequeath(locked(contact_request), now)


def bequeath(contact_request: ContactRequest, now: datetime) -> None:
    """Give a locked request to whoever inherits it; with nobody left, the animation is written to."""
    require_transaction()
    heir = successor_of(contact_request, now)
    hand_to(contact_request, heir, why=Why.LEAVING, by=None, now=now)
    if heir is None:
        animators = animators_of(contact_request, local_day(now, contact_request.filing.timezone))
        emails.warn_animators(
            contact_request, "nobody_left", [animator.email for animator in animators], now=now
        )


def rescue_orphans(*, now: datetime) -> int:
    """One sweep: requests whose owner's mandate has ended, however it did. Returns how many found somebody."""
    found = 0
    for pk in orphans(now).order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                contact_request = orphans(now).select_for_update(of=("self",)).filter(pk=pk).first()
                if contact_request is not None:
                    bequeath(contact_request, now)
                    found += 1
        except Exception:  # one request that fails does not hold the others back
            logger.exception("The request %s found nobody.", pk)
    return found
