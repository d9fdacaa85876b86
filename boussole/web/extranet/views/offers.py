"""What my structures offer: the list, and the page of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from boussole.contact_requests.queries import promises
from boussole.offers.freshness_words import standing_in_words
from boussole.offers.models import AnswerReview, Offer
from boussole.offers.policies import can_set_capacity, can_write
from boussole.offers.wording import criterion_in_words
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.zones import Zone
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.filters import Due, State, Wanted
from boussole.web.extranet.mending import to_mend
from boussole.web.extranet.views.offers_life import possible_on
from boussole.web.extranet.writing.lines import Line, Tab, by_structure, lines_of, tabs_of, work_of


@require_safe
@at_desk
def offers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every offer of my structures: what is on line, what is being written, what waits behind each."""
    lines = lines_of(desk)
    wanted = Tab(request.GET.get("etat", "")) if request.GET.get("etat", "") in list(Tab) else Tab.ALL
    shown = [line for line in lines if line.is_in(wanted)]
    to_revise = AnswerReview.objects.visible_to(desk.user, desk.day).pending()
    return page(
        request,
        desk,
        "offers/offers",
        lines=lines,
        groups=by_structure(shown),
        tabs=tabs_of(lines, wanted),
        wanted=wanted,
        can_write=bool(desk.structures),
        to_revise=to_revise.filter(offer__structure__in=desk.shown).count(),
    )


@require_safe
@at_desk
def offer(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One offer: what young people read, whom it is for, where, and how its promise is kept."""
    rows = Offer.objects.visible_to(desk.user, desk.day)
    found = get_object_or_404(
        rows.select_related("structure", "theme", "category", "followed_by", "template").prefetch_related(
            "criteria"
        ),
        code=code,
    )
    requests = desk.requests_of_all().filter(offer=found)
    figures = promises(requests, desk.now)
    return page(
        request,
        desk,
        "offers/offer",
        offer=found,
        criteria=_criteria_in_words(found),
        zone=Zone.parse(found.effective_areas).in_words(),
        figures=figures,
        line=Line(found, work_of(found), figures, desk.today),
        can_write=can_write(desk.user, found.structure, desk.day),
        gestures=possible_on(desk, found),
        last_move=found.history.filter(to_status=found.status).select_related("by").last(),
        open_url=_list_url(offer=found.code, state=State.OPEN),
        late_url=_list_url(offer=found.code, due=Due.LATE),
        can_set_capacity=can_set_capacity(desk.user, found, desk.day),
        mendings=to_mend(desk, [found]) if found.status == Offer.Status.PUBLISHED else [],
        standing=standing_in_words(found.confirm_by, desk.today),
        is_shown=Offer.objects.shown_on(desk.day).filter(pk=found.pk).exists(),
    )


def _list_url(**wanted: Any) -> str:
    """The list of requests, where a figure can be read one by one."""
    return reverse("extranet:requests") + Wanted(**wanted).query()


def _criteria_in_words(offer: Offer) -> list[str]:
    """The criteria in the words of the questionnaire that the structure's territory uses."""
    current = current_questionnaire(offer.theme.code, offer.structure.home_territory())
    if current is None:
        return []
    _, definition = current
    return [criterion_in_words(criterion.value, definition) for criterion in offer.criteria.all()]
