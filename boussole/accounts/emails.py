"""The messages about accounts. Each is stored in the transaction of what it tells."""

from datetime import datetime
from enum import StrEnum

from boussole.accounts import joining, national_team
from boussole.accounts.inactivity import TOLD_BEFORE
from boussole.accounts.models import Invitation, InvitationLink, Mandate, User, WorkSession
from boussole.core.links import absolute
from boussole.core.typography import day_in_words, moment_in_words
from boussole.mail import outbox


def invite(invitation: Invitation, link: str, kind: InvitationLink.Kind, *, now: datetime) -> None:
    """Say who invites and for what, and give the link: to open an account, or to answer with the one there is."""
    template = "proposal" if invitation.user.is_open else "invitation"
    if kind in (InvitationLink.Kind.MIDWAY, InvitationLink.Kind.LAST_DAY):
        template = "invitation_reminder"
    outbox.send(
        template=f"accounts/emails/{template}",
        to=invitation.user.email,
        about=invitation,
        now=now,
        context={
            "invited": invitation.user,
            "inviter": invitation.invited_by,
            "proposed": [each.in_words for each in joining.waiting_in(invitation)],
            "has_account": invitation.user.is_open,
            "link": link,
            "until": moment_in_words(invitation.expires_at),
            "is_last_day": kind == InvitationLink.Kind.LAST_DAY,
        },
    )


def tell_expired(invitation: Invitation, proposed: list[str], *, now: datetime) -> bool:
    """To whoever sent it, while they still have an account: nobody came. Whether somebody was told."""
    return _tell_inviter("invitation_expired", invitation, proposed, now=now)


def tell_declined(invitation: Invitation, proposed: list[str], *, now: datetime) -> bool:
    """To whoever sent it: the person said no."""
    return _tell_inviter("invitation_declined", invitation, proposed, now=now)


def _tell_inviter(name: str, invitation: Invitation, proposed: list[str], *, now: datetime) -> bool:
    inviter = invitation.invited_by
    if inviter is None or not (inviter.is_active and inviter.is_open):
        return False
    runs_the_network = Mandate.objects.in_force_at(now).filter(user=inviter).exists()
    outbox.send(
        template=f"accounts/emails/{name}",
        to=inviter.email,
        about=inviter,  # not the invitation: its messages are erased with their links
        now=now,
        context={
            "inviter": inviter,
            "invited": invitation.user,
            "proposed": proposed,
            "link": absolute("animators:invitations" if runs_the_network else "extranet:invitations"),
        },
    )
    return True


class TeamNews(StrEnum):
    """What happens to a mandate of the national team."""

    PROPOSED = "proposed"
    ENDED = "ended"
    KEPT = "kept"


def tell_team(mandate: Mandate, news: TeamNews, *, by: User, now: datetime) -> None:
    """To everybody of the national team but who did it: a stolen account puts nobody out, or in, unseen."""
    told = national_team.colleagues_of(by, now)
    if news == TeamNews.ENDED:
        told = [person for person in told if person != mandate.user]  # has a message of their own
    for person in told:
        outbox.send(
            template="accounts/emails/national_team",
            to=person.email,
            about=mandate,
            now=now,
            context={
                "user": person,
                "concerned": mandate.user,
                "is_mine": person == mandate.user,
                "news": news,
                "until": _last_evening(mandate, now),
                "by": by,
                "link": absolute("animators:mandates"),
            },
        )


def _last_evening(mandate: Mandate, now: datetime) -> str:
    """Its last day in words; empty when it is over already, or has none."""
    ends_on = mandate.ends_on
    return day_in_words(ends_on, year=True) if ends_on and not mandate.is_over(now) else ""


def tell_mandate_ended(mandate: Mandate, *, by: User, now: datetime) -> None:
    """To the person whose mandate ends, while their account is open: on which day, and who decided."""
    if not (mandate.user.is_active and mandate.user.is_open):
        return
    outbox.send(
        template="accounts/emails/mandate_ended",
        to=mandate.user.email,
        about=mandate,
        now=now,
        context={
            "user": mandate.user,
            "mandate": joining.mandate_in_words(mandate),
            "until": _last_evening(mandate, now),
            "by": by,
            "link": absolute("account_home"),
            "mandates": absolute("animators:mandates") if mandate.is_national else "",
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


def tell_of_closing(user: User, *, now: datetime) -> None:
    """Tell somebody that an account nobody opens will be closed in a month, and how to keep it."""
    outbox.send(
        template="accounts/emails/closing",
        to=user.email,
        about=user,
        now=now,
        context={
            "user": user,
            "day": day_in_words((now + TOLD_BEFORE).date(), year=True),
            "link": absolute("account_login"),
        },
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


def tell_of_new_device(user: User, session: WorkSession | None, *, now: datetime) -> None:
    """Tell somebody that their account was opened where it had never been: if it was not them, they must know."""
    outbox.send(
        template="accounts/emails/new_device",
        to=user.email,
        about=user,
        now=now,
        context={
            "user": user,
            "device": session.device if session else "",
            "factor": session.get_factor_display() if session else "",
            "when": moment_in_words(now),
            "sessions": absolute("account_sessions"),
            "link": absolute("account_reset_password"),
        },
    )
