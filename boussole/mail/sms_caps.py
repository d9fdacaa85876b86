"""How many SMS may leave: a page that sends SMS is a purse for whoever can press its button (T23)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from boussole.core.db import require_transaction
from boussole.mail.models import OutgoingMessage

PER_NUMBER = ((timedelta(minutes=10), 3), (timedelta(hours=1), 5))
# Robots walk through numbers that follow each other: so many others in an hour, alike but for two digits.
NEIGHBOURS_PER_HOUR = 10
ALIKE_BUT_FOR = 2
DAY = timedelta(hours=24)


def reached(message: OutgoingMessage, *, now: datetime) -> str:
    """The name of the cap that keeps this SMS waiting, or nothing when it may leave."""
    require_transaction()
    with connection.cursor() as cursor:
        # Two workers must not both find the last place free: one counts at a time, until it commits.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('boussole.sms_caps'))")
    for period, most in PER_NUMBER:
        if _others(message, now - period, now).filter(to_address=message.to_address).count() >= most:
            return "sms_cap_per_number"
    alike = Q(to_address__startswith=message.to_address[:-ALIKE_BUT_FOR]) & ~Q(to_address=message.to_address)
    if _others(message, now - timedelta(hours=1), now).filter(alike).count() >= NEIGHBOURS_PER_HOUR:
        return "sms_cap_neighbours"
    if _others(message, now - DAY, now).count() >= settings.SMS_PER_DAY:
        return "sms_cap_per_day"
    return ""


def _others(message: OutgoingMessage, since: datetime, now: datetime) -> QuerySet[OutgoingMessage]:
    """The other SMS that left since then, may have left, or are leaving at this moment."""
    status = OutgoingMessage.Status
    left = Q(status__in=[status.SENT, status.UNKNOWN], closed_at__gt=since)
    leaving = Q(status=status.TODO, lease_until__gt=now)
    sms = OutgoingMessage.objects.filter(channel=OutgoingMessage.Channel.SMS)
    return sms.filter(left | leaving).exclude(pk=message.pk)
