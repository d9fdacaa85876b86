"""« Signaler une erreur », and what was done about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.partners import actions, policies
from boussole.partners.directory.listed import structures_in_directory
from boussole.partners.directory.quotas import What, spend
from boussole.partners.models import DirectoryError
from boussole.partners.models.directory import DirectoryErrorQuerySet
from boussole.web.shared.directory.forms import AnswerForm, ErrorForm
from boussole.web.shared.directory.visitor import TOO_MANY, Visitor

MOST = 50  # settled ones shown: beyond, nobody looks
METHODS = ["GET", "HEAD", "POST"]
SHEETS = {"extranet": "structure_page", "animators": "structure"}  # where a site mends what a card says


@require_http_methods(METHODS)
def report(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """What is wrong on the card of a structure."""
    structure = get_object_or_404(structures_in_directory(visitor.now), public_id=public_id)
    card_url = visitor.url("directory_structure", public_id)
    form = ErrorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        verdict = spend(What.ERROR, by=visitor.user, now=visitor.now)
        if not verdict:
            return visitor.page(request, "too_many", status=TOO_MANY, reason=verdict.reason)
        said = {"by": visitor.user, "day": visitor.day, "now": visitor.now}
        actions.report_error(structure, form.cleaned_data["text"], **said)
        messages.success(
            request, "Merci : la structure et son animation sont prévenues. Vous lirez leur réponse."
        )
        return redirect(card_url)
    return visitor.page(request, "report", form=form, structure=structure, card_url=card_url)


@require_safe
def errors(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Those to settle first, then what was answered."""
    rows = _watched(visitor).select_related("structure", "reported_by", "settled_by")
    waiting = [(each, visitor.url("directory_error", each.public_id)) for each in rows.waiting()]
    settled = rows.filter(settled_at__isnull=False).order_by("-settled_at")[:MOST]
    return visitor.page(request, "errors", waiting=waiting, settled=settled)


@require_http_methods(METHODS)
def error(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """One of them, and its answer: to give, or given."""
    rows = _watched(visitor).select_related("structure", "reported_by", "settled_by")
    found = get_object_or_404(rows, public_id=public_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {"by": visitor.user, "day": visitor.day, "now": visitor.now}
        try:
            actions.settle_error(found, form.cleaned_data["answer"], **said)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "C’est réglé. La personne qui a prévenu reçoit votre réponse.")
        return redirect(visitor.route("directory_errors"))
    return visitor.page(
        request,
        "error",
        error=found,
        form=form,
        sheet_url=visitor.url(SHEETS[visitor.site], found.structure.public_id),
        can_settle=policies.can_settle_error(visitor.user, found, visitor.day),
    )


def _watched(visitor: Visitor) -> DirectoryErrorQuerySet:
    """Through the door of the site: the structures one is responsible for, or the territories one animates."""
    if visitor.site == "extranet":
        return DirectoryError.objects.visible_to(visitor.user, visitor.day)
    return DirectoryError.objects.watched_by(visitor.user, visitor.day)
