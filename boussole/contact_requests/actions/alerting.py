"""The operator is told what should not be, once a day at most."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from boussole.contact_requests.message_names import BROKEN_INVARIANTS
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.invariants import findings
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage

ALERT_EVERY = timedelta(hours=23)  # a daily task is never exactly a day after the last one


@transaction.atomic
def alert_of_broken_invariants(*, now: datetime) -> OutgoingMessage | None:
    """Write to the operator what `boussole invariants` would say; None when all is well, or was told today."""
    found = findings(now)
    told = OutgoingMessage.objects.filter(template=BROKEN_INVARIANTS, created_at__gt=now - ALERT_EVERY)
    if not found or not settings.OPERATOR_EMAIL or told.exists():
        return None
    example = ContactRequest.objects.get(pk=found[0].examples[0])
    context: dict[str, object] = {"findings": found}
    return outbox.send(
        template=BROKEN_INVARIANTS, to=settings.OPERATOR_EMAIL, context=context, about=example, now=now
    )
