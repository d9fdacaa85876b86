"""« Modèles »: offers written once for the structures of a territory, or of a network; what changes with each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.policies import animated_territories
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.offers.actions.templates import (
    ChangedByAnother,
    Scope,
    change_template,
    following,
    withdraw_template,
    write_template,
)
from boussole.offers.models import OfferTemplate
from boussole.offers.policies import can_write_template, networks_written_by
from boussole.questionnaires.queries import definition_in_use
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.templates import StartForm, TemplateForm

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@with_mandate
def templates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those of my territory, and of the networks that work there, with how many offers follow each."""
    followed = Count("copies", filter=Q(copies__follows_template=True))
    rows = _mine(desk).filter(is_archived=False).annotate(followed=followed)
    return page(
        request,
        desk,
        "offers/templates/list",
        templates=rows.order_by("theme__position", "title"),
        can_write=_may_write(desk),
    )


@require_safe
@with_mandate
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What about, and for whom; the rest of the form follows, and nothing is written before it is sent."""
    form = _start_form(request, desk)
    if form.is_valid():
        return redirect(f"{reverse('animators:write_offer_template')}?{request.GET.urlencode()}")
    return page(request, desk, "offers/templates/start", form=form)


@require_http_methods(METHODS)
@with_mandate
def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new template: its address says what about and for whom."""
    begun = _start_form(request, desk)
    if not begun.is_valid():
        return redirect("animators:start_offer_template")
    definition = definition_in_use(begun.content.theme, begun.territory)
    form = TemplateForm(_posted(request), content=begun.content, definition=definition)
    if form.is_valid():
        scope = Scope(begun.territory, begun.network)
        try:
            template = write_template(form.written, scope, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, f"Le modèle « {template.title} » est prêt : les structures peuvent en partir."
            )
            return redirect("animators:offer_templates")
    whom = begun.territory.name if begun.territory else begun.network
    return page(request, desk, "offers/templates/write", form=form, whom=whom)


@require_http_methods(METHODS)
@with_mandate
def change(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What it says, and which offers change with it, before they do."""
    template = _found(desk, code)
    form = TemplateForm(
        _posted(request),
        content=template.content,
        definition=definition_in_use(template.theme.code, template.territory),
        seen=template.number,
    )
    if form.is_valid() and _changed(request, desk, template, form):
        return redirect("animators:offer_templates")
    copies = list(following(template).select_related("structure").order_by("structure__name", "title"))
    return page(
        request,
        desk,
        "offers/templates/change",
        model=template,
        form=form,
        copies=copies,
        save_label=f"Changer le modèle et {counted(len(copies), 'offre')}"
        if copies
        else "Enregistrer le modèle",
        verdict=can_write_template(desk.user, template, desk.day),
        whom=template.territory.name if template.territory else template.network,
    )


def _changed(request: HttpRequest, desk: Desk, template: OfferTemplate, form: TemplateForm) -> bool:
    """Whether it was; a refusal is told in the form, which keeps what was typed."""
    seen = form.cleaned_data["seen"] or 0
    try:
        changed = change_template(template, form.written, seen=seen, by=desk.user, day=desk.day, now=desk.now)
    except ChangedByAnother as conflict:
        form.tell_conflict(conflict.template)
        return False
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    words = "Le modèle est à jour."
    if changed:
        words += f" {counted(changed, 'offre a changé avec lui', 'offres ont changé avec lui')}."
    messages.success(request, words)
    return True


@require_http_methods(METHODS)
@with_mandate
def withdraw(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Asked once before: the copies keep their text, and go their own way."""
    template = _found(desk, code)
    verdict = can_write_template(desk.user, template, desk.day)
    if request.method != "POST":
        count = following(template).count()
        return page(request, desk, "offers/templates/withdraw", model=template, count=count, verdict=verdict)
    try:
        withdraw_template(template, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("animators:change_offer_template", code)
    messages.success(request, f"Le modèle « {template.title} » est retiré.")
    return redirect("animators:offer_templates")


def _mine(desk: Desk) -> Any:
    return OfferTemplate.objects.serving(desk.user, desk.day).select_related("theme", "territory")


def _found(desk: Desk, code: str) -> OfferTemplate:
    return get_object_or_404(_mine(desk).filter(is_archived=False), code=code)


def _may_write(desk: Desk) -> bool:
    return bool(animated_territories(desk.user, desk.day) or networks_written_by(desk.user, desk.day))


def _start_form(request: HttpRequest, desk: Desk) -> StartForm:
    """For whoever may write somewhere; the others are told that the page does not exist."""
    territories = animated_territories(desk.user, desk.day)
    networks = networks_written_by(desk.user, desk.day)
    if not territories and not networks:
        raise Http404
    return StartForm(request.GET or None, territories=territories, networks=networks)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
