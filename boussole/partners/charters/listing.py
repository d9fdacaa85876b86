"""Charters side by side: what comes in the next months, and those of a year. Pure, given the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from boussole.core.months import months_after
from boussole.core.typography import alphabetical
from boussole.partners.charters import life
from boussole.partners.models import CharterAgreement, today_of

Status = CharterAgreement.Status
SIGNED_EVER = (Status.IN_FORCE, Status.ENDED, Status.REPLACED)


class Event(StrEnum):
    """What a day brings to an agreement."""

    RENEWAL = "Renouvellement"
    END = "Fin"
    TOLERANCE = "Fin de la tolérance"


@dataclass(frozen=True, slots=True)
class Coming:
    """One day of one agreement."""

    day: date
    event: Event
    agreement: CharterAgreement


def next_renewal(agreement: CharterAgreement, now: datetime) -> date | None:
    """When it goes on for one more year; None while it is not in force, and after a notice."""
    if agreement.status != Status.IN_FORCE or agreement.ends_on is not None or agreement.signed_on is None:
        return None
    return life.renewal_after(agreement.signed_on, today_of(agreement, now))


def coming(agreements: Iterable[CharterAgreement], now: datetime, *, months: int) -> list[Coming]:
    """What happens in the next months, today included, in order."""
    found = [each for agreement in agreements for each in _of(agreement, today_of(agreement, now), months)]
    return sorted(found, key=lambda each: (each.day, alphabetical(each.agreement.structure.name)))


def _of(agreement: CharterAgreement, first: date, months: int) -> list[Coming]:
    last = months_after(first, months)
    if agreement.status in CharterAgreement.AT_WORK:
        day, event = agreement.tolerated_until, Event.TOLERANCE
    elif agreement.status == Status.IN_FORCE and agreement.ends_on is None:
        dates = life.Dates(agreement.signed_on)
        renewals = life.renewals_between(dates, first, last)
        return [Coming(renewal, Event.RENEWAL, agreement) for renewal in renewals]
    else:
        day, event = agreement.ends_on, Event.END
    return [Coming(day, event, agreement)] if day is not None and first <= day <= last else []


def of_year(agreements: Iterable[CharterAgreement], year: int) -> list[CharterAgreement]:
    """Those in force at least one day of this year: the last one between the same parties, by structure."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: dict[tuple[int, int | None], CharterAgreement] = {}
    for each in sorted(agreements, key=lambda agreement: agreement.pk):
        was_signed = each.status in SIGNED_EVER and each.signed_on is not None and each.signed_on <= last
        if was_signed and (each.ends_on is None or each.ends_on >= first):
            found[each.structure_id, each.territory_id] = each
    return sorted(found.values(), key=lambda each: alphabetical(each.structure.name))
