"""What a mandate opens, and what may be done to an account.

Rights follow the zone served, not the owner's level (product.md 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q

from boussole.accounts import passkeys
from boussole.accounts.models import Invitation, Mandate, User, WorkSession
from boussole.core.verdicts import YES, Verdict, no
from boussole.territories.geography import geography
from boussole.territories.models import Territory

BETWEEN_TWO = timedelta(hours=1)  # a mailbox is not flooded, whoever presses
MOST_INVITATIONS = 100  # a day: a territory that opens; a stolen account writes to no address book


def mandates_at(user: User, now: datetime) -> list[Mandate]:
    """The mandates in force at this moment, each by the calendar of its place; kept on the user for the day.

    Every desk begins here: whatever asks `mandates_of` after it, for the same day, hears the same answer. A mandate
    in La Réunion is thus open from the midnight of La Réunion, when it is still the day before for the server.
    """
    rows = list(Mandate.objects.in_force_at(now).filter(user=user).select_related("territory"))
    user._mandates_in_force = (now.date(), rows)  # type: ignore[attr-defined]
    return rows


def mandates_of(user: User, day: date) -> list[Mandate]:
    """The mandates in force that day; asked once per request, kept on the user."""
    kept = getattr(user, "_mandates_in_force", None)
    if kept is None or kept[0] != day:
        rows = list(Mandate.objects.in_force(day).filter(user=user).select_related("territory"))
        kept = user._mandates_in_force = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def through(user: User, day: date, mandates: list[Mandate]) -> User:
    """The same person as if they only had these mandates: to narrow lists, never to decide on a right."""
    narrowed = copy(user)
    narrowed._mandates_in_force = (day, mandates)  # type: ignore[attr-defined]
    return narrowed


def is_national(user: User, day: date) -> bool:
    """Whether the person belongs to the national team that day."""
    return any(mandate.role == Mandate.Role.NATIONAL for mandate in mandates_of(user, day))


def animated_territories(user: User, day: date) -> list[Territory]:
    """The territories that the person animates that day, by name, each once."""
    found = {
        mandate.territory.pk: mandate.territory
        for mandate in mandates_of(user, day)
        if mandate.role == Mandate.Role.ANIMATOR and mandate.territory
    }
    return sorted(found.values(), key=lambda territory: territory.name)


def animates(user: User, territory: Territory, day: date) -> bool:
    """Whether the person animates this territory that day."""
    return any(each.pk == territory.pk for each in animated_territories(user, day))


def animates_around(user: User, areas: Iterable[str], day: date) -> bool:
    """Whether one of the territories that the person animates shares a commune with these areas."""
    served = set(areas)
    return any(served & set(around(tuple(each.areas))) for each in animated_territories(user, day))


def serves_a_scope_of(user: User, day: date, field: str = "areas") -> Q:
    """A filter on rows whose zone meets the territories, regions or country of the person's mandates."""
    allowed = Q(pk__in=[])
    for mandate in mandates_of(user, day):
        if mandate.role == Mandate.Role.NATIONAL:
            return Q()
        if mandate.role == Mandate.Role.ANIMATOR and mandate.territory:
            allowed |= Q(**{f"{field}__overlap": around(tuple(mandate.territory.areas))})
        elif mandate.role == Mandate.Role.REGIONAL:
            allowed |= Q(**{f"{field}__overlap": around((f"region:{mandate.region}",))})
    return allowed


# --- Invitations ----------------------------------------------------------------------------------------
def can_open_account(user: User) -> Verdict:
    """Whether a link may still open this account."""
    if not user.is_active:
        return no("Ce compte est désactivé : il faut le rouvrir avant d’inviter cette personne.")
    if user.is_open:
        return no(
            "Ce compte est déjà ouvert. En cas d’oubli, la page de connexion permet de choisir "
            "un nouveau mot de passe."
        )
    return YES


def can_be_invited(user: User, *, proposes: bool = False) -> Verdict:
    """Whether somebody may be invited: to open their account, else to accept something that is proposed.

    Who may send it is for the module that proposes.
    """
    verdict = can_open_account(user)
    return YES if proposes and user.is_active else verdict


def can_invite_more(already: int) -> Verdict:
    """Whether somebody who has sent so many invitations since yesterday may send one more."""
    if already < MOST_INVITATIONS:
        return YES
    return no(f"{MOST_INVITATIONS} invitations par jour au plus : la suite demain.")


def can_follow_invitation(*, followed: bool) -> Verdict:
    """Send it again, cancel it: whoever sent it or answers for what it proposes (`joining.is_followed_by`)."""
    if followed:
        return YES
    return no(
        "Seules la personne qui a invité et celles qui répondent de ce mandat suivent cette invitation."
    )


def can_be_sent_again(invitation: Invitation, now: datetime) -> Verdict:
    """One more mail, when nobody has answered, and not one after the other."""
    if not (verdict := can_be_cancelled(invitation)):
        return verdict
    if not invitation.user.is_active:
        return no("Le compte de cette personne est désactivé.")
    last = max((link.sent_at for link in invitation.links.all()), default=None)
    if last is not None and now - last < BETWEEN_TWO:
        return no("Un message vient de partir pour cette invitation : attendez une heure avant le suivant.")
    return YES


def can_be_cancelled(invitation: Invitation) -> Verdict:
    """Take it back, as long as nobody has answered."""
    if invitation.accepted_at is not None:
        return no("Cette personne a déjà accepté.")
    if invitation.cancelled_at is not None:
        return no("Cette invitation est déjà annulée.")
    return YES


def can_answer_invitation(user: User, invitation: Invitation) -> Verdict:
    """Accept or decline: the invited person, alone, their account open."""
    if user.pk == invitation.user_id and user.is_active and user.is_open:
        return YES
    return no("Cette invitation est pour quelqu’un d’autre.")


# --- Mandates -------------------------------------------------------------------------------------------
def can_give_mandates(user: User, day: date) -> Verdict:
    """Say who animates, who follows a region, who observes, who is of the national team."""
    if is_national(user, day):
        return YES
    return no("Seule l’équipe nationale donne et retire les mandats.")


def can_end_mandate(user: User, mandate: Mandate, now: datetime) -> Verdict:
    """End somebody's mandate; one's own is for a colleague, so that somebody always remains."""
    if not (verdict := can_give_mandates(user, now.date())):
        return verdict
    if mandate.is_pending:
        return no("Ce mandat attend une réponse : annulez plutôt l’invitation.")
    if mandate.is_over(now):
        return no("Ce mandat est déjà terminé.")
    if mandate.user_id == user.pk:
        return no("Vous ne pouvez pas retirer votre propre mandat : demandez-le à une autre personne.")
    return YES


def can_keep_mandate(user: User, mandate: Mandate, now: datetime) -> Verdict:
    """Call off the end that somebody asked for alone: anybody of the national team, the person concerned included."""
    if not (verdict := can_give_mandates(user, now.date())):
        return verdict
    if not mandate.is_national or mandate.end_asked_by_id is None:
        return no("Personne n’a demandé la fin de ce mandat.")
    if mandate.is_over(now):
        return no("Ce mandat est déjà terminé.")
    return YES


def can_be_disabled(user: User, by: User | None) -> Verdict:
    """Whether this account may be closed by that person; None is the operator, at the command line."""
    if by is not None and by.pk == user.pk:
        return no("Vous ne pouvez pas désactiver votre propre compte : demandez-le à une autre personne.")
    if not user.is_active:
        return no("Ce compte est déjà désactivé.")
    return YES


def can_end_session(session: WorkSession, by: User) -> Verdict:
    """Whether this person may close that session: their own, on any device."""
    return YES if session.user_id == by.pk else no("Cette connexion n’est pas la vôtre.")


def can_add_passkey(already: int) -> Verdict:
    """Whether an account that has so many passkeys may have one more."""
    if already < passkeys.MOST:
        return YES
    return no(f"{passkeys.MOST} clés d’accès au plus : retirez d’abord celle qui ne vous sert plus.")


def can_remove_passkey(*, leaves_a_factor: bool) -> Verdict:
    """Whether a passkey may be taken off: never the last thing that there is to show besides a password."""
    if leaves_a_factor:
        return YES
    return no(
        "C’est la seule chose qui protège votre compte en plus du mot de passe. Ajoutez d’abord une autre clé "
        "d’accès, ou une application de codes."
    )


@lru_cache(maxsize=256)
def around(areas: tuple[str, ...]) -> list[str]:
    """Every area that shares a commune with these: a département meets its communes, its région, France."""
    reference = geography()
    communes = {code for area in areas for code in reference.communes_of(area)}
    return sorted({area for code in communes for area in reference.commune(code).areas})
