"""Mandates on a territory, a region or the country: given, proposed to somebody, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts import emails, national_team, policies
from boussole.accounts.actions.inviting import invite
from boussole.accounts.actions.opening import prepare_account
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import Mandate, User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.moves import AnswerRefused
from boussole.core.typography import day_in_words
from boussole.territories.models import Territory

Role = Mandate.Role


class InvitationRefused(AnswerRefused):
    """What was asked cannot be."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to bring in, who may have an account already: the address tells."""

    email: str
    first_name: str
    last_name: str
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What a mandate says: the role, the place it is about, between which days."""

    role: Mandate.Role
    starts_on: date
    ends_on: date | None = None
    territory: Territory | None = None
    region: str = ""


@transaction.atomic
def give_mandate(
    user: User,
    *,
    role: Mandate.Role,
    territory: Territory | None = None,
    region: str = "",
    by: User | None,
    now: datetime,
) -> Mandate:
    """Let a person act on a territory, a region or the country, from today, without asking them: the operator does.

    :raises ValidationError: when the role and its scope do not go together
    """
    mandate = Mandate(user=user, role=role, territory=territory, region=region, given_by=by)
    mandate.starts_on = mandate.today(now)
    _write(mandate, Account.MANDATE_GIVEN, by=by, now=now)
    return mandate


@transaction.atomic
def propose_mandate(person: NewPerson, terms: MandateTerms, *, by: User, now: datetime) -> Mandate:
    """Propose a mandate to somebody: it opens nothing before they accept the invitation that leaves with it.

    Somebody new in the national team is no secret: its members are told.

    :raises NotAllowed: for somebody who is not of the national team
    :raises InvitationRefused: when they have it already, it waits for their answer, or their account is closed
    :raises ValidationError: when the role, its scope and its days do not go together
    """
    policies.can_give_mandates(by, now.date()).require()
    mandate = Mandate(
        role=terms.role,
        territory=terms.territory if terms.role in (Role.ANIMATOR, Role.OBSERVER) else None,
        region=terms.region if terms.role in (Role.REGIONAL, Role.OBSERVER) else "",
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        given_by=by,
        is_pending=True,
    )
    if terms.ends_on is not None and terms.ends_on < max(mandate.today(now), terms.starts_on):
        raise InvitationRefused("Le dernier jour vient après le premier, et n’est pas passé.", "ends_on")
    mandate.user = account_of(person, by=by, now=now)
    _refuse_twice(mandate, now)
    _write(mandate, Account.MANDATE_PROPOSED, by=by, now=now)
    invite(mandate.user, by=by, now=now, pending=[mandate])
    if mandate.is_national:
        emails.tell_team(mandate, emails.TeamNews.PROPOSED, by=by, now=now)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, last_day: date, by: User, now: datetime) -> Mandate:
    """Say which day is its last; the day before today ends it at once. The person is told.

    In the national team nobody does it alone and unseen: everybody is told, and three days pass unless a second
    colleague agrees (decision 0036).

    :raises NotAllowed: for somebody who is not of the national team, for one's own, or once it is over
    :raises InvitationRefused: for a day that does not hold, or when the national team would be empty
    """
    if mandate.is_national:
        national_team.lock_team()
    mandate = locked(mandate)
    policies.can_end_mandate(by, mandate, now).require()
    _refuse_too_early(mandate, last_day, by, now)
    # One that was given this very day, or that had not begun, ends as if it never had.
    mandate.starts_on, mandate.ends_on = min(mandate.starts_on, last_day), last_day
    mandate.end_asked_by = by if mandate.is_national else None
    mandate.save(update_fields=["starts_on", "ends_on", "end_asked_by"])
    trail.record(
        Account.MANDATE_ENDED, by=by, on=mandate.user, at=now, role=mandate.role, on_day=last_day.isoformat()
    )
    emails.tell_mandate_ended(mandate, by=by, now=now)
    if mandate.is_national:
        emails.tell_team(mandate, emails.TeamNews.ENDED, by=by, now=now)
    return mandate


@transaction.atomic
def keep_mandate(mandate: Mandate, *, by: User, now: datetime) -> Mandate:
    """Call off the end that a colleague asked for alone: the mandate goes on, and everybody is told.

    :raises NotAllowed: for somebody who is not of the national team, or when no such end is asked
    """
    mandate = locked(mandate)
    policies.can_keep_mandate(by, mandate, now).require()
    mandate.ends_on, mandate.end_asked_by = None, None
    mandate.save(update_fields=["ends_on", "end_asked_by"])
    trail.record(Account.MANDATE_KEPT, by=by, on=mandate.user, at=now, role=mandate.role)
    emails.tell_team(mandate, emails.TeamNews.KEPT, by=by, now=now)
    return mandate


def account_of(person: NewPerson, *, by: User, now: datetime) -> User:
    """The account at this address, prepared when there is none.

    :raises InvitationRefused: when it is closed
    """
    require_transaction()
    user = User.objects.filter(email__iexact=person.email).first()
    if user is None:
        return prepare_account(
            person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            job_title=person.job_title,
            by=by,
            now=now,
        )
    if not user.is_active:
        raise InvitationRefused(
            "Ce compte est fermé : l’animation du territoire peut le rouvrir. Ou donnez une autre adresse.",
            "email",
        )
    return user


def _refuse_too_early(mandate: Mandate, last_day: date, by: User, now: datetime) -> None:
    earliest = national_team.earliest_end(mandate, by, now)
    if last_day < earliest:
        raise InvitationRefused(
            f"Au plus tôt le {day_in_words(earliest, year=True)}. Pour finir avant, une autre personne de l’équipe "
            "nationale confirme."
            if earliest > mandate.today(now)
            else "Ce jour est passé : choisissez aujourd’hui ou un jour à venir.",
            "last_day",
        )
    if mandate.is_national and not national_team.stands_without(mandate, last_day, now):
        raise InvitationRefused(
            "Après ce jour, il ne resterait personne dans l’équipe nationale : donnez d’abord un mandat à quelqu’un.",
            "last_day",
        )


def _refuse_twice(mandate: Mandate, now: datetime) -> None:
    user = mandate.user
    same = Mandate.objects.filter(
        user=user, role=mandate.role, territory=mandate.territory, region=mandate.region
    )
    if same.in_force_at(now).exists():
        raise InvitationRefused(f"{user.full_name} a déjà ce mandat.", "email")
    if same.pending().exists():
        raise InvitationRefused(
            f"{user.full_name} a déjà reçu cette invitation : envoyez-la de nouveau depuis « Invitations ».",
            "email",
        )


def _write(mandate: Mandate, code: Account, *, by: User | None, now: datetime) -> None:
    mandate.full_clean()
    mandate.save()
    place = mandate.territory.code if mandate.territory else None
    trail.record(
        code, by=by, on=mandate.user, at=now, role=mandate.role, territory=place, region=mandate.region
    )
