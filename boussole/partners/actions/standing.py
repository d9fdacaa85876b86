"""A structure leaves the network, or comes back. What its offers and requests become is for the modules above
(`joining.on_standing`); who answered for it goes on until the last of its requests is finished.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.actions.inviting import end_invitation
from boussole.accounts.joining import waiting_in
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import hold, locked, require_transaction
from boussole.partners import emails, policies, proposals
from boussole.partners.actions.absences import end_referent
from boussole.partners.actions.charters.ending import NOTICE, SOONER
from boussole.partners.actions.charters.sending import give_up
from boussole.partners.actions.inviting import JoiningRefused
from boussole.partners.emails.charter_end import tell_ended_beside
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, Referent, Structure, today_of
from boussole.partners.places import places_to_bring_back, places_when_leaving

Status = Structure.Status
Charter = CharterAgreement.Status


@transaction.atomic
def leave_network(structure: Structure, *, reason: str, by: User, day: date, now: datetime) -> Structure:
    """From now on it is no partner: its offers are shown no more, its charter ends, nobody new may come.

    Its open requests stay promised: whoever answered goes on until they are finished or redirected. Its places go
    with it, but those that have a team or a charter of their own.

    :raises NotAllowed: for somebody who does not animate a territory that it serves
    :raises JoiningRefused: without a reason
    """
    hold(structure.charters.all())  # before it, in the order of whoever signs
    structure = locked(structure)
    policies.can_take_out(by, structure, day).require()
    if not reason.strip():
        raise JoiningRefused("Dites pourquoi : la structure et vos collègues le liront.", "reason")
    team = list(Referent.objects.in_force(day).filter(structure=structure).select_related("user"))
    structure.move_to(Status.LEFT, by=by, at=now, note=reason.strip())
    _end_charters(structure, reason=reason.strip(), by=by, now=now)
    _withdraw_proposals(structure, by=by, now=now)
    trail.record("structure.left", by=by, on=structure, at=now)
    closed = _close_places(structure, by=by, now=now)
    tell_of_standing(structure, by, now)
    emails.tell_left(structure, team, reason=reason.strip(), places=closed, now=now)
    return structure


@transaction.atomic
def return_to_network(structure: Structure, *, by: User, day: date, now: datetime) -> Structure:
    """It may come back: invited when somebody responsible is still there, known only when nobody is.

    The places that left with it come back with it. Its offers stay paused and its charter over: it is welcomed
    again, and shows its offers itself.

    :raises NotAllowed: for somebody who does not animate a territory that it serves
    """
    structure = locked(structure)
    policies.can_bring_back(by, structure, day).require()
    somebody = Referent.objects.in_force(day).managing(structure.pk).exists()
    _reopen_places(structure, by=by, now=now)
    structure.move_to(Status.INVITED if somebody else Status.PROSPECT, by=by, at=now)
    trail.record("structure.returned", by=by, on=structure, at=now)
    tell_of_standing(structure, by, now)
    return structure


def end_team(structure: Structure, *, last_day: date, by: User | None, now: datetime) -> int:
    """Nobody answers for it after that day; return how many stop. The caller has seen that nothing waits for them."""
    require_transaction()
    after = last_day + timedelta(days=1)
    team = list(Referent.objects.in_force(after).filter(structure=structure).select_related("structure"))
    for referent in team:
        end_referent(referent, last_day=last_day, by=by, now=now)
    return len(team)


def _close_places(structure: Structure, *, by: User, now: datetime) -> list[Structure]:
    """The places that have nothing of their own leave with their body."""
    places = places_when_leaving(structure, now).leaving
    for place in map(locked, sorted(places, key=lambda each: each.pk)):
        place.move_to(Status.LEFT, by=by, at=now, note=f"Lieu de « {structure.name} », qui quitte le réseau.")
        _withdraw_proposals(place, by=by, now=now)
        trail.record("structure.site_closed", by=by, on=place, at=now, parent=structure.pk)
        tell_of_standing(place, by, now)
    return places


def _reopen_places(structure: Structure, *, by: User, now: datetime) -> None:
    for place, former in places_to_bring_back(structure):
        held = locked(place)
        held.move_to(former, by=by, at=now)
        trail.record("structure.returned", by=by, on=held, at=now)
        tell_of_standing(held, by, now)


def _withdraw_proposals(structure: Structure, *, by: User, now: datetime) -> None:
    """Who was asked to come is no longer; an invitation that proposed nothing else is over."""
    for referent in Referent.objects.pending().filter(structure=structure).select_related("invitation"):
        invitation = referent.invitation
        proposals.withdraw(referent)
        if invitation is not None:
            held = locked(invitation)
            if held.accepted_at is None and held.cancelled_at is None and not waiting_in(held):
                end_invitation(held, by=by, now=now)


def _end_charters(structure: Structure, *, reason: str, by: User, now: datetime) -> None:
    """Nobody signs any more, and whoever was asked to is told; the one in force ends, on the animation's notice."""
    for charter in structure.charters.filter(status__in=CharterAgreement.AT_WORK):
        give_up(charter, note=reason, by=by, now=now)
    for charter in structure.charters.filter(status=Charter.IN_FORCE):
        today = today_of(charter, now)
        charter.ends_on = min(today, charter.ends_on) if charter.ends_on else today
        charter.notice_from, charter.notice_by = CharterAgreement.Party.ANIMATION, by
        charter.notice_at, charter.notice_reason = now, reason
        charter.forget_sooner()
        charter.save(update_fields=[*NOTICE, *SOONER])
        charter.move_to(Charter.ENDED, by=by, at=now, note=reason)
        trail.record("charter.ended", by=by, on=charter, at=now)
        tell_ended_beside(charter, by=by, now=now)
