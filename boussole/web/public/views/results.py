"""The services open to this situation: why each, who, where, and before which date somebody answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from boussole.contact_requests import promise
from boussole.contact_requests.draft import MINIMUM_AGE
from boussole.core.typography import NO_BREAK
from boussole.offers.models import Offer
from boussole.orientation.queries import MAX_SHOWN, FoundOffer, ResultsPage, results_page
from boussole.orientation.wording import summary_lines
from boussole.territories.youth_information import youth_information_body
from boussole.web.public.doors import with_visit
from boussole.web.public.journeys import AGE_STEP, Journey
from boussole.web.public.surroundings import Surroundings
from boussole.web.public.views.themes import theme_entered
from boussole.web.public.visit import Visit
from boussole.web.shared.places import places_in_words

REASONS_SHOWN = 3
OPEN_TO_ALL = ("c’est ouvert à tout le monde près de chez toi",)
LINES_IN_SHORT = 4  # the age, the place, two answers: enough to recognise oneself
FIRST_SHOWN = 8  # of each category: nobody reads a hundred cards


@dataclass(frozen=True, slots=True)
class Card:
    """One offer, as the page shows it."""

    id: int
    code: str
    title: str
    summary: str
    who: str
    place: str
    is_remote: bool
    due: date
    reasons: tuple[str, ...]
    slower_until: date | None
    is_full: bool
    is_picked: bool

    @property
    def anchor(self) -> str:
        """Where the page comes back to, once one of its buttons was pressed."""
        return f"offre-{self.id}"


@dataclass(frozen=True, slots=True)
class Group:
    """A category that has offers, and how many more of them its own page shows."""

    code: str
    name: str
    kept_back: int
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One line of what was answered, and where to change it."""

    label: str
    text: str
    url: str
    short: str = ""  # as it reads in one line; empty for what is not for every eye


@require_safe
@with_visit
def results(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Five queries, whatever the number of offers; nothing is counted here (see `questions`)."""
    where, journey = theme_entered(request, visit, code, request.path)
    if not journey.is_complete:
        return journey.next_page()
    situation = where.situation(visit, journey.answers)
    category = request.GET.get("rubrique", "")
    page = results_page(
        situation,
        journey.theme.id,
        journey.definition,
        where.day,
        category=category,
        most_per_category=MAX_SHOWN if category else FIRST_SHOWN,
    )
    if category and not page.offers:
        return redirect("public:results", code)
    name = "results" if page.offers else "none"
    return render(request, f"public/results/{name}.html", _context(page, where, journey, visit, category))


def _context(
    page: ResultsPage, where: Surroundings, journey: Journey, visit: Visit, category: str
) -> dict[str, object]:
    given = list(_given(where, journey))
    return {
        "where": where,
        "journey": journey,
        "visit": visit,
        "notice": visit.take_notice(),
        "count": page.count,
        "groups": grouped(page, where, visit),
        "category": category,
        "given": given,
        "given_in_short": [line.short for line in given if line.short][:LINES_IN_SHORT],
        "is_too_young": visit.age is not None and visit.age < MINIMUM_AGE,
        "body": youth_information_body(where.commune.region),
    }


def grouped(page: ResultsPage, where: Surroundings, visit: Visit) -> list[Group]:
    """The cards by category, in the order of the match."""
    due = {days: promise.due_day(where.now, days, where.timezone) for days in range(1, 8)}
    groups: dict[str, Group] = {}
    for row in page.offers:
        left = page.kept_back.get(row.category, 0)
        group = groups.setdefault(row.category, Group(row.category, row.category_name, left))
        group.cards.append(_card(row, due[row.promised_days], picked=row.id in visit.basket))
    return list(groups.values())


def _card(row: FoundOffer, due: date, *, picked: bool) -> Card:
    places = places_in_words(row.structure_commune, *row.site_communes)
    return Card(
        id=row.id,
        code=row.code,
        title=row.title,
        summary=row.summary,
        who=row.structure_name,
        place=places if row.place != Offer.Place.REMOTE else "",
        is_remote=row.place != Offer.Place.IN_PERSON,
        due=due,
        reasons=row.reasons[:REASONS_SHOWN] or OPEN_TO_ALL,
        slower_until=row.slower_until,
        is_full=row.is_full,
        is_picked=picked,
    )


def _given(where: Surroundings, journey: Journey) -> Iterable[GivenAnswer]:
    """« 19 ans · Saint-Étienne · cherche un emploi », then line by line."""
    age = journey.visit.age
    code = journey.theme.code
    back = urlencode({"retour": reverse("public:results", args=[code])})
    yield GivenAnswer(
        "Âge",
        f"{age}{NO_BREAK}ans" if age else "Sans réponse",
        reverse("public:question", args=[code, AGE_STEP]),
        f"{age}{NO_BREAK}ans" if age else "",
    )
    yield GivenAnswer(
        "Tu habites", where.commune.name, f"{reverse('public:home')}?{back}", where.commune.name
    )
    if where.second_commune:
        name = where.second_commune.name
        url = f"{reverse('public:choose_second_commune')}?{back}"
        yield GivenAnswer("Tu étudies ou travailles", name, url, name)
    steps = {question.code: step.number for step in journey.steps for question in step.questions}
    for question, text in summary_lines(journey.answers, journey.definition):
        given = journey.answers[question.code]
        told = [a.summary for a in question.answers if isinstance(given, frozenset) and a.code in given]
        url = reverse("public:question", args=[code, steps[question.code]])
        short = "" if question.is_sensitive else ", ".join(filter(None, told))
        yield GivenAnswer(question.label, text[:1].upper() + text[1:], url, short)
