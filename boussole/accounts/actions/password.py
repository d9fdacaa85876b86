"""Choose a password again."""

from __future__ import annotations

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.db import transaction

from boussole.accounts import emails, sessions, throttling
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User, WorkSession
from boussole.accounts.tokens import ResetTokens
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.links import absolute
from boussole.mail import outbox


def send_reset_link(email: str, *, now: datetime) -> None:
    """Send the link that lets a person choose a new password, if an open account has this address.

    Nobody can tell from outside: for an unknown address the same rows are written, then taken back.
    """
    user = User.objects.active().filter(email=email).first()
    known = user is not None and user.is_open
    addressee = user if known else User(pk=0, email=email)
    with transaction.atomic():
        before = transaction.savepoint()
        link = absolute(
            "account_reset_password_from_key",
            uidb36=user_pk_to_url_str(addressee),
            key=ResetTokens().make_token(addressee),
        )
        try:
            emails.send_reset_link(addressee, link, now=now)
        except outbox.NotAnAddress:
            known = False
        trail.record(Account.RESET_ASKED, by=None, on=addressee, at=now)
        if known:
            transaction.savepoint_commit(before)
        else:
            transaction.savepoint_rollback(before)


@transaction.atomic
def change_password(user: User, password: str, *, now: datetime, but: WorkSession | None = None) -> User:
    """A new password, chosen by the person themselves: every session open with the former one is over.

    `but` is the session where it was chosen, which goes on.
    """
    user = locked(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_sessions_of(user, now, but=but)
    # They have proved who they are: failures that somebody else piled up no longer lock them out.
    throttling.forget(throttling.PASSWORD, user.email)
    trail.record(Account.PASSWORD_CHANGED, by=user, on=user, at=now)
    emails.tell_what_changed(user, "Le mot de passe de votre compte a été changé", now=now)
    return user
