"""Put on line what was approved for a day to come, when that day begins where the structure is."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from boussole.offers import emails
from boussole.offers.actions.holding import in_hand
from boussole.offers.actions.reviewing import faults_of, put_on_line
from boussole.offers.models import OfferVersion
from boussole.partners.absences import today_at

ONE_DAY = timedelta(days=1)  # the furthest that any local day is from that of Greenwich

logger = logging.getLogger(__name__)


def publish_due(*, now: datetime) -> int:
    """One sweep; return how many versions were put on line. Swept twice, nothing happens twice.

    Each version has its own transaction: one that cannot be published does not hold back the others.
    """
    waiting = OfferVersion.objects.filter(
        status=OfferVersion.Status.SCHEDULED, publish_on__lte=now.date() + ONE_DAY
    )
    published = 0
    for pk in list(waiting.order_by("publish_on", "pk").values_list("pk", flat=True)):
        try:
            published += _publish_if_due(pk, now=now)
        except Exception:
            logger.exception("The version %s could not be published on its day.", pk)
    return published


@transaction.atomic
def _publish_if_due(pk: int, *, now: datetime) -> bool:
    version = in_hand(OfferVersion.objects.select_related("offer").get(pk=pk))
    if version.status != OfferVersion.Status.SCHEDULED or version.publish_on is None:
        return False
    if version.publish_on > today_at(version.offer.structure, now):
        return False
    if found := faults_of(version):
        # The zone of the structure, say, has been narrowed since: back to the people who can mend it.
        note = " ".join(each.message for each in found)
        version.move_to(OfferVersion.Status.DRAFT, by=None, at=now, note=note)
        emails.tell_not_published(version, note=note, now=now)
        return False
    put_on_line(version, by=None, now=now)
    return True
