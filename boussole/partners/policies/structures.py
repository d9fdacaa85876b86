"""Who may write the page of a structure, take it out of the network, bring it back, or say that two are one."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import Structure
from boussole.partners.policies.joining import animates
from boussole.partners.policies.people import is_manager

Status = Structure.Status


def can_change_structure(user: User, structure: Structure, day: date) -> Verdict:
    """Write its page: whoever is responsible for it, or for the body that it is a place of."""
    if structure.merged_into_id is not None:
        return no("Cette fiche a été fusionnée avec une autre : c’est l’autre qui se modifie.")
    if is_manager(user, structure, day) or _manages_its_body(user, structure, day):
        return YES
    return no("Seule la personne responsable de la structure modifie sa page.")


def can_write_for(user: User, structure: Structure, day: date) -> Verdict:
    """Write its page on its behalf: the animation, which assists (charter clause A1). Its people are told."""
    if structure.merged_into_id is not None:
        return no("Cette fiche a été fusionnée avec une autre : c’est l’autre qui se modifie.")
    if structure.status == Status.LEFT:
        return no("Cette structure a quitté le réseau.")
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert met sa page à jour pour elle.")
    return YES


def can_add_site(user: User, structure: Structure, day: date) -> Verdict:
    """Give a body one more place: not to what is a place already."""
    if structure.parent_id is not None:
        return no(
            "Cette structure est elle-même un lieu d’une autre : ajoutez le lieu à cette autre structure."
        )
    return can_change_structure(user, structure, day)


def can_close_site(user: User, site: Structure, day: date) -> Verdict:
    """Take away a place that has no team of its own: whoever is responsible for its body."""
    if site.parent_id is None or not _manages_its_body(user, site, day):
        return no("Seule la personne responsable de la structure retire un de ses lieux.")
    if site.status == Status.LEFT:
        return no("Ce lieu est déjà retiré.")
    if site.referents.in_force(day).exists():
        return no(
            "Ce lieu a sa propre équipe : c’est l’animation du territoire qui le fait sortir du réseau."
        )
    return YES


def can_take_out(user: User, structure: Structure, day: date) -> Verdict:
    """Have a structure leave the network: the animation."""
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert la fait sortir du réseau.")
    if structure.status == Status.LEFT:
        return no("Cette structure a déjà quitté le réseau.")
    if structure.status == Status.PROSPECT:
        return no("Cette structure n’est pas encore venue : ne plus la proposer suffit.")
    return YES


def can_bring_back(user: User, structure: Structure, day: date) -> Verdict:
    """Have a structure that left come back: the animation."""
    if not animates(user, structure, day):
        return no("Seule l’animation d’un territoire que cette structure sert la fait revenir.")
    if structure.merged_into_id is not None:
        return no("Cette fiche a été fusionnée avec une autre : c’est l’autre qui est au réseau.")
    if structure.status != Status.LEFT:
        return no("Cette structure n’a pas quitté le réseau.")
    return YES


def can_settle_pair(user: User, one: Structure, other: Structure, day: date) -> Verdict:
    """Say that two structures are the same, or are not: whoever animates around both."""
    if one.pk == other.pk:
        return no("Choisissez deux structures différentes.")
    if not (animates(user, one, day) and animates(user, other, day)):
        return no("Seule l’animation d’un territoire que ces deux structures servent décide pour elles.")
    if one.merged_into_id is not None or other.merged_into_id is not None:
        return no("L’une de ces fiches a déjà été fusionnée.")
    return YES


def _manages_its_body(user: User, structure: Structure, day: date) -> bool:
    return structure.parent is not None and is_manager(user, structure.parent, day)
