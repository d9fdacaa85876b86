"""Who may prepare a departure, and who is left to answer."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.absences import today_at
from boussole.partners.models import Referent
from boussole.partners.policies.people import is_manager


def can_prepare_leaving(user: User, referent: Referent, now: datetime) -> Verdict:
    """Hand over what somebody does before they leave: themselves, or the manager."""
    day = today_at(referent.structure, now)
    if referent.ends_on is not None and referent.ends_on < day:
        return no("Cette personne a déjà quitté la structure.")
    if user.pk == referent.user_id or is_manager(user, referent.structure, day):
        return YES
    return no("Seules la personne qui part et la personne responsable de la structure préparent ce départ.")


def can_leave(referent: Referent, day: date) -> Verdict:
    """Somebody must be left to answer."""
    if not colleagues_of(referent, day):
        return no(
            "C’est la dernière personne qui répond pour la structure. Demandez d’abord à l’animation du "
            "territoire d’inviter quelqu’un, ou de mettre les offres en pause."
        )
    return YES


def colleagues_of(referent: Referent, day: date) -> list[Referent]:
    """The other people who answer for the structure that day, by name, their account open."""
    rows = Referent.objects.in_force(day).filter(structure=referent.structure_id, user__is_active=True)
    return list(
        rows.exclude(user=referent.user_id)
        .select_related("user")
        .prefetch_related("themes")
        .order_by("user__first_name", "user__last_name", "pk")
    )
