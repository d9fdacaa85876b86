"""« À revoir »: the offers of the territory that leave out an answer which has just been added."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.offers.models import AnswerReview
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.shared.answer_reviews import groups_of, settle


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def answer_reviews(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Grouped by new answer; what is ticked is settled at once."""
    waiting = AnswerReview.objects.serving(desk.lens, desk.day).pending()
    if request.method == "POST":
        settle(request, waiting, by=desk.user, day=desk.day, now=desk.now)
        return redirect("animators:answer_reviews")
    groups = groups_of(waiting, user=desk.user, day=desk.day)
    return page(request, desk, "offers/answer_reviews", groups=groups)
