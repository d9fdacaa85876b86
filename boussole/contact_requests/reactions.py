"""What requests do when somebody is away, comes back or leaves: they follow; and no door of theirs stays open."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.leaving import on_disable
from boussole.accounts.models import User
from boussole.contact_requests import action_links
from boussole.contact_requests.actions import leaving, redirecting, standing_in
from boussole.contact_requests.actions.releasing import release_team
from boussole.contact_requests.models import CalendarFeed, ContactRequest, Redirection
from boussole.partners.absences import on_change
from boussole.partners.joining import on_standing
from boussole.partners.merging import Merge, moves, moves_as_they_are
from boussole.partners.models import Absence, Structure

moves_as_they_are("contact_requests.ReadyAnswer.structure")


@moves("contact_requests.ContactRequest.structure", "contact_requests.Redirection.to_structure")
def follow_merge(merge: Merge) -> None:
    """Requests and redirections go to the record that stays; one between the two records has nowhere to go."""
    ContactRequest.objects.filter(structure=merge.gone).update(structure=merge.kept)
    Redirection.objects.filter(to_structure=merge.gone).update(to_structure=merge.kept)
    to_itself = Redirection.objects.under_way().filter(
        contact_request__structure=merge.kept, to_structure=merge.kept
    )
    for redirection in to_itself.select_related("contact_request").order_by("pk"):
        redirecting.cancel_for_merge(redirection, by=merge.by, now=merge.now)


@on_change
def follow(absence: Absence, by: User | None, now: datetime) -> None:
    """To the deputy at once when the absence has begun; back when it is called off."""
    if absence.cancelled_at is not None:
        standing_in.give_back(absence, by, now)
    else:
        standing_in.hand_over(absence, by, now)


@on_standing
def let_go(structure: Structure, by: User | None, now: datetime) -> None:
    """Of a structure that left, whoever answered stops when nothing waits for them any more."""
    if structure.status == Structure.Status.LEFT:
        release_team(structure, by=by, now=now)


@on_disable
def disperse(user: User, now: datetime) -> None:
    leaving.disperse(user, now)


@on_disable
def close_doors(user: User, now: datetime) -> None:
    """Nothing that this person received or subscribed to opens from this instant (guarantees.md T4, G20)."""
    action_links.revoke_to(user, now=now)
    CalendarFeed.objects.filter(user=user).delete()
