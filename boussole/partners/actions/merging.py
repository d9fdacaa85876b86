"""Two records that are one structure become one; two that only look alike are told apart for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import hold, locked
from boussole.partners import emails, merging, policies
from boussole.partners.actions.structures import OWN_WORDS, check_values, responsible_for, write_page
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, DistinctStructures, Structure

Status = Structure.Status
# The place in the network of the record that stays: the best of both.
_BEST_FIRST = (Status.ACTIVE, Status.INVITED, Status.PROSPECT, Status.LEFT)


@transaction.atomic
def merge(
    kept: Structure, gone: Structure, *, values: Mapping[str, Any], by: User, day: date, now: datetime
) -> Structure:
    """All that points to one record points to the other, whose page then says these values.

    The record that goes keeps its row and its history: its addresses lead to the one that stays.

    :raises NotAllowed: for somebody who does not animate around both
    :raises StructureRefused: when a value does not hold
    """
    # Before the structures, in the order of whoever signs: the last signature waits for us, or we for it.
    hold(CharterAgreement.objects.filter(structure__in=(kept, gone)))
    kept, gone = _both_locked(kept, gone)
    policies.can_settle_pair(by, kept, gone, day).require()
    chosen = {name: values[name] for name in OWN_WORDS if name in values}
    best = min((Status(kept.status), Status(gone.status)), key=_BEST_FIRST.index)
    areas = tuple(chosen.get("areas", kept.areas))
    check_values(None, {name: value for name, value in chosen.items() if name != "siret"})
    merging.move_everything(merging.Merge(kept, gone, areas, by, now))
    if gone.status != Status.LEFT:
        gone.move_to(Status.LEFT, by=by, at=now, note=f"Fiche réunie avec « {kept.name} ».")
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    check_values(kept, chosen)  # its number is free now
    if change := write_page(kept, chosen, by=by, by_animation=True, now=now):
        emails.tell_page_changed(change, to=responsible_for(kept, day), now=now)
    if kept.status != best:
        kept.move_to(best, by=by, at=now, note=f"Fiche réunie avec « {gone.name} ».")
    trail.record("structure.merged", by=by, on=kept, at=now, gone=gone.pk)
    tell_of_standing(kept, by, now)
    return kept


@transaction.atomic
def tell_apart(one: Structure, other: Structure, *, by: User, day: date, now: datetime) -> None:
    """They look alike and are two: nobody is asked about them again.

    :raises NotAllowed: for somebody who does not animate around both
    """
    one, other = _both_locked(one, other)
    policies.can_settle_pair(by, one, other, day).require()
    first, second = sorted((one, other), key=lambda each: each.pk)
    DistinctStructures.objects.get_or_create(
        one=first, other=second, defaults={"said_by": by, "said_at": now}
    )
    trail.record("structure.told_apart", by=by, on=first, at=now, other=second.pk)


def _both_locked(one: Structure, other: Structure) -> tuple[Structure, Structure]:
    """Always in the same order: two people who merge the same pair wait for each other, and no more."""
    rows = {each.pk: locked(each) for each in sorted((one, other), key=lambda each: each.pk)}
    return rows[one.pk], rows[other.pk]
