"""« Réponses prêtes »: the texts that a structure writes often."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.contact_requests import actions
from boussole.contact_requests.models import ReadyAnswer
from boussole.contact_requests.ready_answers import PLACEHOLDERS
from boussole.core.moves import MoveRefused
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.workshop import ReadyAnswerForm

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@in_structure
def ready_answers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every text of my structures."""
    rows = ReadyAnswer.objects.visible_to(desk.user, desk.day).select_related("structure", "updated_by")
    rows = rows.filter(structure__in=desk.shown).order_by("structure__name", "title")
    return page(request, desk, "answers/list", answers=rows)


@require_http_methods(METHODS)
@in_structure
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write one more."""
    form = ReadyAnswerForm(request.POST or None, structures=desk.structures)
    if form.is_valid():
        found = form.cleaned_data
        structure = found.pop("structure", desk.structures[0])
        try:
            actions.add_ready_answer(structure, **found, by=desk.user, now=desk.now)
        except MoveRefused as refusal:
            form.add_error("title", refusal.message)
        else:
            messages.success(request, f"« {found['title']} » est prête : vous la trouvez sur chaque demande.")
            return redirect("extranet:ready_answers")
    return page(request, desk, "answers/write", form=form, placeholders=PLACEHOLDERS)


@require_http_methods(METHODS)
@in_structure
def change(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Another title, another text."""
    found = _found(desk, pk)
    form = ReadyAnswerForm(request.POST or None, initial={"title": found.title, "text": found.text})
    if form.is_valid():
        try:
            actions.change_ready_answer(found, **form.cleaned_data, by=desk.user, now=desk.now)
        except MoveRefused as refusal:
            form.add_error("title", refusal.message)
        else:
            messages.success(request, "La réponse est à jour.")
            return redirect("extranet:ready_answers")
    return page(request, desk, "answers/write", form=form, answer=found, placeholders=PLACEHOLDERS)


@require_http_methods(METHODS)
@in_structure
def delete(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Asked once before: the whole structure loses it."""
    found = _found(desk, pk)
    if request.method != "POST":
        return page(request, desk, "answers/delete", answer=found)
    actions.delete_ready_answer(found, by=desk.user, now=desk.now)
    messages.success(request, f"« {found.title} » est supprimée.")
    return redirect("extranet:ready_answers")


def _found(desk: Desk, pk: int) -> ReadyAnswer:
    rows = ReadyAnswer.objects.visible_to(desk.user, desk.day).select_related("structure")
    return get_object_or_404(rows, pk=pk)
