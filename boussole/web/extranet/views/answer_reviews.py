"""« À revoir »: the offers of my structures that leave out an answer which has just been added."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.offers.models import AnswerReview
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.shared.answer_reviews import groups_of, settle


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def answer_reviews(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Grouped by new answer; what is ticked is settled at once."""
    waiting = AnswerReview.objects.visible_to(desk.user, desk.day).pending()
    waiting = waiting.filter(offer__structure__in=desk.shown)
    if request.method == "POST":
        settle(request, waiting, by=desk.user, day=desk.day, now=desk.now)
        return redirect("extranet:answer_reviews")
    groups = groups_of(waiting, user=desk.user, day=desk.day)
    return page(request, desk, "offers/answer_reviews", groups=groups)
