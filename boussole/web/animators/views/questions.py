"""Questions to structures about needs that nobody meets."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boussole.animation import actions
from boussole.animation.models import StructureQuestion
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.territories.models import Territory
from boussole.web.animators.addressed_needs import need_from_address, place_in_words, territory_of
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.needs import QuestionForm

MOST_SHOWN = 100
MOST_NEAR = 20  # offers that the address may name
FIRST_WORDS = (
    "Des jeunes cherchent ce service et ne le trouvent pas. Pourriez-vous leur répondre, "
    "en élargissant une de vos offres ou en en écrivant une ?"
)


@require_safe
@as_animator
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait, then the answers."""
    rows = StructureQuestion.objects.asked_from(desk.lens, desk.day)
    shown = list(rows.select_related("structure", "theme", "territory", "answered_by")[:MOST_SHOWN])
    return page(
        request,
        desk,
        "needs/questions",
        waiting=[each for each in shown if not each.answer],
        answered=[each for each in shown if each.answer],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def new_question(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask a structure; those that an offer of theirs nearly fits come first."""
    territory = territory_of(request, desk)
    form = _question_form(request, desk, territory)
    if form.is_valid():
        try:
            question = _ask(form, desk, territory)
        except MoveRefused as refusal:
            form.add_error("structure", refusal.message)
        else:
            messages.success(request, f"La question est partie à {form.chosen.name}.")
            return redirect("animators:question", question.public_id)
    return page(request, desk, "needs/new_question", form=form, territory=territory)


def _question_form(request: HttpRequest, desk: Desk, territory: Territory) -> QuestionForm:
    """What the address says of the need is there already; the one structure that is close is chosen."""
    partners = Structure.objects.serving(desk.user, desk.day).filter(status=Structure.Status.ACTIVE)
    named = [code for code in request.GET.getlist("offre") if code.isprintable()]
    near_offers = Offer.objects.filter(code__in=named[:MOST_NEAR])
    close = set(near_offers.values_list("structure__code", flat=True))
    return QuestionForm(
        request.POST if request.method == "POST" else None,
        territory=territory,
        structures=list(partners.order_by("name")),
        first=close,
        initial={
            **need_from_address(request),
            "text": FIRST_WORDS,
            "structure": next(iter(close)) if len(close) == 1 else "",
        },
    )


def _ask(form: QuestionForm, desk: Desk, territory: Territory) -> StructureQuestion:
    asked = form.cleaned_data
    return actions.ask_structure(
        form.chosen,
        territory=territory,
        theme=form.chosen_theme,
        area=asked["area"],
        need=asked["need"],
        text=asked["text"],
        by=desk.user,
        day=desk.day,
        now=desk.now,
    )


@require_safe
@as_animator
def question(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One question and its answer."""
    rows = StructureQuestion.objects.asked_from(desk.user, desk.day)
    found = get_object_or_404(
        rows.select_related("structure", "theme", "territory", "asked_by", "answered_by"), public_id=public_id
    )
    need = {
        "territoire": found.territory.code,
        "theme": found.theme.code,
        "lieu": found.area,
        "besoin": found.need,
    }
    return page(
        request,
        desk,
        "needs/question",
        question=found,
        place=place_in_words(found.area, found.territory),
        prospect_url=f"{reverse('animators:new_prospect')}?{urlencode(need)}",
    )
