"""What the young person says from their page: each gesture a POST, and the page that says what it brought about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import NoReturn
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from boussole.contact_requests import actions
from boussole.contact_requests.draft import Reachable
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.web.public import caution
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed, FollowedRequest, filing_of
from boussole.web.public.forms.words import MomentsForm, OpinionForm
from boussole.web.public.views.filing import TOO_MANY_CORRECTIONS
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
    followed = _followed(visit) or nothing()
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


@with_visit
def change_moments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """When to call, and whether a voice message is safe: nothing else is asked again."""
    followed = _followed(visit) or nothing()
    filing = followed.filing
    current = {"moments": filing.moments, "voicemail_ok": filing.voicemail_ok}
    form = MomentsForm(request.POST if request.method == "POST" else None, initial=current)
    if form.is_valid() and _moments_changed(form, followed, visit):
        return redirect("public:follow_up")
    return render(request, "public/follow_up/moments.html", {"form": form, "followed": followed})


def _moments_changed(form: MomentsForm, followed: Followed, visit: Visit) -> bool:
    """Act; say why when it is refused."""
    filing, now = followed.filing, followed.now
    before = Reachable(
        filing.first_name,
        filing.phone,
        filing.email,
        tuple(filing.moments),
        filing.voicemail_ok,
        filing.message,
    )
    after = replace(before, moments=tuple(form.cleaned_data["moments"]))
    if filing.phone:  # else the page does not ask
        after = replace(after, voicemail_ok=form.cleaned_data["voicemail_ok"])
    if after == before:
        visit.notice = "unchanged"
        return True
    if refusal := _refusal(followed, after, now):
        form.add_error(None, refusal)
        return False
    visit.notice = "moments"
    return True


def _refusal(followed: Followed, after: Reachable, now: datetime) -> str:
    """Why the correction is refused; empty once it is made."""
    if not caution.may_correct_again(followed.filing.pk, now=now):
        return TOO_MANY_CORRECTIONS
    try:
        actions.correct_details(followed.filing, after, now=now)
    except MoveRefused as refusal:
        return refusal.message
    return ""


def find(visit: Visit, public_id: UUID) -> tuple[Followed, FollowedRequest]:
    """The form of this visit and the request of this id in it; a stranger is told that nothing is there."""
    followed = _followed(visit) or nothing()
    return followed, followed.request(public_id) or nothing()


def _followed(visit: Visit) -> Followed | None:
    return filing_of(visit.follow_up, clock.now()) if visit.follow_up else None


def nothing() -> NoReturn:
    raise Http404
