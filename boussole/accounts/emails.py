"""The messages about accounts. Each is stored in the transaction of what it tells."""

from datetime import datetime

from boussole.accounts.models import Invitation, User
from boussole.core.links import absolute
from boussole.core.typography import moment_in_words
from boussole.mail import outbox


def invite(invitation: Invitation, link: str, *, now: datetime) -> None:
    """Say who invites, and give the link that opens the account."""
    outbox.send(
        template="accounts/emails/invitation",
        to=invitation.user.email,
        about=invitation,
        now=now,
        context={
            "invited": invitation.user,
            "inviter": invitation.invited_by,
            "link": link,
            "until": moment_in_words(invitation.expires_at),
        },
    )


def send_reset_link(user: User, link: str, *, now: datetime) -> None:
    """Give the link with which a new password is chosen."""
    outbox.send(
        template="accounts/emails/reset",
        to=user.email,
        about=user,
        now=now,
        context={"user": user, "link": link},
    )


def tell_what_changed(user: User, what: str, *, now: datetime) -> None:
    """Tell somebody that the locks of their account have changed: if it was not them, they must know."""
    outbox.send(
        template="accounts/emails/lock_changed",
        to=user.email,
        about=user,
        now=now,
        context={
            "user": user,
            "what": what,
            "when": moment_in_words(now),
            "link": absolute("account_reset_password"),
        },
    )
