"""The list of offers: what is on line, what is being written or reviewed, what asks for a gesture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q

from boussole.contact_requests.queries import Promises, promises_by_offer
from boussole.core.typography import counted, day_in_words
from boussole.offers.models import Offer, OfferVersion
from boussole.offers.models.version import OfferVersionQuerySet
from boussole.web.extranet.desk import Desk

SOON = timedelta(days=15)  # the first reminder « toujours d’actualité » leaves then (product.md 5.5)
Version = OfferVersion.Status


class Tab(StrEnum):
    """The views of the list; the value is in the address."""

    ALL = ""
    ON_LINE = "en-ligne"
    TO_WRITE = "a-ecrire"
    IN_REVIEW = "en-relecture"
    TO_CONFIRM = "a-confirmer"
    PAUSED = "en-pause"
    ENDED = "terminees"


LABELS = {
    Tab.ALL: "Toutes",
    Tab.ON_LINE: "En ligne",
    Tab.TO_WRITE: "À écrire",
    Tab.IN_REVIEW: "En relecture",
    Tab.TO_CONFIRM: "À confirmer",
    Tab.PAUSED: "En pause",
    Tab.ENDED: "Terminées",
}


@dataclass(frozen=True)
class Line:
    """One offer in the list."""

    offer: Offer
    at_work: OfferVersion | None
    figures: Promises
    day: date

    @property
    def title(self) -> str:
        return self.offer.title or "Sans titre"

    @property
    def work_in_words(self) -> str:
        """What is done to its next version: « En relecture depuis 3 jours », « À reprendre : 2 remarques »."""
        version = self.at_work
        if version is None:
            return ""
        if version.status == Version.SUBMITTED and version.submitted_at:
            days = (self.day - version.submitted_at.date()).days
            since = f"depuis {counted(days, 'jour')}" if days > 0 else "depuis aujourd’hui"
            return f"En relecture {since}"
        if version.status == Version.SENT_BACK:
            number: int = version.open_comments  # type: ignore[attr-defined]
            return f"À reprendre\u00a0: {counted(number, 'remarque')}" if number else "À reprendre"
        if version.status == Version.SCHEDULED and version.publish_on:
            return f"En ligne le {day_in_words(version.publish_on)}"
        return "À terminer" if self.offer.status == Offer.Status.DRAFT else "Prochaine version à terminer"

    @property
    def is_to_take_up(self) -> bool:
        return self.at_work is not None and self.at_work.is_writable

    @property
    def confirmation_in_words(self) -> str:
        """« À confirmer avant le mardi 1er décembre », when that day is near or past."""
        day = self.offer.confirm_by
        if day is None or self.offer.status != Offer.Status.PUBLISHED or day > self.day + SOON:
            return ""
        if day < self.day:
            return f"À confirmer depuis le {day_in_words(day)}"
        return f"À confirmer avant le {day_in_words(day)}"

    def is_in(self, tab: Tab) -> bool:
        """Whether this view of the list shows it; archived offers are only among the ended ones."""
        status, work = self.offer.status, self.at_work
        return {
            Tab.ALL: status != Offer.Status.ARCHIVED,
            Tab.ON_LINE: status == Offer.Status.PUBLISHED,
            Tab.TO_WRITE: self.is_to_take_up,
            Tab.IN_REVIEW: work is not None and not work.is_writable,
            Tab.TO_CONFIRM: bool(self.confirmation_in_words),
            Tab.PAUSED: status == Offer.Status.PAUSED,
            Tab.ENDED: status in (Offer.Status.ENDED, Offer.Status.ARCHIVED),
        }[tab]


def lines_of(desk: Desk) -> list[Line]:
    """Every offer of my structures. A fixed number of queries."""
    rows = list(
        Offer.objects.visible_to(desk.user, desk.day)
        .filter(structure__in=desk.shown)
        .select_related("theme", "structure")
        .order_by("structure__name", "theme__position", "title")
    )
    at_work = {each.offer_id: each for each in _at_work().filter(offer__in=rows)}
    figures = promises_by_offer(desk.requests_of_all(), desk.now)
    return [Line(each, at_work.get(each.pk), figures.get(each.pk, Promises()), desk.today) for each in rows]


def work_of(offer: Offer) -> OfferVersion | None:
    """The version of this offer that is being written, reviewed, or waits for its day."""
    return _at_work().filter(offer=offer).select_related("author").first()


def _at_work() -> OfferVersionQuerySet:
    open_comments = Count("comments", filter=Q(comments__done_at=None))
    return OfferVersion.objects.at_work().annotate(open_comments=open_comments)


def tabs_of(lines: Sequence[Line], wanted: Tab) -> list[tuple[str, str, bool, int]]:
    """Label, address, whether it is this one, how many: those that hold something, and the one shown."""
    counts = {tab: sum(line.is_in(tab) for line in lines) for tab in Tab}
    return [
        (LABELS[tab], f"?etat={tab}" if tab else "?", tab == wanted, counts[tab])
        for tab in Tab
        if counts[tab] or tab in (Tab.ALL, wanted)
    ]


def by_structure(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under the name of their structure, in their order."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.offer.structure.name, []).append(line)
    return list(groups.items())
