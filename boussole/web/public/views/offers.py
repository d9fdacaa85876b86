"""One offer, at an address that can be shared: it works without any visit."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boussole.contact_requests import promise
from boussole.contact_requests.draft import MINIMUM_AGE
from boussole.core import clock
from boussole.offers.models import Offer
from boussole.orientation.matching import is_near
from boussole.orientation.queries import criteria_of
from boussole.orientation.situation import Situation
from boussole.orientation.wording import audience_in_words
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.geography import PARIS, timezone_of
from boussole.territories.zones import Zone
from boussole.web.public.doors import with_visit
from boussole.web.public.journeys import definition_begun
from boussole.web.public.surroundings import commune_of, day_of
from boussole.web.public.visit import Visit
from boussole.web.shared.places import addresses_of, places_in_words

NEVER_SHOWN = (Offer.Status.DRAFT, Offer.Status.ARCHIVED)
NOT_FOUND, GONE = 404, 410


@require_safe
@with_visit
def offer(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What it is, who does it, for whom, before which date; or that it is over, and where to go on."""
    now = clock.now()
    row = _offer(code, day_of(visit, now))
    if row is None:
        return render(request, "public/offers/unknown.html", status=NOT_FOUND)
    if not row.is_shown:  # type: ignore[attr-defined]
        return render(request, "public/offers/gone.html", {"offer": row}, status=GONE)
    return render(request, "public/offers/offer.html", _context(row, visit, now))


def _offer(code: str, day: date) -> Offer | None:
    shown = Offer.objects.shown_on(day).filter(pk=OuterRef("pk"))
    rows = Offer.objects.exclude(status__in=NEVER_SHOWN).annotate(is_shown=Exists(shown))
    return rows.promising(day).select_related("structure", "theme").filter(code=code).first()


def _context(row: Offer, visit: Visit, now: datetime) -> dict[str, object]:
    home = commune_of(visit.commune)
    structure_commune = commune_of(row.structure.commune)
    place = home or structure_commune
    definition = _definition(row, visit)
    sites = list(row.sites.order_by("name"))
    criteria = criteria_of([row.pk])[row.pk] if definition else []
    audience = [audience_in_words(criterion, definition) for criterion in criteria]
    return {
        "offer": row,
        "commune": structure_commune,
        "also_at": addresses_of(sites),
        "places": places_in_words(row.structure.commune, *(site.commune for site in sites)),
        "is_remote": row.place != Offer.Place.IN_PERSON,
        "is_on_site": row.place != Offer.Place.REMOTE,
        "zone": Zone.restored(row.effective_areas).in_words(),
        "due": promise.due_day(now, row.days_promised, timezone_of(place) if place else PARIS),
        "audience": [words for words in audience if words],
        "is_picked": row.pk in visit.basket,
        "is_far": home is not None and not _is_near(row, visit),
        "home": home,
        "is_too_young": visit.age is not None and visit.age < MINIMUM_AGE,
        "notice": visit.take_notice(),
        "visit": visit,
        "came_from_results": row.theme.code in visit.themes and visit.age_is_asked,
    }


def _is_near(row: Offer, visit: Visit) -> bool:
    home = commune_of(visit.commune)
    if home is None:
        return True
    situation = Situation(home, commune_of(visit.second_commune))
    return is_near(Zone.restored(row.effective_areas), situation)


def _definition(row: Offer, visit: Visit) -> Definition | None:
    """The questionnaire whose words tell for whom the offer is."""
    if begun := definition_begun(visit, row.theme.code):
        return begun
    current = current_questionnaire(row.theme.code, None)
    return current[1] if current else None
