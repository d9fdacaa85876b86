"""The tasks of a network, read: a fixed number of queries, whatever the number of structures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import CharField, Count, Min, QuerySet
from django.db.models.functions import Cast

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import mandates_of, through
from boussole.contact_requests.models import ContactRequest
from boussole.offers.freshness import LATE_AFTER
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import CharterAgreement, Structure
from boussole.reporting.network.charters import tasks_of_charters
from boussole.reporting.network.lines import MOST
from boussole.reporting.network.people import tasks_of_people
from boussole.reporting.network.tasks import Kind, Task, Urgency, in_order
from boussole.reporting.places import without_mere_places


@dataclass(frozen=True)
class Network:
    """The desk of somebody who animates: what to do, in order, and where everybody stands."""

    tasks: list[tuple[Urgency, Task]]
    structures: dict[str, int]  # by status
    charters: dict[str, int]  # by status


def network_of(user: User, now: datetime) -> Network:
    """What the territories that this person animates ask of them; and where everybody they see stands."""
    day = now.date()
    structures = without_mere_places(Structure.objects.serving(user, day).order_by())
    charters = CharterAgreement.objects.run_by(user, day).order_by()
    return Network(in_order(_tasks(user, now), day), _by_status(structures), _by_status(charters))


def _tasks(user: User, now: datetime) -> Iterator[Task]:
    """Of the territories animated alone: what serves only a region is followed, and opens no gesture."""
    day = now.date()
    mandates = mandates_of(user, day)
    animating = [each for each in mandates if each.role == Mandate.Role.ANIMATOR]
    lens = user if animating == mandates else through(user, day, animating)
    structures = Structure.objects.serving(lens, day).order_by()
    charters = CharterAgreement.objects.run_by(lens, day).order_by()
    active = without_mere_places(structures).filter(status=Structure.Status.ACTIVE)
    return chain(
        _late_requests(user, now),
        tasks_of_charters(charters, active, user, now),
        _offers(lens, day),
        tasks_of_people(structures, active, user, now),
    )


def _by_status(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.values_list("status").annotate(Count("pk", distinct=True)))


def _late_requests(user: User, now: datetime) -> Iterator[Task]:
    late = ContactRequest.objects.watched_by(user, now).overdue(now).order_by()
    yield from _counted(Kind.LATE_REQUESTS, late, "structure", since="due_at", one="public_id")


def _offers(user: User, day: date) -> Iterator[Task]:
    served = Offer.objects.serving(user, day).order_by()
    versions = OfferVersion.objects.filter(offer__in=served).to_review().order_by()
    yield from _counted(Kind.REVIEW, versions, "offer__structure", since="submitted_at", one="offer__code")
    late = served.on_line().filter(confirm_by__lte=day - LATE_AFTER)
    yield from _counted(Kind.UNCONFIRMED, late, "structure", since="confirm_by", one="code")


def _counted(kind: Kind, rows: QuerySet[Any], structure: str, *, since: str, one: str) -> Iterator[Task]:
    """One line a structure: how many there are, since when the oldest waits, and which it is when there is one."""
    about = [f"{structure}__{field}" for field in ("name", "public_id", "code", "phone")]
    found = rows.values(*about).annotate(
        many=Count("pk"), oldest=Min(since), first=Min(Cast(one, CharField()))
    )
    for each in found.order_by("oldest")[:MOST]:
        name, public_id, code, phone = (each[field] for field in about)
        oldest = each["oldest"]
        yield Task(
            kind,
            name,
            oldest.date() if isinstance(oldest, datetime) else oldest,
            count=each["many"],
            one=each["first"] if each["many"] == 1 else "",
            structure=public_id,
            code=code,
            phone=phone,
        )
