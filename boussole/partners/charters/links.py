"""The link of one signatory: kept as a hash, bound to one person and one agreement (guarantees.md R24, G15)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from boussole.accounts.tokens import hashed, new_invitation_token
from boussole.core.links import absolute
from boussole.partners.charters.reminding import LINK_LIFE, Mail
from boussole.partners.models import Signatory, SignatureLink

ROUTE = "extranet:signature_door"


def new_link(signatory: Signatory, mail: Mail, *, now: datetime, life: timedelta = LINK_LIFE) -> str:
    """Write the row, and return the only copy of the address."""
    token = new_invitation_token()
    SignatureLink.objects.create(
        signatory=signatory, kind=str(mail), token_hash=hashed(token), sent_at=now, expires_at=now + life
    )
    return absolute(ROUTE, token)


def behind(token: str, now: datetime) -> SignatureLink | None:
    """The link that this secret opens; None when it is unknown, over, or of an account that was closed."""
    return _opened(now).filter(token_hash=hashed(token)).first()


def opened(number: int, now: datetime) -> SignatureLink | None:
    """The same, for a browser that came through the door before."""
    return _opened(now).filter(pk=number).first()


def _opened(now: datetime):  # type: ignore[no-untyped-def]  # a query set of links, with what a page reads
    """Somebody who left opens nothing: their links are over with their account (G20)."""
    rows = SignatureLink.objects.filter(expires_at__gt=now)
    alive = rows.filter(Q(signatory__user__isnull=True) | Q(signatory__user__is_active=True))
    return alive.select_related(
        "signatory__user", "signatory__agreement__structure", "signatory__agreement__territory"
    )
