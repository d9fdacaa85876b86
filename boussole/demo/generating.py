"""Writes the demonstration's year, once, all of it or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from boussole.audit import trail
from boussole.audit.models import Entry
from boussole.demo import past_messages
from boussole.demo.absences import add_absences
from boussole.demo.accounts import date_mandates_back, require_demo
from boussole.demo.audit_codes import Demo
from boussole.demo.desks import add_desks
from boussole.demo.needs import add_needs
from boussole.demo.network import add_network, date_the_first_charter_back, date_the_network_back
from boussole.demo.redirections import add_redirections
from boussole.demo.stuck import add_stuck
from boussole.demo.workshop import add_workshop
from boussole.demo.writing import add_writing, date_texts_back, spread_confirmations
from boussole.demo.year import SEARCHES_PER_REQUEST, YEAR, Told, Year
from boussole.privacy.actions import apply_retention
from boussole.territories.models import Territory

TERRITORY = "loire"


class NoTerritory(LookupError):
    """The demonstration territory has not been imported."""


def has_a_year() -> bool:
    """Whether the year has been written: the trace remembers, whatever was done since."""
    return Entry.objects.filter(code=Demo.YEAR_WRITTEN).exists()


def intention(requests: int, *, now: datetime) -> str:
    """What `write_year` would do, in a line."""
    if has_a_year():
        return "The year is already there: nothing would change."
    return (
        f"Would write about {requests * SEARCHES_PER_REQUEST} searches and {requests} requests, "
        f"from {now - YEAR:%Y-%m-%d} to now."
    )


def write_year(*, seed: int, requests: int, now: datetime, say: Callable[[str], None]) -> Told | None:
    """Fill the demonstration territory with a year of life; None when it is there already.

    :raises NotADemo: where the settings do not say that this is one
    :raises NoTerritory: before `boussole import content/demo-loire`
    """
    require_demo()
    if has_a_year():
        return None
    territory = Territory.objects.filter(code=TERRITORY).first()
    if territory is None:
        raise NoTerritory("Import the demonstration first: boussole import content/demo-loire")
    told = _write(territory, seed=seed, requests=requests, now=now, say=say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # tables that were empty a minute ago: their first pages deserve good plans
    with _without_its_log("boussole.privacy"):
        # Every night of this year, the site would have forgotten what must be: old texts, old requests.
        apply_retention(now)
    return told


@contextmanager
def _without_its_log(name: str) -> Iterator[None]:
    """A start of the demo tells its steps, not those of a night's work."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


@transaction.atomic
def _write(
    territory: Territory, *, seed: int, requests: int, now: datetime, say: Callable[[str], None]
) -> Told:
    year = Year(territory, now=now, seed=seed, say=say)
    date_the_first_charter_back(year.window.day(year.since))
    date_mandates_back(first_day=year.window.day(year.since))
    date_texts_back(year.since)
    spread_confirmations(year.window.day(now))
    date_the_network_back(year)
    waiting_already = past_messages.waiting()
    year.add_searches(requests)
    add_desks(year)
    for add in (add_stuck, add_absences, add_redirections, add_workshop, add_writing, add_needs, add_network):
        add(year)
    year.add_sweeps()
    told = year.run()
    past_messages.settle(but=waiting_already)
    trail.record(
        Demo.YEAR_WRITTEN,
        by=None,
        on=territory,
        at=now,
        seed=seed,
        filings=told.filings,
        requests=told.requests,
    )
    return told
