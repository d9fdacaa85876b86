"""What happened to a charter, in order: its states, and what was said of its end.

States are its steps. A notice, an earlier day proposed or answered change no state: the trace has them, for as long
as it keeps anything (12 months); the row itself always says the notice that runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.audit.models import Entry
from boussole.core.typography import day_in_words
from boussole.partners.models import CharterAgreement

TOLD = {
    "charter.notice_given": "Préavis donné",
    "charter.notice_withdrawn": "Préavis annulé",
    "charter.sooner_proposed": "Fin plus proche proposée",
    "charter.sooner_agreed": "Fin plus proche acceptée",
    "charter.sooner_declined": "Fin plus proche refusée",
    "charter.sooner_dropped": "Proposition retirée",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, as the page tells it."""

    at: datetime
    title: str
    author: str
    said: str = ""


def story_of(agreement: CharterAgreement) -> list[Moment]:
    """The oldest first. Three queries at most."""
    found = [
        Moment(step.at, step.get_to_status_display(), _name(step.by), f"« {step.note} »" if step.note else "")
        for step in agreement.steps.select_related("by")
    ]
    return sorted((*found, *_of_its_end(agreement)), key=lambda each: each.at)


def _of_its_end(agreement: CharterAgreement) -> Iterator[Moment]:
    entries = list(trail.looks_at(agreement).filter(code__in=TOLD))
    people = User.objects.in_bulk({each.actor_id for each in entries if each.actor_id}) if entries else {}
    for each in entries:
        yield Moment(each.at, TOLD[each.code], _name(people.get(each.actor_id or 0)), _said(each))


def _said(entry: Entry) -> str:
    """The days that were spoken of, and what follows a refusal."""
    if entry.code == "charter.sooner_declined":
        return "Le préavis court jusqu’à son dernier jour."
    ends_on, sooner_on = (_day(entry.facts.get(name)) for name in ("ends_on", "sooner_on"))
    last = f"Dernier jour : le {ends_on}." if ends_on else ""
    asked = f"Fin proposée dès le {sooner_on}." if sooner_on else ""
    return f"{last} {asked}".strip()


def _day(fact: object) -> str:
    return day_in_words(date.fromisoformat(str(fact)), year=True) if fact else ""


def _name(user: User | None) -> str:
    return user.full_name if user else ""
