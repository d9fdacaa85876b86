"""How, and when, the young person wants to be reached: corrected on their own page."""

from __future__ import annotations

from dataclasses import replace

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boussole.contact_requests import actions
from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import Filing
from boussole.core.moves import MoveRefused
from boussole.web.public import caution
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed
from boussole.web.public.forms.reachable import CorrectionForm, MomentsForm
from boussole.web.public.own import is_author, required_followed
from boussole.web.public.views.filing import TOO_MANY_CORRECTIONS
from boussole.web.public.visit import Visit


@with_visit
def correct_details(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Correct how to be reached. The page shows none of what it corrects in full (T7)."""
    followed = required_followed(visit)
    typed = request.POST if request.method == "POST" else None
    form = CorrectionForm(typed, current=followed.filing.reachable)
    if form.is_valid() and _corrected(form, followed, visit, form.reachable(), notice="corrected"):
        return redirect("public:follow_up")
    context = {"form": form, "followed": followed}
    return render(request, "public/follow_up/correct.html", context)


@with_visit
def change_moments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """When to call, and whether a voice message is safe: nothing else is asked again."""
    followed = required_followed(visit)
    filing = followed.filing
    current = {"moments": filing.moments, "voicemail_ok": filing.voicemail_ok}
    form = MomentsForm(request.POST if request.method == "POST" else None, initial=current)
    if form.is_valid() and _corrected(
        form, followed, visit, _at_these_moments(form, filing), notice="moments"
    ):
        return redirect("public:follow_up")
    return render(request, "public/follow_up/moments.html", {"form": form, "followed": followed})


def _at_these_moments(form: MomentsForm, filing: Filing) -> Reachable:
    reachable = replace(filing.reachable, moments=tuple(form.cleaned_data["moments"]))
    if filing.phone:  # else the page does not ask
        reachable = replace(reachable, voicemail_ok=form.cleaned_data["voicemail_ok"])
    return reachable


def _corrected(form: Form, followed: Followed, visit: Visit, reachable: Reachable, *, notice: str) -> bool:
    """Act; say why when it is refused."""
    filing, now = followed.filing, followed.now
    if reachable == filing.reachable:
        visit.notice = "unchanged"
        return True
    if not caution.may_correct_again(filing.pk, now=now):
        form.add_error(None, TOO_MANY_CORRECTIONS)
        return False
    try:
        actions.correct_details(filing, reachable, now=now, by_author=is_author(visit, filing))
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    visit.notice = notice
    return True
