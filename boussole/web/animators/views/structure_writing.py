"""Writing the page of a structure on its behalf (clause A1): its people are told what changed, and who asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.offers.actions.following import Narrowed, narrowed_by
from boussole.partners import policies
from boussole.partners.models import Referent, Structure
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.assisting import ask_who_wanted_it
from boussole.web.shared.structures.saving import saved
from boussole.web.shared.structures.sections import advice_on, section_of
from boussole.web.shared.structures.zone_form import StructureZoneForm

OF_THE_STRUCTURE_ALONE = "demandes"  # its promise: the delay, and who reads the requests


def on_its_behalf(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the structure to write for; whoever may not is sent back to the page, with the reason."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @as_animator
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, public_id: UUID, **kwargs: Any) -> HttpResponse:
        served = Structure.objects.serving(desk.user, desk.day).select_related("parent")
        structure = get_object_or_404(served, public_id=public_id)
        verdict = policies.can_write_for(desk.user, structure, desk.day)
        if verdict:
            return view(request, desk, structure, **kwargs)
        messages.error(request, verdict.reason)
        return _back(structure)

    return guarded


@on_its_behalf
def write(request: HttpRequest, desk: Desk, structure: Structure, code: str) -> HttpResponse:
    """One section: saved when it holds, otherwise shown again as it was typed."""
    has_team = _has_team(structure, desk)
    section = section_of(structure, code, has_team=has_team)
    if section.code == OF_THE_STRUCTURE_ALONE:
        raise Http404
    form = section.form(request.POST if request.method == "POST" else None, structure=structure)
    ask_who_wanted_it(form, required=has_team)
    if form.is_valid() and _saved(form, structure, desk):
        messages.success(request, _done(f"« {section.heading} » est à jour.", is_told=has_team))
        return _back(structure)
    shows_advice = section.code == "presentation"
    return page(
        request,
        desk,
        "structure/write",
        structure=structure,
        section=section,
        form=form,
        advice=advice_on(structure) if shows_advice else [],
        shows_advice=shows_advice,
    )


@on_its_behalf
def zone(request: HttpRequest, desk: Desk, structure: Structure) -> HttpResponse:
    """Where young people may come from. Before a smaller zone is saved, the offers that lose communes are shown."""
    has_team = _has_team(structure, desk)
    form = StructureZoneForm(request.POST if request.method == "POST" else None, structure=structure)
    ask_who_wanted_it(form, required=has_team)
    narrowed: list[Narrowed] = []
    if form.is_valid():
        narrowed = narrowed_by(structure, form.wanted)
        agreed = not narrowed or "reduire" in request.POST
        if agreed and _saved(form, structure, desk):
            messages.success(request, _done(f"Sa zone : {form.wanted.in_words()}.", is_told=has_team))
            return _back(structure)
    return page(request, desk, "structure/zone", structure=structure, form=form, narrowed=narrowed)


def _has_team(structure: Structure, desk: Desk) -> bool:
    return Referent.objects.in_force(desk.day).filter(structure=structure).exists()


def _saved(form: Any, structure: Structure, desk: Desk) -> bool:
    asked_by = form.cleaned_data["asked_by"]
    return saved(form, structure, by=desk.user, now=desk.now, asked_by=asked_by)


def _done(what: str, *, is_told: bool) -> str:
    return f"{what} Les responsables de la structure lisent ce qui a changé." if is_told else what


def _back(structure: Structure) -> HttpResponse:
    return redirect("animators:structure", structure.public_id)
