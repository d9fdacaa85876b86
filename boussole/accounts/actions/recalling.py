"""Nobody has answered: the invitation is recalled half-way and on its eve, then whoever sent it is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts import emails, joining, policies
from boussole.accounts.actions.inviting import send_link
from boussole.accounts.invitations import INVITATION_LIFE, LAST_CALL, MIDWAY_AFTER, due_reminder
from boussole.accounts.models import Invitation
from boussole.core.db import locked


def recall_invitations(*, now: datetime) -> int:
    """Send every reminder that is due, and tell who sent those that nobody answered; how many messages."""
    waiting = Invitation.objects.open(now).filter(expires_at__lte=now + INVITATION_LIFE - MIDWAY_AFTER)
    reminded = sum(_recall(invitation, now) for invitation in waiting.order_by("pk"))
    # Those that ended long before this was told (or before the software knew how to) say nothing any more.
    lately = Invitation.objects.expired(now).filter(
        expiry_told_at__isnull=True, expires_at__gt=now - INVITATION_LIFE
    )
    return reminded + sum(_tell_expired(invitation, now) for invitation in lately.order_by("pk"))


@transaction.atomic
def _recall(invitation: Invitation, now: datetime) -> bool:
    """Computed again on the locked row: another worker may have done it, the person may have come."""
    invitation = locked(invitation)
    links = list(invitation.links.order_by("sent_at"))
    kind = due_reminder(invitation.expires_at, {link.kind for link in links}, now)
    if not invitation.is_open(now) or kind is None or not invitation.user.is_active:
        return False
    if links and now - links[-1].sent_at < LAST_CALL:
        return False  # sent again by hand a moment ago
    send_link(invitation, kind, now=now)
    return True


@transaction.atomic
def _tell_expired(invitation: Invitation, now: datetime) -> bool:
    invitation = locked(invitation)
    if invitation.expiry_told_at is not None or invitation.accepted_at or invitation.cancelled_at:
        return False
    invitation.expiry_told_at = now
    invitation.save(update_fields=["expiry_told_at"])
    proposed = [each.in_words for each in joining.waiting_in(invitation)]
    still_wanted = bool(proposed) or bool(policies.can_open_account(invitation.user))
    return still_wanted and emails.tell_expired(invitation, proposed, now=now)
