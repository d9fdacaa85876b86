"""A question of the animation, about young people who look for something and do not find it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.animation import actions, policies
from boussole.animation.models import StructureQuestion
from boussole.core.moves import MoveRefused
from boussole.territories.geography import geography
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.questions import AnswerForm

MOST_SHOWN = 50


@require_safe
@in_structure
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those put to my structures, the last first."""
    rows = StructureQuestion.objects.visible_to(desk.user, desk.day).filter(structure__in=desk.shown)
    shown = rows.select_related("structure", "theme", "territory")[:MOST_SHOWN]
    return page(request, desk, "questions/questions", questions=list(shown))


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def question(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What is asked, and the answer: to give, or given."""
    rows = StructureQuestion.objects.visible_to(desk.user, desk.day)
    found = get_object_or_404(
        rows.select_related("structure", "theme", "territory", "asked_by", "answered_by"), public_id=public_id
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = StructureQuestion.Answer(form.cleaned_data["answer"])
        words = form.cleaned_data["words"]
        try:
            actions.answer_question(found, answer, words=words, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Votre réponse est partie à l’animation. Merci !")
        return redirect("extranet:question", found.public_id)
    can_answer = policies.can_answer(desk.user, found, desk.day)
    place = geography().name_in_words(found.area) if found.area else found.territory.name
    return page(
        request,
        desk,
        "questions/question",
        question=found,
        place=place,
        form=form,
        can_answer=can_answer,
    )
