"""From an account that is prepared to one that somebody has opened; the mandates it is given."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from boussole.accounts import emails, policies
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import Invitation, InvitationLink, Mandate, User
from boussole.accounts.tokens import hashed, new_invitation_token
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.links import absolute
from boussole.core.moves import MoveRefused
from boussole.mail import outbox
from boussole.territories.models import Territory

INVITATION_LIFE = timedelta(days=7)  # guarantees.md G15


class AlreadyKnown(MoveRefused):
    """There is an account at this address already."""


class InvitationClosed(MoveRefused):
    """The link was used, replaced by a newer one, or is too old."""


@transaction.atomic
def prepare_account(
    email: str,
    *,
    first_name: str,
    last_name: str,
    job_title: str = "",
    phone: str = "",
    by: User | None,
    now: datetime,
) -> User:
    """An account that nobody can open yet: only an invitation will.

    :raises AlreadyKnown: when this address has an account
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnown("Il existe déjà un compte à cette adresse e-mail.")
    user = User.objects.create_user(
        email, first_name=first_name, last_name=last_name, job_title=job_title, phone=phone
    )
    trail.record(Account.PREPARED, by=by, on=user, at=now)
    return user


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
    """Let a person act on a territory, a region or the country, from today.

    :raises ValidationError: when the role and its scope do not go together
    """
    mandate = Mandate(user=user, role=role, territory=territory, region=region, starts_on=now.date())
    mandate.full_clean()
    mandate.save()
    trail.record(
        Account.MANDATE_GIVEN,
        by=by,
        on=user,
        at=now,
        role=role,
        territory=territory.code if territory else None,
        region=region,
    )
    return mandate


@transaction.atomic
def invite(user: User, *, by: User | None, now: datetime) -> Invitation:
    """Send the link that opens this account; a link sent before opens nothing any more.

    The row has the link in its attribute `link`, here only: what is stored cannot give it back.

    :raises NotAllowed: when the account is already open, or disabled
    """
    user = locked(user)
    policies.can_be_invited(user).require()
    close_invitations(user, now=now)
    token = new_invitation_token()
    invitation = Invitation.objects.create(
        user=user, invited_by=by, sent_at=now, expires_at=now + INVITATION_LIFE
    )
    invitation.links.create(kind=InvitationLink.Kind.FIRST, token_hash=hashed(token), sent_at=now)
    invitation.link = absolute("account_invitation_link", token)
    trail.record(Account.INVITED, by=by, on=user, at=now, invitation=invitation.pk)
    emails.invite(invitation, invitation.link, now=now)
    return invitation


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, first_name: str, last_name: str, password: str, now: datetime
) -> User:
    """The invited person opens their account; the link is spent.

    :raises InvitationClosed: when somebody was faster, or the link too old
    """
    invitation = locked(invitation)
    user = locked(invitation.user)
    if not (invitation.is_open(now) and policies.can_be_invited(user)):
        raise InvitationClosed("Ce lien d’invitation ne fonctionne plus.")
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "password"])
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    outbox.erase(about=invitation, now=now)  # the message holds the link
    trail.record(Account.INVITATION_ACCEPTED, by=user, on=user, at=now, invitation=invitation.pk)
    return user


def close_invitations(user: User, *, now: datetime) -> None:
    """No link sent to this person opens anything any more. The caller holds the account."""
    for invitation in user.invitations.open(now):
        invitation.expires_at = now
        invitation.save(update_fields=["expires_at"])
        outbox.erase(about=invitation, now=now)
