"""What the young person says from their page: each gesture a POST, and the page that says what it brought about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from boussole.contact_requests import actions
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed, FollowedRequest
from boussole.web.public.forms.words import OpinionForm
from boussole.web.public.own import nothing, required_followed
from boussole.web.public.visit import Visit

Gesture = Callable[[FollowedRequest], str]


def gesture(act: Gesture) -> Callable[..., HttpResponseBase]:
    """One press about one request: acts, then leads back to the page, which says what happened.

    `act` returns the code of what to say. A GET changes nothing; a refusal says its reason.
    """

    @with_visit
    @wraps(act)
    def view(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
        _, asked = find(visit, public_id)
        if request.method == "POST":
            try:
                visit.notice = f"{act(asked)} {asked.row.public_id}"
            except MoveRefused as refusal:
                visit.notice = f"refused {refusal.message}"
        return redirect("public:follow_up")

    return view


@gesture
def say_contacted(asked: FollowedRequest) -> str:
    """« On m’a contacté »."""
    actions.say_contacted(asked.row, now=asked.now)
    return "contacted"


@gesture
def say_not_contacted(asked: FollowedRequest) -> str:
    """« Personne ne m’a contacté »: what it brings about depends on the date, and on the log."""
    return str(actions.say_not_contacted(asked.row, now=asked.now))


@gesture
def nudge(asked: FollowedRequest) -> str:
    """« Relancer », once a day."""
    actions.nudge(asked.row, now=asked.now)
    return "nudged"


@with_visit
def ask_another(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """One press: another structure, the same answers."""
    followed = required_followed(visit)
    if request.method == "POST":
        offer = get_object_or_404(Offer, pk=pk)
        try:
            new = actions.ask_another(followed.filing, offer, now=followed.now)
            visit.notice = f"asked {new.public_id}"
        except MoveRefused as refusal:
            visit.notice = f"refused {refusal.message}"
    return redirect("public:follow_up")


@with_visit
def opinion(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Did it help? Two presses, and a word."""
    followed, asked = find(visit, public_id)
    if not asked.can_give_opinion:
        visit.notice = f"refused {asked.can_give_opinion.reason}"
        return redirect("public:follow_up")
    form = OpinionForm(request.POST if request.method == "POST" else None, given=asked.opinion)
    if form.is_valid():
        actions.give_opinion(asked.row, **form.cleaned_data, now=asked.now)
        visit.notice = f"opinion {public_id}"
        return redirect("public:follow_up")
    context = {"form": form, "asked": asked, "followed": followed}
    return render(request, "public/follow_up/opinion.html", context)


def find(visit: Visit, public_id: UUID) -> tuple[Followed, FollowedRequest]:
    """The form of this visit and the request of this id in it; a stranger is told that nothing is there."""
    followed = required_followed(visit)
    return followed, followed.request(public_id) or nothing()
