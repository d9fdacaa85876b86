"""Ask the people of the structures whether their offers are still true, and warn the animation before they go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.clock import is_office_hour, local_day
from boussole.offers import emails, policies
from boussole.offers.freshness import (
    SOON_BEFORE,
    STALE_AFTER,
    TO_ANIMATION,
    Calendar,
    Notice,
    State,
    state_of,
)
from boussole.offers.models import ConfirmationReminder, Offer
from boussole.offers.recipients import Teams
from boussole.partners.models import Structure
from boussole.partners.recipients import animators_of
from boussole.territories.geography import timezone_at

ONE_DAY = timedelta(days=1)


@transaction.atomic
def remind_due(*, now: datetime) -> int:
    """Send what the dates say and the ledger has not; return how many mails. Safe to repeat at any hour.

    The offers are locked, then the ledger is read: two workers never send the same, and an offer that has just
    been confirmed is not asked about.
    """
    concerned = _concerned(now)
    due = _due(concerned, now)
    _write_in_ledger(due, now)
    asked = [offer for offer, notices in due.items() if set(notices) - TO_ANIMATION]
    warned = [offer for offer, notices in due.items() if set(notices) & TO_ANIMATION]
    return _ask(asked, now, beside=concerned) + _warn(warned, now)


@transaction.atomic
def remind_now(offers: Iterable[Offer], *, by: User, day: date, now: datetime) -> int:
    """The animation asks once more, by itself; return how many people were written to.

    :raises NotAllowed: for somebody who does not run the network there
    """
    rows = Offer.objects.filter(pk__in=[each.pk for each in offers]).select_related("structure", "theme")
    found = list(rows.order_by("pk"))
    for offer in found:
        policies.can_confirm_by_phone(by, offer, day).require()
    for offer in found:
        trail.record("offer.confirmation_asked", by=by, on=offer, at=now)
    return _ask(found, now)


def _concerned(now: datetime) -> list[Offer]:
    """Locked: those whose date is near or past, where it is an hour to be written to."""
    near = (now.date() - STALE_AFTER - ONE_DAY, now.date() + SOON_BEFORE + ONE_DAY)
    on_line = Offer.objects.filter(
        status=Offer.Status.PUBLISHED, structure__status=Structure.Status.ACTIVE, confirm_by__range=near
    )
    rows = on_line.select_for_update(of=("self",), no_key=True).select_related("structure").order_by("pk")
    return [each for each in rows if is_office_hour(now, _zone_of(each))]


def _due(offers: list[Offer], now: datetime) -> dict[Offer, list[Notice]]:
    done: dict[tuple[int, date], set[Notice]] = defaultdict(set)
    for row in ConfirmationReminder.objects.filter(offer__in=offers):
        done[row.offer_id, row.confirm_by].add(Notice(row.kind))
    due = {}
    for offer in offers:
        by: date = offer.confirm_by  # type: ignore[assignment]
        if notices := Calendar(by).due(_day_at(offer, now), done[offer.pk, by]):
            due[offer] = notices
    return due


def _write_in_ledger(due: Mapping[Offer, list[Notice]], now: datetime) -> None:
    ConfirmationReminder.objects.bulk_create(
        ConfirmationReminder(offer=offer, kind=str(notice), confirm_by=offer.confirm_by, at=now)  # type: ignore[misc]
        for offer, notices in due.items()
        for notice in notices
    )


def _ask(offers: list[Offer], now: datetime, *, beside: Iterable[Offer] = ()) -> int:
    """One mail to each person, whatever the number of their offers; with the others of theirs that wait too."""
    teams = Teams.of({offer.structure_id for offer in offers}, now.date())
    people = {person.pk: person for offer in offers for person in teams.keeping(offer)}
    waiting = {offer.pk: offer for offer in (*offers, *beside) if offer in offers or _waits(offer, now)}
    theirs: dict[int, list[Offer]] = defaultdict(list)
    for offer in waiting.values():
        for person in teams.keeping(offer):
            theirs[person.pk].append(offer)
    for pk, person in people.items():
        emails.ask_to_confirm(person, theirs[pk], now=now)
    return len(people)


def _warn(offers: list[Offer], now: datetime) -> int:
    theirs: dict[User, list[Offer]] = defaultdict(list)
    animators: dict[int, list[User]] = {}
    for offer in offers:
        if offer.structure_id not in animators:
            animators[offer.structure_id] = animators_of(offer.structure, now.date())
        for person in animators[offer.structure_id]:
            theirs[person].append(offer)
    for person, watched in theirs.items():
        emails.warn_of_silence(person, watched, now=now)
    return len(theirs)


def _waits(offer: Offer, now: datetime) -> bool:
    return state_of(offer.confirm_by, _day_at(offer, now)) != State.FRESH


def _day_at(offer: Offer, now: datetime) -> date:
    return local_day(now, timezone_at(offer.structure.commune))


def _zone_of(offer: Offer) -> str:
    return timezone_at(offer.structure.commune)
