"""Mandates on a territory, a region or the country: given, proposed to somebody, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts import emails, policies
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
    mandate = Mandate(
        user=user, role=role, territory=territory, region=region, starts_on=now.date(), given_by=by
    )
    _write(mandate, Account.MANDATE_GIVEN, by=by, now=now)
    return mandate


@transaction.atomic
def propose_mandate(person: NewPerson, terms: MandateTerms, *, by: User, day: date, now: datetime) -> Mandate:
    """Propose a mandate to somebody: it opens nothing before they accept the invitation that leaves with it.

    :raises NotAllowed: for somebody who is not of the national team
    :raises InvitationRefused: when they have it already, it waits for their answer, or their account is closed
    :raises ValidationError: when the role, its scope and its days do not go together
    """
    policies.can_give_mandates(by, day).require()
    if terms.ends_on is not None and terms.ends_on < max(day, terms.starts_on):
        raise InvitationRefused("Le dernier jour vient après le premier, et n’est pas passé.", "ends_on")
    user = account_of(person, by=by, now=now)
    _refuse_twice(user, terms, day)
    mandate = Mandate(
        user=user,
        role=terms.role,
        territory=terms.territory if terms.role in (Role.ANIMATOR, Role.OBSERVER) else None,
        region=terms.region if terms.role in (Role.REGIONAL, Role.OBSERVER) else "",
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        given_by=by,
        is_pending=True,
    )
    _write(mandate, Account.MANDATE_PROPOSED, by=by, now=now)
    invite(user, by=by, now=now, pending=[mandate])
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, last_day: date, by: User, day: date, now: datetime) -> Mandate:
    """Say which day is its last; the day before today ends it at once. The person is told.

    :raises NotAllowed: for somebody who is not of the national team, for one's own, or once it is over
    :raises InvitationRefused: for a day that does not hold
    """
    mandate = locked(mandate)
    policies.can_end_mandate(by, mandate, day).require()
    yesterday = day - timedelta(days=1)
    if last_day < yesterday:
        raise InvitationRefused("Ce jour est passé : choisissez aujourd’hui ou un jour à venir.", "last_day")
    # One that was given this very day, or that had not begun, ends as if it never had.
    mandate.starts_on, mandate.ends_on = min(mandate.starts_on, last_day), last_day
    mandate.save(update_fields=["starts_on", "ends_on"])
    trail.record(
        Account.MANDATE_ENDED, by=by, on=mandate.user, at=now, role=mandate.role, on_day=last_day.isoformat()
    )
    until = day_in_words(last_day, year=True) if last_day > yesterday else ""
    emails.tell_mandate_ended(mandate, until, by=by, now=now)
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


def _refuse_twice(user: User, terms: MandateTerms, day: date) -> None:
    same = Mandate.objects.filter(user=user, role=terms.role, territory=terms.territory, region=terms.region)
    if same.in_force(day).exists():
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
