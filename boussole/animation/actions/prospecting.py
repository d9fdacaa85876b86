"""From a need that nobody meets to a partner who does (charter A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.animation import policies
from boussole.animation.models import Prospect
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory

Status = Prospect.Status


@dataclass(frozen=True, slots=True)
class ProspectPlan:
    """What is known of a need and of who could meet it."""

    theme: Theme
    need: str
    area: str = ""
    searches: int = 0
    name: str = ""
    contact: str = ""
    due_on: date | None = None


@transaction.atomic
def open_prospect(
    territory: Territory, plan: ProspectPlan, *, by: User, day: date, now: datetime
) -> Prospect:
    """Write a need down, with the body that could meet it when one is known.

    :raises NotAllowed: for somebody who does not animate the territory
    """
    policies.can_prospect(by, territory, day).require()
    prospect = Prospect.objects.create(
        territory=territory,
        theme=plan.theme,
        area=plan.area,
        need=plan.need,
        searches=plan.searches,
        name=plan.name,
        contact=plan.contact,
        due_on=plan.due_on,
        status=Status.TO_CONTACT if plan.name else Status.TO_FIND,
        opened_by=by,
        opened_at=now,
    )
    trail.record("prospect.opened", by=by, on=prospect, at=now)
    return prospect


@transaction.atomic
def change_prospect(
    prospect: Prospect, *, name: str, contact: str, due_on: date | None, by: User, day: date, now: datetime
) -> Prospect:
    """Who could meet the need, how to reach them, when to take the next step.

    :raises NotAllowed: for somebody who does not animate the territory
    """
    prospect = locked(prospect)
    policies.can_prospect(by, prospect.territory, day).require()
    prospect.name, prospect.contact, prospect.due_on = name, contact, due_on
    prospect.save(update_fields=["name", "contact", "due_on"])
    if name and prospect.status == Status.TO_FIND:
        prospect.move_to(Status.TO_CONTACT, by=by, at=now)
    trail.record("prospect.changed", by=by, on=prospect, at=now)
    return prospect


@transaction.atomic
def take_step(
    prospect: Prospect, *, to: Prospect.Status | None, note: str, by: User, day: date, now: datetime
) -> Prospect:
    """Note what was done, and where it leads; a note alone leaves the prospect where it is.

    :raises NotAllowed: for somebody who does not animate the territory
    :raises MoveRefused: for a step that the state does not allow, or with nothing to note
    """
    prospect = locked(prospect)
    policies.can_prospect(by, prospect.territory, day).require()
    if to is None or to == prospect.status:
        if not note:
            raise MoveRefused("Écrivez ce qui a été fait, ou choisissez un autre état.")
        prospect.steps.create(
            from_status=prospect.status, to_status=prospect.status, note=note, by=by, at=now
        )
        return prospect
    if to == Status.WON:
        raise MoveRefused("Choisissez la structure que ce prospect est devenu.")
    prospect.move_to(to, by=by, at=now, note=note)
    trail.record("prospect.moved", by=by, on=prospect, at=now, status=str(to))
    return prospect


@transaction.atomic
def win_prospect(
    prospect: Prospect, structure: Structure, *, note: str, by: User, day: date, now: datetime
) -> Prospect:
    """The body has become this structure of the network.

    :raises NotAllowed: for somebody who does not animate the territory
    :raises MoveRefused: before any discussion
    """
    prospect = locked(prospect)
    policies.can_prospect(by, prospect.territory, day).require()
    prospect.move_to(Status.WON, by=by, at=now, note=note)
    prospect.structure = structure
    prospect.due_on = None
    prospect.save(update_fields=["structure", "due_on"])
    trail.record("prospect.moved", by=by, on=prospect, at=now, status=str(Status.WON))
    return prospect
