"""Several requests entrusted to a colleague at once, from the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.contact_requests.actions.assigning import assign
from boussole.contact_requests.models import ContactRequest
from boussole.core.moves import MoveRefused

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Which requests changed hands, and why the others did not."""

    done: tuple[ContactRequest, ...]
    refused: tuple[tuple[ContactRequest, str], ...]


@transaction.atomic
def assign_all(requests: Iterable[ContactRequest], *, to: User, by: User, now: datetime) -> Entrusted:
    """Entrust each of them to the same colleague; one that is refused keeps nothing from the others.

    Always locked in the same order: two people who entrust the same requests do not wait for each other.

    :raises MoveRefused: for too many at once
    """
    wanted = sorted(requests, key=lambda each: each.pk)
    if len(wanted) > MOST_AT_ONCE:
        raise MoveRefused(f"On confie {MOST_AT_ONCE} demandes à la fois au plus : décochez-en quelques-unes.")
    done: list[ContactRequest] = []
    refused: list[tuple[ContactRequest, str]] = []
    for each in wanted:
        try:
            done.append(assign(each, to=to, by=by, now=now))  # its own savepoint
        except MoveRefused as refusal:
            refused.append((each, refusal.message))
    return Entrusted(tuple(done), tuple(refused))
