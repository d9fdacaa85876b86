"""When a promise was broken, another structure is one press away, with the same answers shared."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.audit import trail
from boussole.contact_requests import emails, policies, promise
from boussole.contact_requests.load import watch_capacity
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.core.clock import local_day
from boussole.core.db import locked
from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer
from boussole.orientation.queries import MAX_SHOWN


@transaction.atomic
def ask_another(filing: Filing, offer: Offer, *, now: datetime) -> ContactRequest:
    """File a request for one more offer in the same filing: the same answers shared, a promise of its own.

    Pressing a button that shows what will be shared, and with whom, is the agreement. Pressed twice, it files once.
    """
    filing = locked(filing)
    asked = filing.contact_requests.filter(offer=offer).first()
    if asked is not None:
        return asked
    policies.can_ask_another(filing, offer, now).require()
    like, reasons = _let_down_by(filing, offer, now)
    new = _new_request(filing, offer, like=like, reasons=reasons, now=now)
    trail.record("contact_request.asked_another", by=trail.YOUNG_PERSON, on=new, at=now, instead_of=like.pk)
    if not filing.is_quarantined:
        emails.acknowledge(filing, [new], now=now)
        emails.send_recap(new, now=now)
    return new


def _let_down_by(filing: Filing, offer: Offer, now: datetime) -> tuple[ContactRequest, tuple[str, ...]]:
    """The request that was let down and that this offer could answer instead, and why it fits."""
    rows = filing.contact_requests.select_related("offer__theme", "filing__territory")
    for row in rows.filter(offer__theme=offer.theme_id).order_by("due_at"):
        if policies.is_let_down(row, now):
            for found in other_offers_for(row, now, most=MAX_SHOWN):
                if found.id == offer.pk:
                    return row, found.reasons
    raise NotAllowed("Ce service ne correspond pas à ta situation, ou vient d’être retiré.")


def _new_request(
    filing: Filing, offer: Offer, *, like: ContactRequest, reasons: tuple[str, ...], now: datetime
) -> ContactRequest:
    """What was shared with the first structure, no more; what this one promises today."""
    today = local_day(now, filing.timezone)
    shown = Offer.objects.promising(today).select_related("structure", "theme").get(pk=offer.pk)
    new = ContactRequest.objects.create(
        filing=filing,
        offer=shown,
        structure=shown.structure,
        offer_version_id=shown.version_on_line,
        offer_title=shown.title,
        promised_days=shown.days_promised,
        filed_at=now,
        due_at=promise.due_at(now, shown.days_promised, filing.timezone),
        situation=like.situation,
        reasons=list(reasons),
    )
    watch_capacity(shown)
    return new
