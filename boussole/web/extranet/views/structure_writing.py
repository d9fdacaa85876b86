"""Writing the page of my structure: one section at a time, its zone, its other places."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.offers.actions.following import Narrowed, narrowed_by
from boussole.partners import actions, policies
from boussole.partners.models import Referent, Structure
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.structure_pages import structure_of
from boussole.web.shared.structures.forms import SiteForm
from boussole.web.shared.structures.saving import saved
from boussole.web.shared.structures.sections import advice_on, section_of
from boussole.web.shared.structures.zone_form import StructureZoneForm

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@in_structure
def write(request: HttpRequest, desk: Desk, public_id: UUID, code: str) -> HttpResponse:
    """One section: saved when it holds, otherwise shown again as it was typed."""
    structure = structure_of(desk, public_id)
    team = Referent.objects.in_force(desk.day).filter(structure=structure)
    section = section_of(structure, code, has_team=team.exists())
    if refusal := _refused(request, desk, structure):
        return refusal
    form = section.form(request.POST if request.method == "POST" else None, structure=structure)
    if form.is_valid() and saved(form, structure, by=desk.user, now=desk.now):
        messages.success(request, f"« {section.heading} » est à jour.")
        return _back(structure)
    shows_advice = section.code == "presentation"
    advice = advice_on(structure) if shows_advice else []
    return page(
        request,
        desk,
        "structure/write",
        structure=structure,
        section=section,
        form=form,
        advice=advice,
        shows_advice=shows_advice,
    )


@require_http_methods(METHODS)
@in_structure
def zone(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Where young people may come from. Before a smaller zone is saved, the offers that lose communes are shown."""
    structure = structure_of(desk, public_id)
    if refusal := _refused(request, desk, structure):
        return refusal
    form = StructureZoneForm(request.POST if request.method == "POST" else None, structure=structure)
    narrowed: list[Narrowed] = []
    if form.is_valid():
        narrowed = narrowed_by(structure, form.wanted)
        agreed = not narrowed or "reduire" in request.POST
        if agreed and saved(form, structure, by=desk.user, now=desk.now):
            messages.success(request, f"Votre zone : {form.wanted.in_words()}.")
            return _back(structure)
    return page(request, desk, "structure/zone", structure=structure, form=form, narrowed=narrowed)


@require_http_methods(METHODS)
@in_structure
def add_site(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One more place where the structure receives young people."""
    structure = structure_of(desk, public_id)
    verdict = policies.can_add_site(desk.user, structure, desk.day)
    if not verdict:
        messages.error(request, verdict.reason)
        return _back(structure)
    form = SiteForm(request.POST if request.method == "POST" else None, structure=None)
    if form.is_valid():
        try:
            site = actions.add_site(structure, form.written, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"« {site.name} » est ajouté. Vos offres peuvent s’y passer.")
            return _back(structure)
    return page(request, desk, "structure/site", structure=structure, form=form)


@require_http_methods(METHODS)
@in_structure
def close_site(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What becomes of the offers given there, then the button."""
    site = structure_of(desk, public_id)
    verdict = policies.can_close_site(desk.user, site, desk.day)
    if not verdict:
        messages.error(request, verdict.reason)
        return _back(site)
    offers = list(site.hosted_offers.order_by("title"))  # type: ignore[attr-defined]
    if request.method != "POST":
        return page(request, desk, "structure/close_site", site=site, offers=offers)
    try:
        actions.close_site(site, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"« {site.name} » n’est plus un de vos lieux.")
    return _back(site)


def _refused(request: HttpRequest, desk: Desk, structure: Structure) -> HttpResponse | None:
    """Whoever may not write the page reads it, with the reason; None for whoever may."""
    try:
        policies.can_change_structure(desk.user, structure, desk.day).require()
    except NotAllowed as refusal:
        messages.error(request, refusal.message)
        return _back(structure)
    return None


def _back(structure: Structure) -> HttpResponse:
    """The page of the body, for a place of it that has no page of its own."""
    body = structure.parent if structure.parent is not None else structure
    return redirect("extranet:structure_page", body.public_id)
