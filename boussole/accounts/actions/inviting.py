"""Ask somebody to come, ask again, take it back. What is proposed waits, and opens nothing, until they accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from boussole.accounts import emails, joining, policies
from boussole.accounts.audit_codes import Account
from boussole.accounts.invitations import INVITATION_LIFE
from boussole.accounts.joining import Pending
from boussole.accounts.models import Invitation, InvitationLink, User
from boussole.accounts.tokens import hashed, new_invitation_token
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.links import absolute
from boussole.mail import outbox

ONE_DAY = timedelta(days=1)


@transaction.atomic
def invite(user: User, *, by: User | None, now: datetime, pending: Iterable[Pending] = ()) -> Invitation:
    """Ask somebody to open their account, or to accept these rows, which wait until then.

    An invitation sent before that proposes nothing more of its own opens nothing any more. The row returned has the
    link in its attribute `link`, here only: what is stored cannot give it back.

    :raises NotAllowed: when the account is disabled, or open and nothing is proposed; after too many in a day
    """
    user, rows = locked(user), list(pending)
    policies.can_be_invited(user, proposes=bool(rows)).require()
    if by is not None:
        lately = Invitation.objects.filter(invited_by=by, sent_at__gt=now - ONE_DAY)
        policies.can_invite_more(lately.count()).require()
    invitation = Invitation.objects.create(
        user=user, invited_by=by, sent_at=now, expires_at=now + INVITATION_LIFE
    )
    for row in rows:
        row.invitation, row.is_pending = invitation, True
        row.save(update_fields=["invitation", "is_pending"])
    _end_those_replaced(invitation, by=by, now=now)
    trail.record(Account.INVITED, by=by, on=user, at=now, invitation=invitation.pk)
    send_link(invitation, InvitationLink.Kind.FIRST, now=now)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Send it again, expired or not: seven more days, with a link of its own.

    :raises NotAllowed: for somebody who does not follow it, once it is answered or cancelled, or too soon
    """
    invitation = locked(invitation)
    _require_followed(invitation, by, now)
    policies.can_be_sent_again(invitation, now).require()
    # Who asks again is told if nobody comes this time too.
    invitation.expires_at, invitation.expiry_told_at = now + INVITATION_LIFE, None
    invitation.save(update_fields=["expires_at", "expiry_told_at"])
    trail.record(Account.INVITATION_SENT_AGAIN, by=by, on=invitation.user, at=now, invitation=invitation.pk)
    send_link(invitation, InvitationLink.Kind.AGAIN, now=now)
    return invitation


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Take it back: its links open nothing any more, and what it proposed is gone.

    :raises NotAllowed: for somebody who does not follow it, or once it is answered
    """
    invitation = locked(invitation)
    _require_followed(invitation, by, now)
    policies.can_be_cancelled(invitation).require()
    end_invitation(invitation, by=by, now=now)
    trail.record(Account.INVITATION_CANCELLED, by=by, on=invitation.user, at=now, invitation=invitation.pk)
    return invitation


def close_invitations(user: User, *, now: datetime) -> None:
    """Nothing sent to this person, nor by them, opens anything any more. The caller holds the account."""
    concerned = Q(user=user) | Q(invited_by=user)
    for invitation in (
        Invitation.objects.unanswered().filter(concerned).select_for_update(of=("self",)).order_by("pk")
    ):
        end_invitation(invitation, by=None, now=now)


def end_invitation(invitation: Invitation, *, by: User | None, now: datetime) -> None:
    """Its links are dead, its messages lose the link they hold, its proposals are withdrawn. The row is locked."""
    require_transaction()
    for proposal in joining.waiting_in(invitation):
        proposal.kind.withdraw(proposal.row)
    invitation.cancelled_at, invitation.cancelled_by = now, by
    invitation.save(update_fields=["cancelled_at", "cancelled_by"])
    outbox.erase(about=invitation, now=now)


def send_link(invitation: Invitation, kind: InvitationLink.Kind, *, now: datetime) -> None:
    """Write one more mail, with a link that only it knows. The row is locked."""
    require_transaction()
    token = new_invitation_token()
    invitation.links.create(kind=kind, token_hash=hashed(token), sent_at=now)
    invitation.link = absolute("account_invitation_link", token)
    emails.invite(invitation, invitation.link, kind, now=now)


def _require_followed(invitation: Invitation, by: User, now: datetime) -> None:
    followed = joining.is_followed_by(invitation, by, now.date())
    policies.can_follow_invitation(followed=followed).require()


def _end_those_replaced(newer: Invitation, *, by: User | None, now: datetime) -> None:
    before = Invitation.objects.unanswered().filter(user=newer.user).exclude(pk=newer.pk)
    for invitation in before.select_for_update(of=("self",)).order_by("pk"):
        if not joining.waiting_in(invitation):
            end_invitation(invitation, by=by, now=now)
