"""A recap that does not arrive is told to a person before the machine gives up (guarantees.md G8)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from boussole.contact_requests import emails
from boussole.contact_requests.actions.reminding import tell_once
from boussole.contact_requests.message_names import CORRECTED_RECAP, RECAP
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.recipients import addresses_of, own_addresses_of_team
from boussole.contact_requests.schedule import Audience
from boussole.core.clock import local_day
from boussole.mail.models import OutgoingMessage

RECAPS = (RECAP, CORRECTED_RECAP)
TO_TEAM_AFTER, TO_ANIMATOR_AFTER = timedelta(minutes=15), timedelta(hours=1)
LOOKED_BACK = timedelta(days=7)

logger = logging.getLogger(__name__)


class Trouble(StrEnum):
    """What the ledger holds beside the schedule: these depend on the mail, not on the clock."""

    RECAP_TROUBLE = "RECAP_TROUBLE"
    RECAP_TROUBLE_ANIMATOR = "RECAP_TROUBLE_ANIMATOR"


def warn_of_lost_recaps(*, now: datetime) -> int:
    """Tell the team by their own addresses, then the animation; return how many warnings were told."""
    count = 0
    for pk in _with_a_recap_in_trouble(now):
        try:
            count += _warn(pk, now=now)
        except Exception:  # one request that cannot be told must not silence the others
            logger.exception("Nobody could be warned about contact request %s.", pk)
    return count


def _with_a_recap_in_trouble(now: datetime) -> list[int]:
    """The requests of which a recap waits for too long or was lost, and that nobody has taken up."""
    recaps = OutgoingMessage.objects.filter(
        template__in=RECAPS, about_type=ContactRequest._meta.label, created_at__gt=now - LOOKED_BACK
    )
    late = recaps.waiting().filter(created_at__lte=now - TO_TEAM_AFTER)
    ids = (late | recaps.in_trouble()).values_list("about_id", flat=True).distinct()
    waiting = ContactRequest.objects.filter(
        pk__in=[int(each) for each in ids],
        status=ContactRequest.Status.SENT,
        filing__is_quarantined=False,
    )
    return list(waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _warn(pk: int, *, now: datetime) -> int:
    found = ContactRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
    row = found.select_related("filing", "offer__theme", "structure", "owner").first()
    if row is None or row.status != ContactRequest.Status.SENT:
        return 0
    waited = _silence_of(row, now)
    if waited is None:
        return 0
    team = own_addresses_of_team(row, now)
    warned = _tell(row, Trouble.RECAP_TROUBLE, emails.remind, team, now=now)
    if waited >= TO_ANIMATOR_AFTER:
        animators = addresses_of(Audience.ANIMATOR, row, now)
        warned += _tell(row, Trouble.RECAP_TROUBLE_ANIMATOR, emails.warn_animators, animators, now=now)
    return warned


def _silence_of(contact_request: ContactRequest, now: datetime) -> timedelta | None:
    """Since when the last recap should have arrived, if no copy of it did; None when one was accepted."""
    recaps = list(OutgoingMessage.objects.about(contact_request).filter(template__in=RECAPS))
    written = max((each.created_at for each in recaps), default=None)
    copies = [each for each in recaps if each.created_at == written]
    if written is None or any(each.status == OutgoingMessage.Status.SENT for each in copies):
        return None
    is_lost = all(each.status != OutgoingMessage.Status.TODO for each in copies)
    return now - written if is_lost or now - written >= TO_TEAM_AFTER else None


def _tell(
    contact_request: ContactRequest,
    kind: Trouble,
    write: Callable[..., int],
    addresses: list[str],
    *,
    now: datetime,
) -> int:
    if contact_request.reminders.filter(kind=kind).exists():
        return 0  # once, whatever the day
    return tell_once(
        contact_request,
        kind,
        day=local_day(now, contact_request.filing.timezone),
        now=now,
        write=lambda: write(contact_request, kind.lower(), addresses, now=now),
    )
