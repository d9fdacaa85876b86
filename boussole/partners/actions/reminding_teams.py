"""Ask the people responsible for structures who still belongs to their team; tell the animation when nobody says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.core.clock import is_office_hour
from boussole.partners import emails
from boussole.partners.absences import today_at
from boussole.partners.models import Referent, Structure, TeamReminder
from boussole.partners.recipients import animators_of
from boussole.partners.teams import SOON, due_on, notice_due, to_confirm
from boussole.territories.geography import timezone_at

Kind = TeamReminder.Kind
Waiting = Mapping[Structure, list[Referent]]


@transaction.atomic
def remind_teams(*, now: datetime) -> int:
    """Send what the dates say and the ledger has not; return how many mails. Safe to repeat at any hour.

    The structures are locked, then the ledger is read: two workers never send the same.
    """
    waiting = _waiting(now)
    managers = _managers(waiting, now.date())
    due = _due(waiting, managers, now)
    TeamReminder.objects.bulk_create(
        TeamReminder(structure=structure, kind=kind, due_on=_day_of(waiting[structure]), sent_at=now)
        for structure, kind in due.items()
    )
    asked = {each: managers[each.pk] for each, kind in due.items() if kind != Kind.TO_ANIMATION}
    late = {each.pk for each, kind in due.items() if kind == Kind.LATE}
    silent = [each for each, kind in due.items() if kind == Kind.TO_ANIMATION]
    return _ask(asked, late, now) + _tell_animation(silent, waiting, now)


def _waiting(now: datetime) -> dict[Structure, list[Referent]]:
    """The structures with somebody to confirm, locked, where it is an hour to be written to."""
    day = now.date()
    with_a_team = Structure.objects.exclude(status=Structure.Status.LEFT)
    concerned = {row.structure_id for row in to_confirm(with_a_team, day)}
    rows = (
        Structure.objects.filter(pk__in=concerned).select_for_update(of=("self",), no_key=True).order_by("pk")
    )
    structures = {each.pk: each for each in rows if is_office_hour(now, timezone_at(each.commune))}
    found: dict[Structure, list[Referent]] = defaultdict(list)
    for row in to_confirm(structures, day):
        found[structures[row.structure_id]].append(row)
    return dict(found)


def _managers(waiting: Waiting, day: date) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    rows = Referent.objects.in_force(day).filter(
        structure__in=list(waiting), role=Referent.Role.MANAGER, user__is_active=True
    )
    for row in rows.select_related("user").order_by("pk"):
        found[row.structure_id].append(row.user)
    return found


def _due(waiting: Waiting, managers: Mapping[int, list[User]], now: datetime) -> dict[Structure, Kind]:
    sent: dict[tuple[int, date], dict[str, date]] = defaultdict(dict)
    for row in TeamReminder.objects.filter(structure__in=list(waiting)):
        sent[row.structure_id, row.due_on][row.kind] = row.sent_at.date()
    found = {}
    for structure, people in waiting.items():
        notice = notice_due(
            sent[structure.pk, _day_of(people)],
            today_at(structure, now),
            somebody_manages=bool(managers.get(structure.pk)),
        )
        if notice is not None:
            found[structure] = notice
    return found


def _ask(asked: Mapping[Structure, list[User]], late: set[int], now: datetime) -> int:
    """One mail to each person, whatever the number of their structures."""
    people = to_confirm(list(asked), now.date() + SOON)
    theirs: dict[User, dict[Structure, list[Referent]]] = defaultdict(dict)
    for structure, users in asked.items():
        for user in users:
            theirs[user][structure] = [row for row in people if row.structure_id == structure.pk]
    for user, teams in theirs.items():
        is_late = any(structure.pk in late for structure in teams)
        emails.ask_to_confirm_team(user, teams, is_late=is_late, now=now)
    return len(theirs)


def _tell_animation(silent: list[Structure], waiting: Waiting, now: datetime) -> int:
    theirs: dict[User, dict[Structure, list[Referent]]] = defaultdict(dict)
    for structure in silent:
        for user in animators_of(structure, now.date()):
            theirs[user][structure] = waiting[structure]
    for user, teams in theirs.items():
        emails.tell_of_silent_teams(user, teams, now=now)
    return len(theirs)


def _day_of(people: list[Referent]) -> date:
    return min(due_on(row) for row in people)
