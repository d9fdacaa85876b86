"""The accounts of the demonstration: open, with one password that the page `/demo/` tells."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db.models import Q

from boussole.accounts.models import Mandate, User
from boussole.partners.models import CharterAgreement, Referent

DEMO_PASSWORD = "quatre-tisanes-au-soleil"  # noqa: S105  (shown on /demo/, and set nowhere else)


class NotADemo(RuntimeError):
    """The demonstration is only ever written where the settings say that this is one."""


def require_demo() -> None:
    """Do nothing in the demo.

    :raises NotADemo: anywhere else, where invented people must not be mixed with real ones
    """
    if not settings.DEMO:
        raise NotADemo("Only the demo may be filled with invented people: set BOUSSOLE_DEMO=1.")


def open_accounts() -> int:
    """Open the accounts that an import has prepared; return how many were closed until now.

    An invitation each would be truer, and sixty-seven passwords to choose: here they all have the one
    that the page tells. One hash serves them all, since it protects nothing.
    """
    require_demo()
    prepared = User.objects.active().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return prepared.update(password=make_password(DEMO_PASSWORD))


def date_mandates_back(*, first_day: date) -> None:
    """Have everybody at work since their structure's charter, or since the first day of the year told.

    An import gives mandates from today, which is right for a real territory; a year of life needs
    people who were there.
    """
    require_demo()
    Mandate.objects.filter(starts_on__gt=first_day).update(starts_on=first_day)
    here = Referent.objects.filter(starts_on__gt=first_day)
    signed = Q(structure__charters__signed_on__gt=first_day)
    here.exclude(signed).update(starts_on=first_day)
    for charter in CharterAgreement.objects.filter(signed_on__gt=first_day).order_by("pk"):
        late_comers = Referent.objects.filter(structure=charter.structure_id, starts_on__gt=charter.signed_on)
        late_comers.update(starts_on=charter.signed_on)
