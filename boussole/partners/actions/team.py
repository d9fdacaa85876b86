"""The life of a team: who still belongs to it, who answers for what, who is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts import actions as account_actions
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.moves import AnswerRefused
from boussole.core.typography import enumeration
from boussole.partners import emails, policies
from boussole.partners.absences import today_at
from boussole.partners.actions.absences import call_off, end_referent
from boussole.partners.models import Absence, Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import geography
from boussole.territories.zones import Zone

ONE_DAY = timedelta(days=1)


class PartRefused(AnswerRefused):
    """What somebody would answer for does not hold."""


@transaction.atomic
def confirm_referent(referent: Referent, *, by: User, day: date, now: datetime) -> Referent:
    """Somebody says that this person still belongs to the team: taken as said for three months.

    :raises NotAllowed: for somebody who looks after no team there, or about a person who is gone
    """
    referent = locked(referent)
    policies.can_confirm_referent(by, referent, day).require()
    referent.confirmed_on, referent.confirmed_by = day, by
    referent.save(update_fields=["confirmed_on", "confirmed_by"])
    trail.record("referent.confirmed", by=by, on=referent, at=now, structure=referent.structure_id)
    return referent


@transaction.atomic
def change_referent(
    referent: Referent,
    *,
    role: str,
    themes: Iterable[Theme],
    communes: Iterable[str],
    by: User,
    day: date,
    now: datetime,
) -> Referent:
    """What somebody answers for: their role, some themes and communes, or all of them when none is named.

    Requests under way stay with whoever follows them: only what comes next goes to somebody else.

    :raises NotAllowed: for somebody who is not responsible there, or for the last manager's own role
    :raises PartRefused: for a commune outside the zone of the structure
    """
    locked(
        referent.structure
    )  # one change at a time in a team: two managers cannot take the role from each other
    referent = locked(referent)
    policies.can_change_referent(by, referent, day, role=role).require()
    chosen = sorted(set(communes))
    check_communes(referent.structure, chosen)
    referent.role, referent.communes = role, chosen
    referent.save(update_fields=["role", "communes"])
    referent.themes.set(themes)
    trail.record("referent.changed", by=by, on=referent, at=now, structure=referent.structure_id, role=role)
    return referent


def check_communes(structure: Structure, communes: Iterable[str]) -> None:
    """Nobody answers for a commune that the structure does not serve.

    :raises PartRefused: with the communes to take out
    """
    zone = Zone.parse(structure.areas)
    outside = [geography().name_of(f"commune:{code}") for code in communes if not zone.serves(code)]
    if outside:
        raise PartRefused(f"Hors de la zone de la structure : {enumeration(outside)}.", "communes")


def end_at_once(referent: Referent, *, by: User, now: datetime) -> bool:
    """They are gone: from this instant they open nothing of the structure. Returns whether their account was closed.

    The caller has locked the row, checked, and handed over what they did; their absences and their relays are called
    off here. The account itself is closed when the person has nothing else to do here.
    """
    require_transaction()
    today = today_at(referent.structure, now)
    planned = Absence.objects.standing().of_structures([referent.structure_id]).filter(ends_on__gte=today)
    for absence in planned.filter(user=referent.user_id).select_for_update(of=("self",)).order_by("pk"):
        call_off(absence, by=by, now=now)
    for relay in planned.filter(deputy=referent.user_id).select_for_update(of=("self",)).order_by("pk"):
        call_off(relay, by=by, now=now)
        emails.tell_deputy_gone(relay, now=now)
    # The day before, wherever one looks from: it is not the same day everywhere.
    end_referent(referent, last_day=min(today, now.date()) - ONE_DAY, by=by, now=now)
    referent.directory_coordinates.all().delete()
    emails.tell_access_ended(referent, by=by, now=now)
    if policies.works_elsewhere(referent, today) or not referent.user.is_active:
        return False
    account_actions.disable(referent.user, by=by, now=now)
    return True


@transaction.atomic
def reopen_account(referent: Referent, *, by: User, day: date, now: datetime) -> User:
    """Somebody comes back: their account may be invited again. What they had opens nothing by itself.

    :raises NotAllowed: for somebody who does not run the network there
    """
    policies.can_reopen(by, referent, day).require()
    return account_actions.reopen(referent.user, by=by, now=now)
