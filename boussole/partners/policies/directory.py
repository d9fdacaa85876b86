"""Who reads the directory, who says what it shows, who mends it."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.directory.listed import ROLES, structures_in_directory
from boussole.partners.models import DirectoryError, Referent, Structure
from boussole.partners.policies.joining import animates
from boussole.partners.policies.people import is_manager, referents_of
from boussole.territories.models import Territory

CoordinateOwner = Structure | Referent | Mandate


def can_see_directory(user: User, now: datetime) -> Verdict:
    """Those whose structure has a charter in force, and those who run the network; asked once a request."""
    kept = getattr(user, "_sees_directory", None)
    if kept is None or kept[0] != now:
        kept = user._sees_directory = (now, _can_see(user, now))  # type: ignore[attr-defined]
    verdict: Verdict = kept[1]
    return verdict


def _can_see(user: User, now: datetime) -> Verdict:
    day = now.date()
    if not user.is_active:
        return no("Ce compte est désactivé.")
    if any(mandate.role in ROLES for mandate in account_policies.mandates_of(user, day)):
        return YES
    mine = [referent.structure_id for referent in referents_of(user, day)]
    if mine and structures_in_directory(now).filter(pk__in=mine).exists():
        return YES
    return no("L’annuaire est réservé aux professionnels des structures dont la charte est signée.")


def can_say_coordinate(user: User, owner: CoordinateOwner, day: date) -> Verdict:
    """One's own, and, for the structure's, whoever is responsible for it."""
    if isinstance(owner, Structure):
        if is_manager(user, owner, day):
            return YES
        return no("Seule la personne responsable de la structure règle ses lignes de l’annuaire.")
    if owner.user_id == user.pk:
        return YES
    return no("Chaque personne règle elle-même ce que l’annuaire montre d’elle.")


def can_report_error(user: User, structure: Structure, now: datetime) -> Verdict:
    """Whoever reads the card."""
    if not (verdict := can_see_directory(user, now)):
        return verdict
    if not structures_in_directory(now).filter(pk=structure.pk).exists():
        return no("Cette structure n’est plus dans l’annuaire.")
    return YES


def can_settle_error(user: User, error: DirectoryError, day: date) -> Verdict:
    """The structure's manager, and the animation where it acts; once."""
    if error.settled_at is not None:
        return no("Cette erreur est déjà réglée.")
    if is_manager(user, error.structure, day) or animates(user, error.structure, day):
        return YES
    return no("Seules la personne responsable de la structure et l’animation règlent cette erreur.")


def can_take_away(user: User, territory: Territory, day: date) -> Verdict:
    """Print or export the directory of a territory: its animation alone, with a trace (R25)."""
    if account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation du territoire imprime ou exporte son annuaire.")
