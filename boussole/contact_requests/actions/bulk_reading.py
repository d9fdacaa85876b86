"""Reading in bulk is seen: thirty requests an hour, then a fresh second factor; those who watch are told (T3, G19).

A partner's account is stolen with all that it may read. Somebody who answers young people opens a few requests an
hour; a robot opens them all. Everything is read from the trace, which nobody rewrites: the hour slides, opening the
same request again costs nothing, and several windows count together.

A list that gives coordinates counts like the files themselves. It stops earlier, without a word: the most urgent
lines have their number, the others lead to their page, and whoever works through a long list is asked for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.audit.models import Entry, EntryQuerySet
from boussole.contact_requests import emails
from boussole.contact_requests.actions.reading import LISTED, OPENED, record_list, record_look
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.watchers import watchers_of
from boussole.core.db import locked

MOST_FILES, PERIOD = 30, timedelta(hours=1)
MOST_LISTED = 20  # a list leaves a third of the hour to the files that one opens
TOLD_EVERY = timedelta(days=1)  # whoever reads much every day is told about once a day
STOPPED, GOES_ON = "contact_request.reading_stopped", "contact_request.reading_goes_on"


@transaction.atomic
def look(contact_request: ContactRequest, *, by: User, now: datetime) -> bool:
    """Open a request, and trace it. False, and nothing is traced, for the first one too many of the hour."""
    # Sixty windows at the same instant are counted one by one.
    locked(by)
    read = _read(by, now)
    if contact_request.pk not in read and len(read) >= MOST_FILES:
        return False
    record_look(contact_request, by=by, now=now)
    return True


@transaction.atomic
def list_coordinates(requests: Sequence[ContactRequest], *, by: User, now: datetime) -> set[int]:
    """Trace that a list names these young people; those whose coordinates it may give, the first ones first."""
    locked(by)
    read = _read(by, now)
    new = [each.pk for each in requests if each.pk not in read]
    given = read | set(new[: max(0, MOST_LISTED - len(read))])
    record_list([each for each in requests if each.pk in given], by=by, now=now, coordinates=True)
    record_list([each for each in requests if each.pk not in given], by=by, now=now, coordinates=False)
    return given


@transaction.atomic
def stop_reading(*, by: User, now: datetime) -> None:
    """Trace that somebody was stopped and, once a day, tell those who answer for them, and themselves."""
    locked(by)
    stops = _done(STOPPED, by).filter(at__gt=now - TOLD_EVERY)
    is_told = stops.filter(facts__told=True).exists()
    if not stops.filter(at__gt=_counted_from(by, now)).exists():
        trail.record(STOPPED, by=by, on=by, at=now, told=not is_told)
    if not is_told:
        files = len(_files_since(now - PERIOD, by))
        emails.tell_of_bulk_reading(by, watchers_of(by, now.date()), files=files, now=now)


def go_on_reading(*, by: User, now: datetime) -> None:
    """The person has just shown their second factor again: thirty more."""
    trail.record(GOES_ON, by=by, on=by, at=now)


def _read(by: User, now: datetime) -> set[int]:
    return _files_since(_counted_from(by, now), by)


def _counted_from(by: User, now: datetime) -> datetime:
    """An hour ago, or when the second factor was last shown again for this."""
    since = now - PERIOD
    again = _done(GOES_ON, by).filter(at__gt=since).order_by("-at").values_list("at", flat=True).first()
    return again or since


def _files_since(since: datetime, by: User) -> set[int]:
    """The requests of which this person has read the coordinates, on their page or in a list."""
    looks = Q(code=OPENED) | Q(code=LISTED, facts__coordinates=True)
    entries = Entry.objects.made_by(by).filter(looks, at__gt=since).values_list("object_id", "facts")
    return {pk for opened, facts in entries for pk in ([int(opened)] if opened else facts["requests"])}


def _done(code: str, by: User) -> EntryQuerySet:
    return Entry.objects.made_by(by).filter(code=code)
