"""Who looks after a team: says who still belongs to it, who does what, who is gone."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from boussole.accounts.models import Mandate, User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.absences import today_at
from boussole.partners.models import Referent, Structure
from boussole.partners.policies.joining import animates
from boussole.partners.policies.people import is_manager


def can_see_team(user: User, structure: Structure, day: date) -> Verdict:
    """Read who works there, since when, and whether they come: who is responsible, and the animation around it."""
    if is_manager(user, structure, day) or animates(user, structure, day):
        return YES
    return no(
        "Seules la personne responsable de la structure et l’animation du territoire tiennent cette équipe."
    )


def can_confirm_referent(user: User, referent: Referent, day: date) -> Verdict:
    """Say that this person still belongs to the team; oneself included: being there says it."""
    if not _is_there(referent, day):
        return no("Cette personne ne fait plus partie de l’équipe.")
    return can_see_team(user, referent.structure, day)


def can_change_referent(
    user: User, referent: Referent, day: date, *, role: str = Referent.Role.MANAGER
) -> Verdict:
    """Change what somebody answers for, and give or take back the responsibility of the structure."""
    if not is_manager(user, referent.structure, day):
        return no("Seule la personne responsable de la structure change qui répond de quoi.")
    if referent.is_pending or not _is_there(referent, day):
        return no("Cette personne ne fait pas partie de l’équipe.")
    if referent.is_manager and role != Referent.Role.MANAGER and not _other_managers(referent, day):
        return no(
            f"{referent.user.first_name} est la seule personne responsable. "
            "Donnez d’abord ce rôle à quelqu’un d’autre."
        )
    return YES


def can_let_go(user: User, referent: Referent, now: datetime) -> Verdict:
    """Say that somebody is gone: their access ends at once. Whoever leaves themselves prepares it instead."""
    day = today_at(referent.structure, now)
    if user.pk == referent.user_id:
        return no("Pour vous-même, préparez votre départ : vous choisissez à qui tout confier.")
    if not _is_there(referent, day):
        return no("Cette personne a déjà quitté la structure.")
    return can_see_team(user, referent.structure, now.date())


def can_reopen(user: User, referent: Referent, day: date) -> Verdict:
    """Let somebody come back whose account was closed: the animation, which then invites them."""
    if referent.user.is_active:
        return no("Ce compte n’est pas fermé.")
    if referent.user.email.endswith("@ferme.invalid"):
        return no("Ce compte a été oublié : invitez cette personne comme quelqu’un de nouveau.")
    if not animates(user, referent.structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert rouvre ce compte.")
    return YES


def works_elsewhere(referent: Referent, day: date) -> bool:
    """Whether the person has, or is offered, something else to do here: their account must stay open."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    others = Referent.objects.filter(lasts, user=referent.user_id).exclude(pk=referent.pk)
    return others.exists() or Mandate.objects.filter(lasts, user=referent.user_id).exists()


def _is_there(referent: Referent, day: date) -> bool:
    return not referent.is_pending and (referent.ends_on is None or referent.ends_on >= day)


def _other_managers(referent: Referent, day: date) -> bool:
    managers = Referent.objects.in_force(day).managing(referent.structure_id).filter(ends_on__isnull=True)
    return managers.exclude(pk=referent.pk).exists()
