"""The figures of a territory, a region or the country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import PROMISE_WINDOW, Promises, promises
from boussole.core.masking import FEWEST, masked
from boussole.core.typography import NO_BREAK
from boussole.orientation.models import Search
from boussole.reporting.scope import Scope

__all__ = ["FEWEST", "Figures", "figures_of", "masked", "rate_in_words"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests and promises, searches and those that found nothing, over the same days."""

    promises: Promises
    searches: int
    unmet: int
    window: timedelta = PROMISE_WINDOW

    @property
    def days(self) -> int:
        return self.window.days


def figures_of(scope: Scope, now: datetime) -> Figures:
    """The figures of this scope at this moment. Two queries."""
    requests = ContactRequest.objects.filter(scope.filter("filing__territory"), filing__is_quarantined=False)
    searched = Search.objects.filter(scope.filter("territory"), day__gte=(now - PROMISE_WINDOW).date())
    counts = searched.aggregate(searches=Count("pk"), unmet=Count("pk", filter=Q(offers_found=0)))
    return Figures(promises(requests, now), **counts)


def rate_in_words(figures: Promises) -> str:
    """The share of promises kept: « 94 % »; nothing to say when too few came to term."""
    if figures.rate is None:
        return "aucune échéance"
    return f"{figures.rate}{NO_BREAK}%" if figures.due >= FEWEST else "trop peu d’échéances"
