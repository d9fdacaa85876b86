"""What people show of themselves in the directory, and the mistakes that others see there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.partners import emails, policies
from boussole.partners.models import DirectoryCoordinate, DirectoryError, Referent, Structure
from boussole.partners.policies.directory import CoordinateOwner
from boussole.territories.models import Territory

Kind = DirectoryCoordinate.Kind
Visibility = DirectoryCoordinate.Visibility


@dataclass(frozen=True, slots=True)
class Said:
    """One coordinate as its owner wants it. Without a value, the directory forgets it."""

    kind: Kind
    value: str
    visibility: Visibility


@transaction.atomic
def say_coordinates(
    owner: CoordinateOwner, said: Iterable[Said], *, by: User, day: date, now: datetime
) -> list[DirectoryCoordinate]:
    """Show these coordinates as far as their owner agrees, from this moment. Choosing who sees one is the agreement.

    « Nobody » withdraws the agreement and keeps the value for its owner alone; no value removes the row.

    :raises NotAllowed: for somebody else's
    """
    owner = locked(owner)
    policies.can_say_coordinate(by, owner, day).require()
    before = {row.kind: row for row in DirectoryCoordinate.objects.of(owner)}
    for each in said:
        row = before.get(each.kind)
        if _is_the_same(row, each):
            continue
        if not each.value:
            if row is not None:
                row.delete()
        else:
            _write(row or DirectoryCoordinate(kind=each.kind, **_named(owner)), each, by, now)
        visibility = str(each.visibility) if each.value else ""
        trail.record(
            "directory.coordinate_said", by=by, on=owner, at=now, kind=str(each.kind), visibility=visibility
        )
    return list(DirectoryCoordinate.objects.of(owner))


def _is_the_same(row: DirectoryCoordinate | None, said: Said) -> bool:
    if row is None:
        return not said.value
    return (row.value, row.visibility) == (said.value, said.visibility)


def _write(row: DirectoryCoordinate, said: Said, by: User, now: datetime) -> None:
    row.value, row.visibility, row.changed_at = said.value, said.visibility, now
    agreed = said.visibility != Visibility.NOBODY
    row.consented_at, row.consented_by = (now, by) if agreed else (None, None)
    row.save()


def _named(owner: CoordinateOwner) -> dict[str, CoordinateOwner]:
    if isinstance(owner, Structure):
        return {"structure": owner}
    return {"referent": owner} if isinstance(owner, Referent) else {"mandate": owner}


@transaction.atomic
def withdraw_coordinates(owner: CoordinateOwner, *, by: User, day: date, now: datetime) -> int:
    """Show nothing more of this owner, at once; return how many coordinates were shown.

    :raises NotAllowed: for somebody else's
    """
    owner = locked(owner)
    policies.can_say_coordinate(by, owner, day).require()
    shown = DirectoryCoordinate.objects.of(owner).exclude(visibility=Visibility.NOBODY)
    count = shown.update(visibility=Visibility.NOBODY, consented_at=None, consented_by=None, changed_at=now)
    if count:
        trail.record("directory.coordinates_withdrawn", by=by, on=owner, at=now, count=count)
    return count


@transaction.atomic
def report_error(structure: Structure, text: str, *, by: User, day: date, now: datetime) -> DirectoryError:
    """Tell those who can mend the card of this structure.

    :raises NotAllowed: for somebody who does not read the directory, or a structure that left it
    """
    structure = locked(structure)
    policies.can_report_error(by, structure, now).require()
    error = DirectoryError.objects.create(structure=structure, text=text, reported_by=by, reported_at=now)
    trail.record("directory.error_reported", by=by, on=error, at=now, structure=structure.pk)
    emails.tell_error_reported(error, day=day, now=now)
    return error


@transaction.atomic
def settle_error(error: DirectoryError, answer: str, *, by: User, day: date, now: datetime) -> DirectoryError:
    """Say what was done; whoever reported it reads it.

    :raises NotAllowed: for somebody else, or when a colleague was faster
    """
    error = locked(error)
    policies.can_settle_error(by, error, day).require()
    error.answer, error.settled_by, error.settled_at = answer, by, now
    error.save(update_fields=["answer", "settled_by", "settled_at"])
    trail.record("directory.error_settled", by=by, on=error, at=now)
    emails.tell_error_settled(error, now=now)
    return error


@transaction.atomic
def record_taken_away(
    territory: Territory, *, format: str, structures: int, by: User, day: date, now: datetime
) -> None:
    """The directory of a territory leaves the site, on paper or as a file: the trace says who took it (R25).

    :raises NotAllowed: for anybody but its animation
    """
    policies.can_take_away(by, territory, day).require()
    if format not in ("print", "xlsx"):
        raise MoveRefused("Ce format n’existe pas.")
    trail.record("directory.taken_away", by=by, on=territory, at=now, format=format, structures=structures)
