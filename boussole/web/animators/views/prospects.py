"""Prospects: from a need that nobody meets to a partner who does (charter A3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.animation import actions
from boussole.animation.models import Prospect
from boussole.core.masking import FEWEST
from boussole.core.moves import MoveRefused
from boussole.partners.models import Structure
from boussole.web.animators.addressed_needs import need_from_address, place_in_words, territory_of
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.needs import ContactForm, ProspectForm, StepForm, WonForm
from boussole.web.shared.gestures import gestures_on

ENDED_SHOWN = 50


@require_safe
@as_animator
def prospects(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those to follow, the next step first; then those that ended."""
    rows = Prospect.objects.visible_to(desk.lens, desk.day).select_related("theme", "territory", "structure")
    followed = list(rows.open().order_by("due_on", "opened_at", "pk"))
    ended = list(rows.exclude(status__in=Prospect.OPEN).order_by("-opened_at", "-pk")[:ENDED_SHOWN])
    return page(request, desk, "needs/prospects", followed=followed, ended=ended, today=desk.day)


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def new_prospect(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a need down."""
    territory = territory_of(request, desk)
    posted = request.POST if request.method == "POST" else None
    form = ProspectForm(posted, territory=territory, initial=need_from_address(request))
    if form.is_valid():
        prospect = actions.open_prospect(territory, form.plan, by=desk.user, day=desk.day, now=desk.now)
        messages.success(request, "Le prospect est noté.")
        return redirect("animators:prospect", prospect.public_id)
    return page(request, desk, "needs/new_prospect", form=form, territory=territory)


def find(desk: Desk, public_id: UUID) -> Prospect:
    """One prospect, through its door."""
    rows = Prospect.objects.visible_to(desk.user, desk.day).select_related("theme", "territory", "structure")
    return get_object_or_404(rows, public_id=public_id)


def show(request: HttpRequest, desk: Desk, found: Prospect, **refused: Form) -> HttpResponse:
    """The page of one prospect; `refused` forms replace the empty ones."""
    can_win = Prospect.Status.WON in Prospect.MOVES[Prospect.Status(found.status)]
    known = {"name": found.name, "contact": found.contact, "due_on": found.due_on}
    forms: dict[str, Form | None] = {
        "contact": ContactForm(initial=known, auto_id="contact-%s"),
        "step": StepForm(prospect=found, auto_id="step-%s"),
        "won": WonForm(structures=_partners(desk), auto_id="won-%s") if can_win else None,
    }
    return page(
        request,
        desk,
        "needs/prospect",
        prospect=found,
        place=place_in_words(found.area, found.territory),
        steps=found.steps.select_related("by"),
        says_searches=found.searches >= FEWEST,
        today=desk.day,
        **{**forms, **refused},
    )


def _partners(desk: Desk) -> list[Structure]:
    rows = Structure.objects.serving(desk.user, desk.day).filter(status=Structure.Status.ACTIVE)
    return list(rows.order_by("name"))


@require_safe
@as_animator
def prospect(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One prospect: what is known, what was done, what comes next."""
    return show(request, desk, find(desk, public_id))


def back(found: Prospect) -> HttpResponse:
    return redirect("animators:prospect", found.public_id)


gesture = gestures_on(find, at=as_animator, back=back)


@gesture
def change(request: HttpRequest, desk: Desk, found: Prospect) -> HttpResponse:
    """Who could meet it, how to reach them, when."""
    form = ContactForm(request.POST, auto_id="contact-%s")
    if not form.is_valid():
        return show(request, desk, found, contact=form)
    actions.change_prospect(found, **form.cleaned_data, by=desk.user, day=desk.day, now=desk.now)
    messages.success(request, "C’est noté.")
    return back(found)


@gesture
def step(request: HttpRequest, desk: Desk, found: Prospect) -> HttpResponse:
    """What was done."""
    form = StepForm(request.POST, prospect=found, auto_id="step-%s")
    if form.is_valid():
        to = Prospect.Status(form.cleaned_data["status"])
        note = form.cleaned_data["note"]
        try:
            actions.take_step(found, to=to, note=note, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error("note", refusal.message)
        else:
            messages.success(request, "Le pas est noté.")
            return back(found)
    return show(request, desk, found, step=form)


@gesture
def win(request: HttpRequest, desk: Desk, found: Prospect) -> HttpResponse:
    """The body has become a partner."""
    form = WonForm(request.POST, structures=_partners(desk), auto_id="won-%s")
    if not form.is_valid():
        return show(request, desk, found, won=form)
    actions.win_prospect(found, form.chosen, note="", by=desk.user, day=desk.day, now=desk.now)
    messages.success(request, f"{form.chosen.name} répond à ce besoin. Bravo !")
    return back(found)
