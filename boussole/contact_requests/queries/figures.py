"""The figures of one structure over some months: those of its own people, exact, small counts included.

Opinions are the exception: under five they would point at somebody (see `opinions.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, DurationField, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth

from boussole.contact_requests.models import ContactRequest, Opinion, Redirection
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.models.redirection import RedirectionQuerySet
from boussole.contact_requests.queries.opinions import Opinions, opinions_of
from boussole.contact_requests.queries.promises import CameToTerm, came_to_term, kept, missed

MONTHS = 12
MOST_WORDS = 30  # of young people, shown on one page
Status = Redirection.Status


class Median(Aggregate):
    """Half of the values are under it. Computed by PostgreSQL, exactly, whatever their number."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Measure(CameToTerm):
    """Some requests together."""

    filed: int = 0
    open: int = 0
    tried: int = 0
    median: timedelta | None = None  # from the filing to the first attempt, where there was one


@dataclass(frozen=True, slots=True)
class OfferMeasure:
    """The requests made for one offer."""

    code: str
    title: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Handovers:
    """Requests that left for another structure, and proposals that came from others."""

    sent: int = 0
    sent_accepted: int = 0
    sent_declined: int = 0
    received: int = 0
    received_accepted: int = 0
    received_declined: int = 0


@dataclass(frozen=True)
class OwnFigures:
    """What a structure may know of its own work, over the months asked."""

    total: Measure
    months: list[tuple[date, Measure]]
    offers: list[OfferMeasure]
    outcomes: dict[str, int]
    handovers: Handovers
    opinions: Opinions
    words: list[str] = field(default_factory=list)


def last_months(today: date, number: int = MONTHS) -> list[date]:
    """The first day of each of the last months, the present one included, oldest first."""
    present = today.year * 12 + today.month - 1
    return [date(*_month(rank)) for rank in range(present - number + 1, present + 1)]


def _month(rank: int) -> tuple[int, int, int]:
    return rank // 12, rank % 12 + 1, 1


def own_figures(
    rows: ContactRequestQuerySet, structure: int, months: Sequence[date], zone: ZoneInfo, now: datetime
) -> OwnFigures:
    """The figures of these rows, all of one structure, filed in these months. Eight queries, nine with words."""
    since = datetime.combine(months[0], datetime.min.time(), tzinfo=zone)
    filed = rows.filter(structure=structure, filed_at__gte=since).order_by()
    opinions = opinions_of(filed)
    return OwnFigures(
        total=Measure(**filed.aggregate(**_counts(now))),
        months=_by_month(filed, months, zone, now),
        offers=_by_offer(filed, now),
        outcomes=_outcomes(filed),
        handovers=_handovers(filed, structure, since),
        opinions=opinions,
        words=[] if opinions.is_masked else _words(filed),
    )


def _counts(now: datetime) -> dict[str, Any]:
    was_tried = Q(first_attempt_at__isnull=False)
    return {
        "filed": Count("pk"),
        "open": Count("pk", filter=Q(status__in=ContactRequest.OPEN)),
        "tried": Count("pk", filter=was_tried),
        "kept": Count("pk", filter=came_to_term(now) & kept()),
        "broken": Count("pk", filter=came_to_term(now) & missed()),
        # A filter would say nothing more: what has no value is left out of a median.
        "median": Median(F("first_attempt_at") - F("filed_at")),
    }


def _by_month(
    rows: ContactRequestQuerySet, months: Sequence[date], zone: ZoneInfo, now: datetime
) -> list[tuple[date, Measure]]:
    """Every month asked, those without a request too."""
    grouped: Any = (
        rows.annotate(month=TruncMonth("filed_at", tzinfo=zone)).values("month").annotate(**_counts(now))
    )
    found = {row.pop("month").date(): Measure(**row) for row in grouped}
    return [(month, found.get(month, Measure())) for month in months]


def _by_offer(rows: ContactRequestQuerySet, now: datetime) -> list[OfferMeasure]:
    """The most asked first."""
    grouped: Any = rows.values("offer__code", "offer__title").annotate(**_counts(now))
    found = [OfferMeasure(row.pop("offer__code"), row.pop("offer__title"), Measure(**row)) for row in grouped]
    return sorted(found, key=lambda offer: (-offer.measure.filed, offer.title))


def _outcomes(rows: ContactRequestQuerySet) -> dict[str, int]:
    """How many ended in each way, in the order of the model; the ways that nobody took are left out."""
    counts = dict(rows.closed().values_list("outcome").annotate(count=Count("pk")))
    return {outcome: counts[outcome] for outcome in ContactRequest.Outcome.values if outcome in counts}


def sent_elsewhere() -> Q:
    """A filter on requests: proposed to another structure with the person's agreement, or oriented outside."""
    return Q(Exists(_that_left().filter(contact_request=OuterRef("pk"))))


def received_from_elsewhere() -> Q:
    """A filter on requests: accepted from another structure."""
    return Q(came_by__isnull=False)


def _that_left() -> RedirectionQuerySet:
    return Redirection.objects.filter(Q(proposed_at__isnull=False) | Q(status=Status.ORIENTED)).order_by()


def _handovers(rows: ContactRequestQuerySet, structure: int, since: datetime) -> Handovers:
    """Of these requests, how many went elsewhere; and what others proposed since then."""
    accepted, declined = Q(status=Status.ACCEPTED), Q(status=Status.DECLINED)
    sent = _that_left().filter(contact_request__in=rows.values("pk"))
    received = _that_left().filter(to_structure=structure, proposed_at__gte=since)
    return Handovers(
        **sent.aggregate(
            sent=Count("contact_request", distinct=True),
            sent_accepted=Count("contact_request", distinct=True, filter=accepted),
            sent_declined=Count("contact_request", distinct=True, filter=declined),
        ),
        **received.aggregate(
            received=Count("pk"),
            received_accepted=Count("pk", filter=accepted),
            received_declined=Count("pk", filter=declined),
        ),
    )


def _words(rows: ContactRequestQuerySet) -> list[str]:
    """What young people wrote, in an order that says nothing of who or when."""
    given = Opinion.objects.filter(contact_request__in=rows.values("pk")).exclude(word="")
    return list(given.order_by("word").values_list("word", flat=True)[:MOST_WORDS])
