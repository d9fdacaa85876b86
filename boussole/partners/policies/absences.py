"""Who may say that somebody is away, and who may stand in."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.typography import day_in_words, elided, enumeration
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, Referent, Structure
from boussole.partners.policies.people import is_manager, is_referent


def can_declare_absence(user: User, structure: Structure, for_user: User | None, now: datetime) -> Verdict:
    """A person for themselves; the manager for anyone and for the whole structure (`for_user` None)."""
    day = today_at(structure, now)
    if not is_referent(user, structure, day):
        return no("Seules les personnes de la structure y déclarent des absences.")
    if for_user is None or for_user.pk != user.pk:
        if not is_manager(user, structure, day):
            return no("Seule la personne responsable de la structure déclare l’absence de quelqu’un d’autre.")
        if for_user is not None and not is_referent(for_user, structure, day):
            return no("Cette personne ne répond pas pour la structure.")
    return YES


def can_cancel_absence(user: User, absence: Absence, now: datetime) -> Verdict:
    """Until its last day, whoever could declare it."""
    if absence.cancelled_at is not None:
        return no("Cette absence est déjà annulée.")
    if absence.ends_on < today_at(absence.structure, now):
        return no("Cette absence est déjà terminée.")
    return can_declare_absence(user, absence.structure, absence.user, now)


def can_stand_in(user: User, structure: Structure, first: date, last: date) -> Verdict:
    """Be a deputy between these two days: an open account, a mandate all along, and present all along."""
    if not user.is_active or not user.is_open:
        return no(f"{user.first_name} ne peut pas ouvrir l’extranet : choisissez quelqu’un d’autre.")
    mandates = Referent.objects.in_force(first) & Referent.objects.in_force(last)
    if not mandates.filter(structure=structure, user=user).exists():
        return no(
            f"{user.first_name} ne répond pas pour la structure pendant toute l’absence : "
            "choisissez quelqu’un d’autre."
        )
    away = Absence.objects.overlapping(first, last).of_structures([structure.pk]).filter(user=user).first()
    if away is not None:
        return no(
            f"{user.first_name} est aussi en absence du {day_in_words(away.starts_on)} "
            f"au {day_in_words(away.ends_on)} : choisissez quelqu’un d’autre."
        )
    return YES


def can_receive_requests(mailbox: str, structure: Structure, day: date) -> Verdict:
    """Be the shared mailbox: an address of the structure, or of a domain where it or its people are written to.

    Names and numbers of young people go there: not to a private mailbox, not even for one week of holiday.
    """
    people = Referent.objects.in_force(day).filter(structure=structure, user__is_active=True)
    known = {_domain_of(email) for email in (structure.email, *people.values_list("user__email", flat=True))}
    if _domain_of(mailbox) in known - {""}:
        return YES
    where = enumeration([f"@{domain}" for domain in sorted(known - {""})], "ou")
    return no(f"Cette boîte n’est pas de votre structure : donnez une adresse en {where}.")


def _domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def is_free_of_relays(user: User, structure: Structure, first: date, last: date) -> Verdict:
    """Somebody who stands in for a colleague cannot be away on the same days: the chain would never end."""
    relays = Absence.objects.overlapping(first, last).of_structures([structure.pk]).filter(deputy=user)
    relay = relays.select_related("user").first()
    if relay is None:
        return YES
    whom = elided("de", relay.user.full_name) if relay.user else "de la structure"
    return no(
        f"{user.first_name} prend le relais {whom} du {day_in_words(relay.starts_on)} "
        f"au {day_in_words(relay.ends_on)}. Annulez d’abord ce relais, ou confiez-le à quelqu’un d’autre."
    )
