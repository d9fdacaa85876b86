"""Write the rules that the offers of a territory, or of the country, are read against."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.moves import MoveRefused
from boussole.offers.editorial.line import Line, document_of
from boussole.offers.models import EditorialLine
from boussole.offers.policies.editorial import can_write_line
from boussole.territories.models import Territory


@transaction.atomic
def write_line(
    territory: Territory | None, line: Line, *, by: User, day: date, now: datetime
) -> EditorialLine:
    """These rules from now on, for a territory or (None) wherever none were adapted. Nothing is ever blocked.

    :raises NotAllowed: for somebody who does not run the network there
    :raises MoveRefused: when a rule is absurd, with its sentence
    """
    can_write_line(by, territory, day).require()
    for _, fault in line.faults():
        raise MoveRefused(fault)
    row, _ = EditorialLine.objects.update_or_create(
        territory=territory, defaults={"document": document_of(line), "written_by": by, "written_at": now}
    )
    trail.record("editorial_line.written", by=by, on=row, at=now)
    return row


@transaction.atomic
def follow_national_line(territory: Territory, *, by: User, day: date, now: datetime) -> None:
    """Forget the territory's own rules: the national ones apply again.

    :raises NotAllowed: for somebody who does not run the network there
    :raises MoveRefused: when it has none
    """
    can_write_line(by, territory, day).require()
    row = EditorialLine.objects.select_for_update().filter(territory=territory).first()
    if row is None:
        raise MoveRefused("Ce territoire suit déjà les règles nationales.")
    trail.record("editorial_line.given_up", by=by, on=row, at=now)
    row.delete()
