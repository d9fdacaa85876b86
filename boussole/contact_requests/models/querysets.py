"""The words in which requests are asked for; among them, the doors through which views find theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.contact_requests import promise
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of, stood_in_by

if TYPE_CHECKING:
    from boussole.contact_requests.models.contact_request import ContactRequest

# What a referent answers for in a structure.
COLUMNS = {"structure": "structure", "theme": "offer__theme", "commune": "filing__commune"}


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    LATELY = timedelta(days=90 + promise.MAX_DAYS)  # every promise that came to term these 90 days
    _is_veiled = False

    def visible_to(self, user: User, now: datetime) -> ContactRequestQuerySet:
        """The only door to these rows from the extranet: the requests that the person answers for.

        What was passed on comes veiled: dates, state and outcome, and nobody (see `models/veil.py`).

        The mandates are read first, so that the structures are constants of the statement: the indexes that
        begin with the structure then give a page of the list at once, whatever the size of the table.
        """
        mandates = referents_of(user, now.date())
        structures = {referent.structure_id for referent in mandates}
        parts = [referent.part(**COLUMNS) for referent in mandates]
        if any(len(part) > 1 for part in parts):
            # Entrusted by a colleague or during an absence: theirs, whatever their usual themes and communes.
            parts.append(Q(owner=user))
            # During an absence the deputy sees what the absent person would have seen.
            parts += [referent.part(**COLUMNS) for referent in stood_in_by(user, now.date())]
        doors = Q(reduce(or_, parts), structure__in=structures) if parts else Q()
        if territories := _animated_by(user, now.date()):
            # An animator who answers personally, once nobody else did.
            here = Q(filing__territory__in=territories) | Q(filing__territory__isnull=True)
            held = Q(here, owner=user)
            doors = doors | held if parts else held
        elif not parts:
            return self.none()
        return self.filter(doors, filing__is_quarantined=False)._veiled()

    def watched_by(self, user: User, now: datetime) -> ContactRequestQuerySet:
        """For the people who run the network: dates and states, never coordinates (product.md 3)."""
        if account_policies.is_national(user, now.date()):
            return self.none()  # everything but personal data of young people
        territories = _animated_by(user, now.date())
        if not territories:
            return self.none()
        here = Q(filing__territory__in=territories)
        # Filed outside every territory: it falls to those whose territory the structure serves.
        nowhere = Q(filing__territory__isnull=True, structure__in=Structure.objects.serving(user, now.date()))
        return self.filter(here | nowhere, filing__is_quarantined=False)

    def _veiled(self) -> ContactRequestQuerySet:
        self._is_veiled = True
        return self

    def _clone(self) -> ContactRequestQuerySet:
        found: ContactRequestQuerySet = super()._clone()  # type: ignore[misc]
        found._is_veiled = self._is_veiled
        return found

    def _fetch_all(self) -> None:
        super()._fetch_all()  # type: ignore[misc]
        self._draw_veil(self._result_cache or ())  # type: ignore[attr-defined]

    def iterator(self, chunk_size: int | None = None) -> Iterator[ContactRequest]:  # type: ignore[override]
        for row in super().iterator(chunk_size):
            self._draw_veil([row])
            yield row

    def _draw_veil(self, rows: Iterable[object]) -> None:
        """Before anybody reads these rows; those that are mere values (`values_list`) name no filing."""
        if self._is_veiled:
            for row in rows:
                if isinstance(row, self.model) and row.is_passed_on:
                    row.draw_veil()

    def named(self) -> ContactRequestQuerySet:
        """Those that still say who asked: a search by name or number must find no other."""
        return self.exclude(outcome=self.model.Outcome.REDIRECTED)

    def open(self) -> ContactRequestQuerySet:
        return self.filter(status__in=self.model.OPEN)

    def filed_lately(self, now: datetime) -> ContactRequestQuerySet:
        return self.filter(filed_at__gte=now - self.LATELY)

    def closed(self) -> ContactRequestQuerySet:
        return self.filter(status=self.model.Status.CLOSED)

    def waiting_for(self, user: User) -> ContactRequestQuerySet:
        """What this person should answer: taken up by nobody yet, or by themselves, and not tried once.

        Whose owner left without anybody to inherit waits for whoever comes, tried or not.
        """
        nobodys = Q(status=self.model.Status.SENT) | Q(owner__isnull=True)
        mine_or_nobodys = Q(first_attempt_at__isnull=True) & (nobodys | Q(owner=user))
        return self.open().filter(mine_or_nobodys | Q(owner__isnull=True))

    def awaiting_answer(self) -> ContactRequestQuerySet:
        """Open, and nobody has tried to reach the young person yet: the promise is running or late."""
        return self.open().filter(first_attempt_at__isnull=True)

    def overdue(self, now: datetime) -> ContactRequestQuerySet:
        return self.awaiting_answer().filter(due_at__lt=now)

    def kept(self) -> ContactRequestQuerySet:
        return self.filter(first_attempt_at__lte=F("due_at"))


def _animated_by(user: User, day: date) -> list[int]:
    """The territories whose requests this person watches over."""
    if account_policies.is_national(user, day):
        return []
    return [territory.pk for territory in account_policies.animated_territories(user, day)]
