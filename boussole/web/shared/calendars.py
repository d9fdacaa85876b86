"""Days written for calendar programs (RFC 5545). Calendars are shared: nothing in them says who or why (T8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class AllDay:
    """One event of a whole day, during which its owner stays free."""

    uid: str  # the same at each reading, so that programs move the event instead of adding one
    day: date
    summary: str
    stamp: datetime  # when what it says was last decided
    description: str = ""
    url: str = ""


def written(events: Iterable[AllDay], *, name: str = "") -> bytes:
    """The whole calendar; the same events give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//La Boussole des jeunes//FR")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-published-ttl", "PT1H")
    for each in events:
        calendar.add_component(_event(each))
    return calendar.to_ical()


def _event(each: AllDay) -> Event:
    event = Event()
    event.add("uid", f"{each.uid}@boussole")
    event.add("dtstamp", each.stamp)
    event.add("summary", each.summary)
    if each.description:
        event.add("description", each.description)
    if each.url:
        event.add("url", each.url)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
