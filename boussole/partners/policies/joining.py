"""Who may bring a structure in, welcome it as a partner, or set it aside."""

from __future__ import annotations

from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import Referent, Structure
from boussole.partners.policies.people import is_manager


def animates(user: User, structure: Structure, day: date) -> bool:
    """Whether the person animates a territory that this structure serves."""
    return account_policies.animates_around(user, structure.areas, day)


def can_invite_manager(user: User, structure: Structure, day: date) -> Verdict:
    """Bring somebody of a structure in, before it is a partner and after."""
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert invite ses responsables.")
    if structure.status == Structure.Status.LEFT:
        return no("Cette structure a quitté le réseau.")
    return YES


def can_invite_colleague(user: User, structure: Structure, day: date) -> Verdict:
    """Bring a colleague in: whoever is responsible for the structure, and the animation where it acts."""
    if structure.status == Structure.Status.LEFT:
        return no("Cette structure a quitté le réseau.")
    if is_manager(user, structure, day) or animates(user, structure, day):
        return YES
    return no("Seules les personnes responsables de la structure y invitent leurs collègues.")


def can_welcome(user: User, structure: Structure, day: date) -> Verdict:
    """Make it a partner: somebody of it must be there to keep the promise."""
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert l’accueille comme partenaire.")
    if structure.status == Structure.Status.LEFT:
        return no("Cette structure a quitté le réseau.")
    if not Referent.objects.in_force(day).managing(structure.pk).exists():
        return no("Invitez d’abord une personne responsable : il faut quelqu’un pour répondre aux jeunes.")
    return YES


def can_set_aside(user: User, structure: Structure, day: date) -> Verdict:
    """Stop proposing a structure that nobody of it has claimed."""
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert l’écarte.")
    if structure.status != Structure.Status.PROSPECT:
        return no("Cette structure a déjà été invitée.")
    return YES
