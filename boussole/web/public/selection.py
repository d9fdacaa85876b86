"""The offers chosen, what each structure will read, and what may no longer be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from boussole.contact_requests import promise
from boussole.contact_requests.draft import SharedAnswer
from boussole.offers.models import Offer
from boussole.orientation.matching import is_near, reasons
from boussole.orientation.queries import criteria_of
from boussole.orientation.wording import summary_lines
from boussole.territories.zones import Zone
from boussole.web.public.forms.filing import SharedLine
from boussole.web.public.journeys import Journey, definition_begun, tells_something_sensitive
from boussole.web.public.surroundings import Surroundings
from boussole.web.public.visit import MOST_IN_BASKET, Visit


@dataclass(frozen=True, slots=True)
class ChosenOffer:
    """One offer of the selection. `refusal` says why it cannot be asked, when it cannot."""

    id: int
    code: str
    title: str
    structure_name: str
    theme: str
    theme_name: str
    is_sensitive: bool
    days_promised: int
    due: date
    slower_until: date | None = None
    refusal: str = ""


@dataclass(frozen=True)
class Selection:
    """What one form is about."""

    offers: tuple[ChosenOffer, ...]
    lines: tuple[SharedLine, ...]
    reasons: Mapping[int, tuple[str, ...]]
    tells_something_sensitive: bool

    @cached_property
    def chosen(self) -> list[ChosenOffer]:
        """Those that can be asked."""
        return [offer for offer in self.offers if not offer.refusal]

    @cached_property
    def gone(self) -> list[ChosenOffer]:
        return [offer for offer in self.offers if offer.refusal]

    @cached_property
    def themes(self) -> list[str]:
        return list(dict.fromkeys(offer.theme for offer in self.offers))

    @cached_property
    def promised(self) -> dict[int, int]:
        """In how many days each offer that can be asked promises an answer, by id."""
        return {offer.id: offer.days_promised for offer in self.chosen}

    @property
    def is_delicate(self) -> bool:
        """Whether help numbers and the quick way out belong on the page (guarantees.md R22)."""
        return self.tells_something_sensitive or any(offer.is_sensitive for offer in self.offers)

    @property
    def structure_count(self) -> int:
        return len({offer.structure_name for offer in self.chosen})

    def without_shown(self, gone: Iterable[int]) -> Selection:
        """The same, these offers no longer to be asked: they went between the page and its sending."""
        return replace(
            self,
            offers=tuple(replace(o, refusal=NO_LONGER_OFFERED) if o.id in gone else o for o in self.offers),
        )


NO_LONGER_OFFERED = "Ce service n’est plus proposé."
TOO_FAR = "Ce service n’est pas ouvert là où tu habites."


def selection_of(ids: Iterable[int], where: Surroundings, visit: Visit) -> Selection:
    """Three queries, whatever the number of offers; ids that are no offer are left out."""
    wanted = list(ids)[:MOST_IN_BASKET]
    offers = (
        Offer.objects.filter(pk__in=wanted).promising(where.day).select_related("structure", "theme")
        if wanted
        else []
    )
    rows = {offer.pk: offer for offer in offers}
    shown = (
        set(Offer.objects.shown_on(where.day).filter(pk__in=wanted).values_list("pk", flat=True))
        if rows
        else set()
    )
    rows = {pk: rows[pk] for pk in wanted if pk in rows}
    journeys = _journeys({row.theme.code: row for row in rows.values()}, where, visit)
    return Selection(
        offers=tuple(_chosen(row, row.pk in shown, where, visit) for row in rows.values()),
        lines=tuple(line for journey in journeys.values() for line in _lines(journey)),
        reasons=_reasons(rows, journeys, where, visit),
        tells_something_sensitive=any(
            tells_something_sensitive(journey.answers, journey.definition) for journey in journeys.values()
        ),
    )


def _chosen(row: Offer, is_shown: bool, where: Surroundings, visit: Visit) -> ChosenOffer:
    zone = Zone.restored(row.effective_areas)
    refusal = "" if is_near(zone, where.situation(visit, {})) else TOO_FAR
    return ChosenOffer(
        id=row.pk,
        code=row.code,
        title=row.title,
        structure_name=row.structure.name,
        theme=row.theme.code,
        theme_name=row.theme.name,
        is_sensitive=row.theme.is_sensitive,
        days_promised=row.days_promised,
        due=promise.due_day(where.now, row.days_promised, where.timezone),
        slower_until=row.slower_until,
        refusal=refusal if is_shown else NO_LONGER_OFFERED,
    )


def _journeys(rows: Mapping[str, Offer], where: Surroundings, visit: Visit) -> dict[str, Journey]:
    """The themes of these offers that this visit has answered; a theme closed since is answered all the same."""
    found = {}
    for code, row in rows.items():
        definition = definition_begun(visit, code)
        if definition:
            found[code] = Journey(where.theme(code) or row.theme, definition, visit)  # type: ignore[arg-type]
    return found


def _lines(journey: Journey) -> Iterable[SharedLine]:
    """What was answered, in the words that were pressed; what was left blank is not told."""
    steps = {question.code: step.number for step in journey.steps for question in step.questions}
    for question, text in summary_lines(journey.answers, journey.definition):
        if journey.answers[question.code] not in (None, frozenset()):
            yield SharedLine(
                theme=journey.theme.code,
                theme_name=journey.theme.name,
                step=steps[question.code],
                answer=SharedAnswer(question.code, question.label, text, question.is_sensitive),
            )


def _reasons(
    rows: Mapping[int, Offer], journeys: Mapping[str, Journey], where: Surroundings, visit: Visit
) -> dict[int, tuple[str, ...]]:
    """Why each offer is for this person, as the results said it."""
    criteria = criteria_of(rows) if journeys else {}
    return {
        pk: reasons(
            criteria.get(pk, []), where.situation(visit, journeys[code].answers), journeys[code].definition
        )
        for pk, row in rows.items()
        if (code := row.theme.code) in journeys
    }
