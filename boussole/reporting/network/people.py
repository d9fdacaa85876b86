"""Where people are missing: nobody answers, nobody was confirmed, nobody comes, nobody accepted, nobody mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from boussole.accounts.inactivity import asleep
from boussole.accounts.invitations import LAST_CALL
from boussole.accounts.joining import proposals_of
from boussole.accounts.models import User
from boussole.accounts.policies import can_be_sent_again
from boussole.core.typography import enumeration
from boussole.offers.queries import themes_worked_on
from boussole.partners import coverage
from boussole.partners.models import DirectoryError, Referent, Structure
from boussole.partners.models.structure import StructureQuerySet
from boussole.partners.proposals import invitations_followed_by
from boussole.partners.teams import due_on, to_confirm
from boussole.reporting.network.lines import MOST, about
from boussole.reporting.network.tasks import Kind, Task


def tasks_of_people(
    structures: StructureQuerySet, active: StructureQuerySet, user: User, now: datetime
) -> Iterator[Task]:
    """Of the structures around; `active` are the partners among them that answer for themselves."""
    day = now.date()
    alone = _without_anybody(active, day)
    invited = _invited(alone)
    for each in alone:
        yield _nobody(each, invited[each.pk], now)
    yield from _holes(active, day)
    partners = structures.filter(status=Structure.Status.ACTIVE)
    yield from _to_confirm(partners, day)
    yield from _silent(partners, now)
    told = {referent.invitation_id for rows in invited.values() for referent in rows}
    yield from _invitations(user, now, told=told)
    yield from _errors(structures)


# --- Nobody answers -------------------------------------------------------------------------------------
def _without_anybody(active: StructureQuerySet, day: date) -> list[Structure]:
    answering = Referent.objects.in_force(day).filter(structure=OuterRef("pk"), user__is_active=True)
    return list(active.filter(~Exists(answering)).order_by("pk")[:MOST])


def _invited(structures: Collection[Structure]) -> dict[int, list[Referent]]:
    """By structure, those who were asked to come and have not answered."""
    found: dict[int, list[Referent]] = defaultdict(list)
    rows = Referent.objects.pending().filter(structure__in=structures, invitation__isnull=False)
    for row in rows.select_related("invitation__user").prefetch_related("invitation__links").order_by("pk"):
        found[row.structure_id].append(row)
    return found


def _nobody(structure: Structure, invited: list[Referent], now: datetime) -> Task:
    invitations = [each.invitation for each in invited if each.invitation]
    again = len(invitations) == 1 and can_be_sent_again(invitations[0], now)
    return about(
        structure,
        Kind.NOBODY,
        people=tuple(each.user.full_name for each in invitations),
        one=str(invitations[0].public_id) if again else "",
    )


def _holes(active: StructureQuerySet, day: date) -> Iterator[Task]:
    """Only where nobody is responsible for the whole: they would answer for everything (`partners.coverage`)."""
    answering = Referent.objects.in_force(day).filter(structure=OuterRef("pk"), user__is_active=True)
    managing = answering.filter(role=Referent.Role.MANAGER)
    found = list(active.filter(Exists(answering), ~Exists(managing)).order_by("pk")[:MOST])
    tables = coverage.of(found, day, themes=themes_worked_on(found)) if found else {}
    for each in found:
        if holes := tables[each.pk].holes:
            said = [f"{hole.theme.name.lower()} ({hole.part.name.lower()})" for hole in holes]
            yield about(each, Kind.HOLE, count=len(holes), said=enumeration(said))


# --- The teams ------------------------------------------------------------------------------------------
def _to_confirm(partners: StructureQuerySet, day: date) -> Iterator[Task]:
    teams: dict[Structure, list[Referent]] = defaultdict(list)
    for each in to_confirm(partners, day):
        teams[each.structure].append(each)
    for structure, people in list(teams.items())[:MOST]:
        yield about(
            structure,
            Kind.TEAM,
            day=min(due_on(each) for each in people),
            count=len(people),
            people=tuple(each.user.full_name for each in people),
            one=str(people[0].public_id) if len(people) == 1 else "",
        )


def _silent(partners: StructureQuerySet, now: datetime) -> Iterator[Task]:
    rows = Referent.objects.in_force(now.date()).filter(structure__in=partners, user__in=asleep(now))
    for each in rows.select_related("user", "structure").order_by("user__last_login", "pk")[:MOST]:
        seen = each.user.last_login
        yield about(
            each.structure,
            Kind.SILENT,
            day=seen.date() if seen else None,
            people=(each.user.full_name,),
            one=str(each.public_id),
            phone=each.user.phone or each.structure.phone,
        )


def _invitations(user: User, now: datetime, *, told: Collection[int | None]) -> Iterator[Task]:
    """Those on their last day, and those that nobody answered in time; the others only wait."""
    rows = invitations_followed_by(user, now.date()).unanswered().filter(expires_at__lte=now + LAST_CALL)
    rows = rows.select_related("user").prefetch_related("links").order_by("expires_at", "pk")
    shown = [each for each in rows[:MOST] if each.pk not in told]
    proposals = proposals_of(shown)
    for each in shown:
        yield Task(
            Kind.INVITATION,
            each.user.full_name or each.user.email,
            each.expires_at.date(),
            one=str(each.public_id) if can_be_sent_again(each, now) else "",
            said=enumeration([proposal.in_words for proposal in proposals[each.pk]]),
        )


def _errors(structures: StructureQuerySet) -> Iterator[Task]:
    rows = DirectoryError.objects.waiting().filter(structure__in=structures).select_related("structure")
    for each in rows.order_by("reported_at", "pk")[:MOST]:
        yield about(
            each.structure, Kind.ERROR, day=each.reported_at.date(), said=each.text, one=str(each.public_id)
        )
