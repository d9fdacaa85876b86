"""The second factor: set up, proved, lost."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from boussole.accounts import emails, second_factor, sessions, throttling
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User, WorkSession
from boussole.audit import trail
from boussole.core.db import locked


def prove_second_factor(user: User, code: str, *, now: datetime) -> Authenticator | None:
    """The factor that this code proves, now spent; None for a wrong code, which is counted.

    :raises throttling.Refused: after too many wrong codes
    """
    # Outside any transaction: a wrong code stays counted whatever happens next.
    throttling.count_try(throttling.SECOND_FACTOR, str(user.pk), now=now)
    with transaction.atomic():
        factor = second_factor.use_code(user, code)
        if factor is None:
            trail.record(Account.SECOND_FACTOR_FAILED, by=None, on=user, at=now)
            return None
        throttling.forget(throttling.SECOND_FACTOR, str(user.pk))
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            trail.record(Account.RECOVERY_CODE_USED, by=user, on=user, at=now)
            emails.tell_what_changed(user, "Un code de secours a servi à ouvrir votre compte", now=now)
        return factor


@transaction.atomic
def enrol_second_factor(
    user: User, secret: str, *, period: int, now: datetime, but: WorkSession | None = None
) -> User:
    """The application that gave the code of this half-minute becomes the person's second factor.

    It replaces any former one; recovery codes are renewed, and every session open so far is over, except the one
    where it was set up.
    """
    user = locked(user)
    replaces = second_factor.has_application(user)
    second_factor.keep_application(user, secret, period=period)
    second_factor.renew_recovery_codes(user)
    sessions.end_all(user, now, but=but)
    trail.record(Account.SECOND_FACTOR_ENROLLED, by=user, on=user, at=now, replaces=replaces)
    emails.tell_what_changed(user, "La double authentification de votre compte a été réglée", now=now)
    return user


@transaction.atomic
def renew_recovery_codes(user: User, *, now: datetime) -> None:
    """Ten new recovery codes; the former ones open nothing any more."""
    user = locked(user)
    second_factor.renew_recovery_codes(user)
    trail.record(Account.RECOVERY_CODES_RENEWED, by=user, on=user, at=now)
    emails.tell_what_changed(user, "De nouveaux codes de secours ont été créés pour votre compte", now=now)


@transaction.atomic
def remove_second_factor(user: User, *, by: User | None, now: datetime) -> User:
    """For somebody who lost both the phone and the codes, once we know by voice that it is them.

    Never by e-mail alone (guarantees.md R11): the next sign-in asks the password, then sets up a new factor.
    """
    user = locked(user)
    second_factor.remove(user)
    sessions.end_all(user, now)
    trail.record(Account.SECOND_FACTOR_REMOVED, by=by, on=user, at=now)
    emails.tell_what_changed(user, "La double authentification de votre compte a été retirée", now=now)
    return user
