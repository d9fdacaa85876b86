"""Requests that another structure is better placed to answer: proposed, accepted, declined."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from boussole.accounts.models import User
from boussole.contact_requests import actions, passing, policies
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries import other_offers_for
from boussole.contact_requests.queries.redirecting import shared_notes_of
from boussole.demo.hours import working_moment
from boussole.demo.lives import Step, life
from boussole.demo.stories import stories
from boussole.offers.models import Offer
from boussole.orientation.queries import MAX_SHOWN

if TYPE_CHECKING:
    from boussole.demo.year import Year

Reason, Agreement, Decline = Redirection.Reason, Redirection.Agreement, Redirection.Decline
REASONS = (Reason.BETTER_PLACED, Reason.BETTER_PLACED, Reason.OTHER_NEED, Reason.NO_ROOM)
ACCEPTED = 0.8
SOON, TWO_DAYS = timedelta(minutes=40), timedelta(days=2)


def hand_over(year: Year, contact_request: ContactRequest, *, by: User, at: datetime) -> None:
    """Propose the request to another structure, agreed to on the phone, and let it answer within two days."""
    rng = Random(f"{year.seed}/handover/{contact_request.filing.key}/{contact_request.offer_id}")  # noqa: S311
    redirection = propose(rng, contact_request, by=by, at=at)
    if redirection is None:
        return  # nobody else would do: the request goes on where it is
    answered_at = working_moment(rng, at + SOON, at + TWO_DAYS, year.window.zone)
    if rng.random() < ACCEPTED:
        year.add(answered_at, partial(accept, year, rng, redirection))
    else:
        year.add(answered_at, partial(decline, year, rng, redirection))
        told_at = working_moment(rng, answered_at + SOON, answered_at + TWO_DAYS, year.window.zone)
        year.add(told_at, lambda at: _inform(year, contact_request, by, at))


def propose(
    rng: Random,
    contact_request: ContactRequest,
    *,
    by: User,
    at: datetime,
    structures: Collection[str] = (),
    agreement: Redirection.Agreement = Agreement.TOLD,
) -> Redirection | None:
    """Another offer for the same situation, of one of these `structures` if any is named; None without one."""
    offers = other_offers_for(contact_request, at, most=MAX_SHOWN)
    fitting = [offer.id for offer in offers if not structures or offer.structure in structures]
    targets = Offer.objects.select_related("structure").in_bulk(fitting)
    allowed = (targets[pk] for pk in fitting if policies.can_target(contact_request, targets[pk], at))
    if (target := next(allowed, None)) is None:
        return None
    notes = shared_notes_of(contact_request).count()
    return actions.redirect(
        contact_request,
        to_offer=target,
        reason=rng.choice(REASONS),
        diagnosis=stories().diagnosis(rng, contact_request.offer.theme.code),
        shared_fields=passing.usually_chosen(passing.fields_of(contact_request, shared_notes=notes)),
        agreement=agreement,
        by=by,
        now=at,
    )


def accept(
    year: Year, rng: Random, redirection: Redirection, at: datetime, *, by: User | None = None
) -> None:
    """Somebody of the receiver takes it over: a new promise, which lives like any other."""
    somebody = by or _somebody_of_the_receiver(year, rng, redirection, at)
    if somebody is None:
        return
    successor = actions.accept(redirection, by=somebody, now=at).successor
    assert successor is not None  # noqa: S101  (the database requires one of what is accepted)
    year.told.requests += 1
    year.live(successor, rng, partial(_goes_on, year), by=somebody)


def decline(year: Year, rng: Random, redirection: Redirection, at: datetime) -> None:
    """The receiver has no room: the request comes back to whoever had it, and its clock has not stopped."""
    somebody = _somebody_of_the_receiver(year, rng, redirection, at)
    if somebody is not None:
        note = "Notre prochain groupe commence en janvier."
        actions.decline(redirection, reason=Decline.NO_ROOM, note=note, by=somebody, now=at)


def _inform(year: Year, contact_request: ContactRequest, by: User, at: datetime) -> None:
    """Declined elsewhere: the sender says so on the phone, and gives what it can."""
    somebody = year.teams.whoever_is_there(by, year.window.day(at))
    if somebody is not None:
        outcome = ContactRequest.Outcome.INFORMED
        note = "L’autre structure n’avait plus de place. Deux autres pistes ont été données au téléphone."
        actions.close(contact_request, outcome=outcome, note=note, by=somebody, now=at)


def _goes_on(year: Year, successor: ContactRequest, rng: Random) -> list[Step]:
    return life(
        rng,
        stories(),
        filed_at=successor.filed_at,
        due_at=successor.due_at,
        zone=year.window.zone,
        has_phone=bool(successor.filing.phone),
        is_taken_up=True,
    )


def _somebody_of_the_receiver(year: Year, rng: Random, redirection: Redirection, at: datetime) -> User | None:
    """Whoever answers for the offer asked, present that day."""
    day = year.window.day(at)
    asked = ContactRequest(
        offer=redirection.to_offer,
        structure_id=redirection.to_structure_id or 0,
        filing=redirection.contact_request.filing,
    )
    found = year.teams.somebody_for(rng, asked, day)
    return year.teams.whoever_is_there(found, day) if found else None
