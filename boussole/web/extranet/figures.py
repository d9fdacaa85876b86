"""The figures of a structure as its page and its file say them: words, drawings, and the list behind each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import Measure, OwnFigures
from boussole.core.typography import MONTHS, NO_BREAK, duration_in_words
from boussole.interop.spreadsheets import Value
from boussole.partners.models import Structure
from boussole.web.extranet.filters import Handover, Promise, State, Wanted

COLUMNS = (
    "Regroupement",
    "Nom",
    "Demandes",
    "Ouvertes",
    "Promesses tenues",
    "Promesses non tenues",
    "Délai médian jusqu’au premier essai (heures)",
)


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the requests behind a figure can be read one by one."""

    structure: Structure
    since: date
    is_one_of_several: bool = False

    def url(self, **wanted: Any) -> str:
        """The list of what is wanted, since the first month when no other day is given."""
        place = str(self.structure.public_id) if self.is_one_of_several else ""
        asked = {"state": State.ALL, "since": self.since, "structure": place, **wanted}
        return reverse("extranet:requests") + Wanted(**asked).query()


@dataclass(frozen=True, slots=True)
class Line:
    """A month or an offer, in words."""

    label: str
    url: str
    measure: Measure

    @property
    def promises(self) -> str:
        return promises_in_words(self.measure)

    @property
    def median(self) -> str:
        return median_in_words(self.measure)


def shown(figures: OwnFigures, lists: Lists) -> dict[str, Any]:
    """What the template draws."""
    return {
        "figures": figures,
        "rate": f"{figures.total.rate}{NO_BREAK}%" if figures.total.rate is not None else "–",
        "median": median_in_words(figures.total).replace(NO_BREAK, " "),  # large figures wrap on a phone
        "since": month_in_words(figures.months[0][0]),
        "months": [_month_line(*month, lists) for month in figures.months if month[1].filed],
        "offers": [Line(each.title, lists.url(offer=each.code), each.measure) for each in figures.offers],
        "by_month": [(month_in_words(month), measure.filed) for month, measure in figures.months],
        "outcomes": [
            (ContactRequest.Outcome(code).label, count, lists.url(outcome=code, state=State.CLOSED))
            for code, count in figures.outcomes.items()
        ],
        "opinions": [
            ("Oui", figures.opinions.yes),
            ("Un peu", figures.opinions.partly),
            ("Non", figures.opinions.no),
        ],
        "export_query": f"{reverse('extranet:figures_export')}?structure={lists.structure.public_id}",
        "all_url": lists.url(),
        "open_url": lists.url(state=State.OPEN),
        "kept_url": lists.url(promise=Promise.KEPT),
        "missed_url": lists.url(promise=Promise.MISSED),
        "tried_url": lists.url(promise=Promise.TRIED),
        "sent_url": lists.url(handover=Handover.SENT),
        "received_url": lists.url(handover=Handover.RECEIVED),
    }


def _month_line(month: date, measure: Measure, lists: Lists) -> Line:
    last_day = month.replace(day=monthrange(month.year, month.month)[1])
    return Line(month_in_words(month), lists.url(since=month, until=last_day), measure)


def month_in_words(month: date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[month.month - 1]}{NO_BREAK}{month.year}"


def promises_in_words(measure: Measure) -> str:
    """« 34 sur 40 (85 %) »; a dash before any date has passed."""
    if measure.rate is None:
        return "–"
    return f"{measure.kept} sur{NO_BREAK}{measure.due} ({measure.rate}{NO_BREAK}%)"


def median_in_words(measure: Measure) -> str:
    """« 1 jour et 4 heures »; a dash when nobody was tried."""
    return duration_in_words(measure.median) if measure.median is not None else "–"


def sheet_of(figures: OwnFigures) -> Iterator[tuple[Value, ...]]:
    """The lines of the file: everything, then by month, by offer, by outcome, and what changed structures."""
    yield _line("Ensemble", "", figures.total)
    for month, measure in figures.months:
        yield _line("Mois", month.strftime("%Y-%m"), measure)
    for offer in figures.offers:
        yield _line("Offre", offer.title, offer.measure)
    for outcome, count in figures.outcomes.items():
        yield _count("Issue", ContactRequest.Outcome(outcome).label, count)
    handovers = figures.handovers
    yield _count("Réorientation", "Envoyées ailleurs", handovers.sent)
    yield _count("Réorientation", "Envoyées ailleurs, acceptées", handovers.sent_accepted)
    yield _count("Réorientation", "Proposées par d’autres", handovers.received)
    yield _count("Réorientation", "Proposées par d’autres, acceptées", handovers.received_accepted)
    if not figures.opinions.is_masked:
        yield _count("Avis", "Cela a aidé", figures.opinions.yes)
        yield _count("Avis", "Cela a aidé un peu", figures.opinions.partly)
        yield _count("Avis", "Cela n’a pas aidé", figures.opinions.no)


def _line(group: str, name: str, measure: Measure) -> tuple[Value, ...]:
    hours = round(measure.median.total_seconds() / 3600, 1) if measure.median is not None else None
    return group, name, measure.filed, measure.open, measure.kept, measure.broken, hours


def _count(group: str, name: str, count: int) -> tuple[Value, ...]:
    return group, name, count, None, None, None, None
