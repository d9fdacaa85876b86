"""For which structures a person answers, for what part of each, and who may say that somebody is away."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.typography import day_in_words, enumeration
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, Referent, Structure


def referents_of(user: User, day: date) -> list[Referent]:
    """In which structures this person answers that day, structure and themes at hand; asked once, kept on the user."""
    kept = getattr(user, "_referents_in_force", None)
    if kept is None or kept[0] != day:
        mine = Referent.objects.in_force(day).filter(user=user).select_related("structure")
        rows = list(mine.prefetch_related("themes"))
        kept = user._referents_in_force = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def stood_in_by(user: User, day: date) -> list[Referent]:
    """The mandates of the absent people this person is the deputy of; asked once, kept on the user."""
    kept = getattr(user, "_mandates_stood_in", None)
    if kept is None or kept[0] != day:
        relays = Absence.objects.in_force(day).filter(deputy=user, structure=OuterRef("structure"))
        absent = Exists(relays.filter(Q(user__isnull=True) | Q(user=OuterRef("user"))))
        rows = list(Referent.objects.in_force(day).filter(absent).prefetch_related("themes"))
        kept = user._mandates_stood_in = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def is_manager(user: User, structure: Structure, day: date) -> bool:
    """Whether the person is responsible for this structure that day."""
    return any(
        referent.structure_id == structure.pk and referent.is_manager for referent in referents_of(user, day)
    )


def _is_referent(user: User, structure: Structure, day: date) -> bool:
    rows = Referent.objects.in_force(day).filter(structure=structure, user=user, user__is_active=True)
    return rows.exists()


# --- Absences ---------------------------------------------------------------------------------------
def can_declare_absence(user: User, structure: Structure, for_user: User | None, now: datetime) -> Verdict:
    """A person for themselves; the manager for anyone and for the whole structure (`for_user` None)."""
    day = today_at(structure, now)
    if not _is_referent(user, structure, day):
        return no("Seules les personnes de la structure y déclarent des absences.")
    if for_user is None or for_user.pk != user.pk:
        if not is_manager(user, structure, day):
            return no("Seule la personne responsable de la structure déclare l’absence de quelqu’un d’autre.")
        if for_user is not None and not _is_referent(for_user, structure, day):
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
    whom = f"de {relay.user.full_name}" if relay.user else "de la structure"
    return no(
        f"{user.first_name} prend le relais {whom} du {day_in_words(relay.starts_on)} "
        f"au {day_in_words(relay.ends_on)}. Annulez d’abord ce relais, ou confiez-le à quelqu’un d’autre."
    )


# --- Joining ----------------------------------------------------------------------------------------
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


# --- Leaving ----------------------------------------------------------------------------------------
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
