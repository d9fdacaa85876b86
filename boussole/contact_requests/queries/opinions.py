"""Did it help? The opinions of young people, counted; under five, nothing is shown (guarantees.md T27)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from boussole.contact_requests.models import Opinion
from boussole.contact_requests.models.querysets import ContactRequestQuerySet

FEWEST = 5  # a count under five may point at somebody (product.md 5.7)
Helped = Opinion.Helped


@dataclass(frozen=True, slots=True)
class Opinions:
    """What young people thought. `is_masked`: too few gave an opinion, nothing else may be shown."""

    count: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    average: float | None = None  # of the scores, from 1 to 5

    @property
    def is_masked(self) -> bool:
        return self.count == 0

    @property
    def rate(self) -> int | None:
        """The share that it helped, entirely or partly, in percent; None when masked."""
        return None if self.is_masked else round(100 * (self.yes + self.partly) / self.count)


def opinions_of(rows: ContactRequestQuerySet) -> Opinions:
    """The opinions about these requests, together. One query; all zeros under five opinions."""
    given = Opinion.objects.filter(contact_request__in=rows.order_by().values("pk"))
    counts = given.aggregate(
        count=Count("pk"),
        yes=Count("pk", filter=Q(helped=Helped.YES)),
        partly=Count("pk", filter=Q(helped=Helped.PARTLY)),
        no=Count("pk", filter=Q(helped=Helped.NO)),
        average=Avg("score"),
    )
    if counts["count"] < FEWEST:
        return Opinions()
    return Opinions(**{**counts, "average": round(counts["average"], 1)})
