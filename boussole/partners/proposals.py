"""Being asked to answer for a structure: the rows of `Referent` that wait for their invitation."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from boussole.accounts import policies as account_policies
from boussole.accounts.joining import Kind
from boussole.accounts.models import Invitation, Mandate, User
from boussole.accounts.models.invitation import InvitationQuerySet
from boussole.core.typography import enumeration
from boussole.partners import policies
from boussole.partners.models import Referent
from boussole.territories.geography import commune_name


def referent_in_words(referent: Referent) -> str:
    """« Référent ou référente : Mission locale du Forez (Emploi ; Feurs) »."""
    whole = f"{referent.get_role_display()}\u00a0: {referent.structure.name}"
    themes = enumeration([theme.name for theme in referent.themes.all()])
    communes = enumeration([commune_name(code) for code in referent.communes])
    part = "\u00a0; ".join(each for each in (themes, communes) if each)
    return f"{whole} ({part})" if part else whole


def accept(referent: Referent, now: datetime) -> None:
    """They answer from today, and are of the team as of today. Somebody who had left has come back."""
    day = now.date()
    was_there = referent.ends_on is not None
    if was_there:  # what they agreed to show was for the time when they were there
        referent.directory_coordinates.all().delete()
    referent.starts_on = day if was_there else max(referent.starts_on, day)
    referent.ends_on, referent.is_pending = None, False
    referent.confirmed_on, referent.confirmed_by = day, None
    referent.save(update_fields=["starts_on", "ends_on", "is_pending", "confirmed_on", "confirmed_by"])


def withdraw(referent: Referent) -> None:
    """Nothing was proposed; the row of somebody who had left before stays with its last day."""
    if referent.ends_on is None:
        referent.delete()
        return
    referent.is_pending, referent.invitation = False, None
    referent.save(update_fields=["is_pending", "invitation"])


def is_followed_by(referent: Referent, user: User, day: date) -> bool:
    """Whoever may invite into this structure may also send again, and cancel."""
    return bool(policies.can_invite_colleague(user, referent.structure, day))


def invitations_followed_by(user: User, day: date) -> InvitationQuerySet:
    """Those of the structures and territories for which the person answers; theirs, when nothing is proposed.

    All of them for the national team. The only door of a page: the rule is that of `joining.is_followed_by`.
    """
    rows = Invitation.objects.all()
    if account_policies.is_national(user, day):
        return rows
    managed = [each.structure_id for each in policies.referents_of(user, day) if each.is_manager]
    proposes_nothing = Q(invited_by=user, referents__isnull=True, mandates__isnull=True)
    allowed = proposes_nothing | Q(referents__structure__in=managed)
    if territories := account_policies.animated_territories(user, day):
        areas = tuple(area for territory in territories for area in territory.areas)
        allowed |= Q(referents__structure__areas__overlap=account_policies.around(areas))
        allowed |= Q(mandates__territory__in=territories, mandates__role=Mandate.Role.ANIMATOR)
    return rows.filter(allowed).distinct()


REFERENTS = Kind(
    model=Referent,
    related=("structure",),
    in_words=referent_in_words,
    is_followed_by=is_followed_by,
    accept=accept,
    withdraw=withdraw,
    prefetched=("themes",),
)
