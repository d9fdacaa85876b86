"""Who prospects, who asks structures, who answers, who opens territories."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import animates, around, is_national
from boussole.animation.models import PartnerMessage, StructureQuestion
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of
from boussole.territories.models import Territory


def can_prospect(user: User, territory: Territory, day: date) -> Verdict:
    """Look for new partners and ask those there are: the animation of the territory (charter A3)."""
    if animates(user, territory, day):
        return YES
    return no("Seule l’animation du territoire cherche de nouveaux services.")


def can_ask(user: User, territory: Territory, structure: Structure, day: date) -> Verdict:
    """Ask a structure that works on the territory and has somebody to answer."""
    if not (verdict := can_prospect(user, territory, day)):
        return verdict
    if structure.status != Structure.Status.ACTIVE:
        return no("Cette structure n’est pas partenaire : ouvrez plutôt un prospect.")
    if not set(structure.areas) & set(around(tuple(territory.areas))):
        return no("Cette structure ne travaille pas sur le territoire.")
    return YES


def can_answer(user: User, question: StructureQuestion, day: date) -> Verdict:
    """Answer for the structure: anyone of it, once."""
    if not any(each.structure_id == question.structure_id for each in referents_of(user, day)):
        return no("Seules les personnes de la structure répondent à cette question.")
    if question.answer:
        return no("Quelqu’un de votre structure a déjà répondu.")
    return YES


# --- Messages to partners -----------------------------------------------------------------------------
def can_write_to_partners(user: User, territory: Territory, day: date) -> Verdict:
    """Write to the partners of a territory, and keep texts for it: its animation."""
    if animates(user, territory, day):
        return YES
    return no("Seule l’animation du territoire écrit à ses partenaires.")


def can_change_message(user: User, message: PartnerMessage, day: date) -> Verdict:
    """Change, send or give up a draft: any animator of the territory, while it has not left."""
    if not message.is_draft:
        return no(f"Ce message est « {message.get_status_display().lower()} » : il ne change plus.")
    return can_write_to_partners(user, message.territory, day)


# --- Territories --------------------------------------------------------------------------------------
def can_open_territories(user: User, day: date) -> Verdict:
    """Prepare a territory, draw it, give it to its animation, open it and close it."""
    if is_national(user, day):
        return YES
    return no("Seule l’équipe nationale ouvre et dessine les territoires.")


def can_settle(user: User, territory: Territory, day: date) -> Verdict:
    """Say how a territory presents itself: its animation, and the national team."""
    if is_national(user, day) or animates(user, territory, day):
        return YES
    return no("Seules l’animation du territoire et l’équipe nationale règlent ce territoire.")


def can_open(user: User, territory: Territory, day: date) -> Verdict:
    """Open it to young people: they must find something to choose, and somebody must be there for them."""
    if not (verdict := can_open_territories(user, day)):
        return verdict
    if not territory.themes.open_on(day).exists():  # type: ignore[attr-defined]
        return no("Ouvrez d’abord un thème : sans lui, les jeunes n’auraient rien à choisir.")
    if not Mandate.objects.in_force(day).filter(territory=territory, role=Mandate.Role.ANIMATOR).exists():
        return no("Il faut d’abord qu’une personne ait accepté d’animer ce territoire.")
    return YES


def can_close(user: User, territory: Territory, day: date) -> Verdict:
    """Say on which day an open territory closes."""
    if not (verdict := can_open_territories(user, day)):
        return verdict
    if not territory.is_open:
        return no("Ce territoire n’est pas ouvert aux jeunes.")
    if territory.closes_on is not None:
        return no("La fermeture de ce territoire est déjà annoncée.")
    return YES


def can_call_off_closing(user: User, territory: Territory, day: date) -> Verdict:
    """Have a territory stay open after all, until it has closed."""
    if not (verdict := can_open_territories(user, day)):
        return verdict
    if not territory.is_open or territory.closes_on is None:
        return no("Aucune fermeture n’est annoncée pour ce territoire.")
    return YES
