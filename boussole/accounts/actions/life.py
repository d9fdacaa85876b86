"""An account in use: its profile, its sessions, its end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts import leaving, policies, second_factor, sessions
from boussole.accounts.actions.inviting import close_invitations
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User, WorkSession
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.mail import outbox


@transaction.atomic
def update_profile(
    user: User, *, first_name: str, last_name: str, job_title: str, phone: str, now: datetime
) -> User:
    """What colleagues and young people read about this person. The address is not theirs to change."""
    user = locked(user)
    user.first_name, user.last_name, user.job_title, user.phone = first_name, last_name, job_title, phone
    user.save(update_fields=["first_name", "last_name", "job_title", "phone"])
    trail.record(Account.PROFILE_CHANGED, by=user, on=user, at=now)
    return user


@transaction.atomic
def choose_workplace(user: User, code: str) -> User:
    """Remember where the person chose to work: what their desks show next, and nothing else."""
    user = locked(user)
    user.workplace = code
    user.save(update_fields=["workplace"])
    return user


@transaction.atomic
def end_sessions(user: User, *, by: User | None, now: datetime, but: WorkSession | None = None) -> User:
    """Close every session of this account, wherever it is open; all but one when its owner asks for it there."""
    user = locked(user)
    sessions.end_all(user, now, but=but)
    trail.record(Account.SESSIONS_ENDED, by=by, on=user, at=now)
    return user


@transaction.atomic
def end_session(session: WorkSession, *, by: User, now: datetime) -> None:
    """Close one session of one's account, open on another device.

    :raises NotAllowed: for somebody else's
    """
    policies.can_end_session(session, by).require()
    sessions.end_session(session, now)
    trail.record(Account.SESSION_ENDED, by=by, on=session.user, at=now)


@transaction.atomic
def disable(user: User, *, by: User | None, now: datetime) -> User:
    """Close the account at once: sessions, invitations, links, and whatever other modules registered.

    :raises NotAllowed: for one's own account, or one that is closed already
    """
    user = locked(user)
    policies.can_be_disabled(user, by).require()
    user.is_active, user.disabled_at = False, now
    user.save(update_fields=["is_active", "disabled_at"])
    sessions.end_all(user, now)
    close_invitations(user, now=now)
    outbox.cancel(about=user, now=now)
    leaving.stop_everything(user, now)
    trail.record(Account.DISABLED, by=by, on=user, at=now)
    return user


@transaction.atomic
def reopen(user: User, *, by: User | None, now: datetime) -> User:
    """Let a person come back: the account is ready again, and a new invitation opens it.

    Neither the former password, nor the former second factor, nor ProConnect come back with it.

    :raises MoveRefused: when the account is not closed
    """
    user = locked(user)
    if user.is_active:
        raise MoveRefused("Ce compte n’est pas désactivé.")
    user.is_active, user.disabled_at = True, None
    user.set_unusable_password()
    user.save(update_fields=["is_active", "disabled_at", "password"])
    second_factor.remove(user)
    user.identities.all().delete()
    trail.record(Account.REOPENED, by=by, on=user, at=now)
    return user
