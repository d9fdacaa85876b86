"""The calendar of a charter: its days are those of where it is signed, overseas too (product.md 5.6).

The one place that says which day it is for an agreement: of one row in Python, of many in one query.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from boussole.core.clock import local_day
from boussole.core.db import LocalDay
from boussole.territories.geography import PARIS, timezone_at
from boussole.territories.timezones import overseas

if TYPE_CHECKING:
    from boussole.partners.models.charter import CharterAgreement


def zone_of(charter: CharterAgreement) -> str:
    """The time zone of its territory; of where the structure is, for one that was signed without a territory."""
    if charter.territory is not None:
        return charter.territory.timezone
    return timezone_at(charter.structure.commune)


def today_of(charter: CharterAgreement, now: datetime) -> date:
    """The day it is where the charter is signed: the first that a signature, a notice or a paper may have."""
    return local_day(now, zone_of(charter))


def today_of_each(now: datetime) -> LocalDay:
    """The same, of each row of a query on agreements."""
    where = [When(structure__commune__startswith=code, then=Value(zone)) for code, zone in overseas()]
    zone = Coalesce(F("territory__timezone"), Case(*where, default=Value(PARIS)))
    return LocalDay(zone, now)
