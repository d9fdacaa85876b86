"""The person who was invited says yes, or no."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts import emails, joining, policies
from boussole.accounts.actions.inviting import end_invitation
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import Invitation, User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.mail import outbox


class InvitationClosed(MoveRefused):
    """The link was used, replaced, cancelled, or is too old."""


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, first_name: str, last_name: str, password: str, now: datetime
) -> User:
    """Open the account, and bring what was proposed into force; the links are spent.

    :raises InvitationClosed: when somebody was faster, or the link too old
    """
    # The account first, then its invitations: the order in which `disable` locks them.
    user, invitation = locked(invitation.user), locked(invitation)
    if not (invitation.is_open(now) and policies.can_open_account(user)):
        raise InvitationClosed("Ce lien d’invitation ne fonctionne plus.")
    user.first_name, user.last_name = first_name, last_name
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "password"])
    _accept(invitation, user, now)
    return user


@transaction.atomic
def join(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Somebody who has an account accepts what is proposed to them.

    :raises NotAllowed: for somebody else than the invited person
    :raises InvitationClosed: once answered, cancelled or too old
    """
    user, invitation = locked(invitation.user), locked(invitation)
    policies.can_answer_invitation(by, invitation).require()
    if not invitation.is_open(now):
        raise InvitationClosed("Cette invitation n’est plus ouverte.")
    _accept(invitation, user, now)
    return invitation


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """The invited person says no: what was proposed is gone, and whoever sent it is told.

    :raises NotAllowed: for somebody else than the invited person
    :raises InvitationClosed: once answered, cancelled or too old
    """
    invitation = locked(invitation)
    policies.can_answer_invitation(by, invitation).require()
    if not invitation.is_open(now):
        raise InvitationClosed("Cette invitation n’est plus ouverte.")
    proposed = [each.in_words for each in joining.waiting_in(invitation)]
    end_invitation(invitation, by=by, now=now)
    trail.record(Account.INVITATION_DECLINED, by=by, on=invitation.user, at=now, invitation=invitation.pk)
    emails.tell_declined(invitation, proposed, now=now)
    return invitation


def _accept(invitation: Invitation, user: User, now: datetime) -> None:
    for proposal in joining.waiting_in(invitation):
        proposal.kind.accept(proposal.row, now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    outbox.erase(about=invitation, now=now)  # its messages hold the links
    trail.record(Account.INVITATION_ACCEPTED, by=user, on=user, at=now, invitation=invitation.pk)
