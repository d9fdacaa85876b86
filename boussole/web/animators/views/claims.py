"""« À réclamer »: structures known from elsewhere, invited through somebody of them, welcomed as partners."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.core.moves import MoveRefused
from boussole.core.typography import alphabetical
from boussole.partners import actions
from boussole.partners.actions import JoiningRefused
from boussole.partners.models import Structure
from boussole.territories.geography import commune_name
from boussole.web.animators.desk import Desk, as_animator, page, with_mandate
from boussole.web.animators.forms.claims import InviteManagerForm, WelcomeForm
from boussole.web.animators.structure_page import gestures_on, page_of

Status = Structure.Status
MOST = 500  # structures of one territory; beyond, the box narrows
METHODS = ["GET", "HEAD", "POST"]
VIEWS = {"a-reclamer": Status.PROSPECT, "invitees": Status.INVITED}


@dataclass(frozen=True)
class Line:
    """One structure of the list."""

    structure: Structure
    where: str
    drafts: int
    is_gone: bool


@require_safe
@as_animator
def claims(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that nobody of the structure has claimed, then those that are invited."""
    shown = request.GET.get("voir", "")
    status = VIEWS.get(shown, Status.PROSPECT)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    rows = Structure.objects.serving(desk.lens, desk.day)
    counts = rows.aggregate(
        prospects=Count("pk", filter=Q(status=Status.PROSPECT)),
        invited=Count("pk", filter=Q(status=Status.INVITED)),
    )
    chosen = rows.filter(status=status, name__icontains=words).annotate(
        drafts=Count("offers", filter=Q(offers__status="DRAFT"), distinct=True),
        gone=Count("source_records", filter=Q(source_records__gone_at__isnull=False), distinct=True),
    )
    lines = [
        Line(each, commune_name(each.commune), each.drafts, bool(each.gone))
        for each in sorted(chosen[:MOST], key=lambda structure: alphabetical(structure.name))
    ]
    return page(request, desk, "claims/list", lines=lines, counts=counts, status=status, words=words)


@require_safe
@with_mandate
def structure(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """All that is known of it, and the next gesture; the address of a record joined to another leads to that one."""
    if not desk.sees_partners:
        raise Http404
    row = _served(desk, public_id)
    if row.merged_into is not None:
        return redirect("animators:structure", row.merged_into.public_id)
    return _page(request, desk, row, InviteManagerForm(), WelcomeForm(day=desk.day))


@require_http_methods(METHODS)
@as_animator
def invite_manager(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """A mail leaves with the link that opens the account."""
    row = _served(desk, public_id)
    form = InviteManagerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.invite_manager(row, form.person, by=desk.user, day=desk.day, now=desk.now)
        except JoiningRefused as refusal:
            form.refuse(refusal)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"L’invitation part à {form.person.email}.")
            return redirect("animators:structure", public_id)
    return _page(request, desk, row, form, WelcomeForm(day=desk.day))


@require_http_methods(METHODS)
@as_animator
def welcome_structure(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """A partner, while its charter is being signed."""
    row = _served(desk, public_id)
    form = WelcomeForm(request.POST or None, day=desk.day)
    if form.is_valid():
        try:
            actions.welcome(row, **form.cleaned_data, by=desk.user, day=desk.day, now=desk.now)
        except JoiningRefused as refusal:
            form.refuse(refusal)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"« {row.name} » est partenaire.")
            return redirect("animators:structure", public_id)
    return _page(request, desk, row, InviteManagerForm(), form)


@require_POST
@as_animator
def set_structure_aside(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """It is proposed no more."""
    row = _served(desk, public_id)
    try:
        actions.set_aside(row, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("animators:structure", public_id)
    messages.success(request, f"« {row.name} » n’est plus proposée.")
    return redirect("animators:claims")


def _served(desk: Desk, public_id: UUID) -> Structure:
    return get_object_or_404(Structure.objects.serving(desk.user, desk.day), public_id=public_id)


def _page(
    request: HttpRequest, desk: Desk, row: Structure, invite: InviteManagerForm, welcome: WelcomeForm
) -> HttpResponse:
    row.refresh_from_db()
    return page(
        request,
        desk,
        "structure/structure",
        structure=row,
        shown=page_of(desk, row),
        record=row.source_records.order_by("pk").first(),  # type: ignore[attr-defined]
        invite=invite,
        welcome=welcome,
        **gestures_on(desk, row),
    )
