"""Read one version again: publish it now or on a day, or send it back with comments on its passages."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words
from boussole.offers.actions import reviewing
from boussole.offers.models import Offer
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.offers import PublishForm, SendBackForm
from boussole.web.animators.offers.one_review import Review, review_of


@require_safe
@as_animator
def review_offer(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What is on line and what is proposed, side by side."""
    return _shown(request, desk, review_of(desk, code))


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def publish_offer(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Put it on line, now or at the beginning of a day to come."""
    review = review_of(desk, code)
    if request.method != "POST":
        return redirect("animators:review_offer", code)
    form = PublishForm(request.POST)
    if form.is_valid():
        publish_on = form.cleaned_data["publish_on"]
        try:
            offer = reviewing.approve(
                review.version,
                by=desk.user,
                day=desk.day,
                now=desk.now,
                publish_on=publish_on,
                seen=form.cleaned_data["seen"],
            )
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            is_later = offer.versions.filter(pk=review.version.pk, status="SCHEDULED").exists()
            messages.success(request, _done(offer, publish_on if is_later else None, desk.day))
            return redirect("animators:offers")
    return _shown(request, desk, review, publishing=form)


def _done(offer: Offer, later: date | None, day: date) -> str:
    """What was done, and what young people see of it."""
    if later:
        return f"La publication est programmée. Elle paraîtra le {day_in_words(later, year=True)}."
    seen = (
        "Les jeunes de sa zone la voient." if Offer.objects.shown_on(day).filter(pk=offer.pk).exists() else ""
    )
    return f"L’offre est en ligne. {seen}".strip()


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def send_back_offer(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Ask its structure to take it up again; what is on line stays."""
    review = review_of(desk, code)
    if request.method != "POST":
        return redirect("animators:review_offer", code)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            reviewing.send_back(
                review.version,
                note=form.cleaned_data["note"],
                comments=form.passages(),
                by=desk.user,
                day=desk.day,
                now=desk.now,
            )
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "L’offre repart chez sa structure, avec vos commentaires.")
            return redirect("animators:offers")
    return _shown(request, desk, review, sending_back=form)


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def cancel_publication(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Call off a publication to come: the structure has its draft back."""
    review = review_of(desk, code)
    if request.method == "POST":
        try:
            reviewing.cancel_schedule(review.version, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request, "La publication est annulée : l’offre est un brouillon de sa structure."
            )
            return redirect("animators:offers")
    return redirect("animators:review_offer", code)


def _shown(
    request: HttpRequest,
    desk: Desk,
    review: Review,
    *,
    publishing: PublishForm | None = None,
    sending_back: SendBackForm | None = None,
) -> HttpResponse:
    return page(
        request,
        desk,
        "offers/review",
        review=review,
        offer=review.offer,
        version=review.version,
        publishing=publishing or PublishForm(),
        sending_back=sending_back or SendBackForm(),
    )
