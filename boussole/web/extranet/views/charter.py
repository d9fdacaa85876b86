"""« Charte »: what the structure and the animation agreed, who has signed, until when, and how it ends."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.core.moves import MoveRefused
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory, Structure, foremost
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.shared.charter_end import Effects, can_end
from boussole.web.shared.charter_end import give_notice as notice_given
from boussole.web.shared.charter_end import sooner_end as sooner_answered
from boussole.web.shared.charters import document_file, shown


@require_safe
@in_structure
def charter(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The agreement that says where the structure stands, then the others."""
    structure = _structure(desk, public_id)
    agreements = _own(desk).filter(structure=structure)
    chosen = _asked(request, list(agreements.order_by("-pk")))
    context = {
        "structure": structure,
        "others": [each for each in agreements.order_by("-pk") if chosen and each.pk != chosen.pk],
        "charter": shown(chosen, desk.now) if chosen else None,
        "own_signatures": _to_sign(desk, structure),
        **(can_end(desk.user, chosen, desk.day, desk.now, site="extranet") if chosen else {}),
    }
    return page(request, desk, "charter/charter", **context)


@require_safe
@in_structure
def charter_document(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The copy of the structure."""
    agreement = get_object_or_404(_own(desk), public_id=public_id)
    return document_file(get_object_or_404(CharterDocument, agreement=agreement))


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def give_notice(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What the end changes, then the day and the reason."""
    agreement = get_object_or_404(_own(desk), public_id=public_id)
    back = redirect("extranet:charter", agreement.structure.public_id)
    if not (verdict := policies.can_give_notice(desk.user, agreement, desk.day)):
        messages.error(request, verdict.reason)
        return back
    form = notice_given(request, agreement, by=desk.user, day=desk.day, now=desk.now)
    if form is None:
        messages.success(request, "Le préavis est donné. Les deux parties sont prévenues par e-mail.")
        return back
    context = {"agreement": agreement, "form": form, "effects": Effects.of(agreement)}
    return page(request, desk, "charter/notice", **context)


@require_POST
@in_structure
def withdraw_notice(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The charter goes on."""
    agreement = get_object_or_404(_own(desk), public_id=public_id)
    try:
        charters.withdraw_notice(agreement, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Le préavis est annulé : la charte continue.")
    return redirect("extranet:charter", agreement.structure.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def sooner_end(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """While a notice runs: an earlier day to propose, to accept, or to leave."""
    agreement = get_object_or_404(_own(desk), public_id=public_id)
    form = sooner_answered(request, agreement, by=desk.user, day=desk.day, now=desk.now)
    if form is None:
        return redirect("extranet:charter", agreement.structure.public_id)
    context = {"agreement": agreement, "form": form, "effects": Effects.of(agreement)}
    may = can_end(desk.user, agreement, desk.day, desk.now, site="extranet")
    return page(request, desk, "charter/sooner", **context, **may)


@require_POST
@in_structure
def sign_own(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """From the extranet, a link of their own as the mail would give: their signature and no other."""
    rows = Signatory.objects.filter(user=desk.user, agreement__in=_own(desk))
    signatory = get_object_or_404(rows.select_related("agreement", "user"), public_id=public_id)
    if not (verdict := policies.can_sign(signatory)):
        messages.error(request, verdict.reason)
        return redirect("extranet:charter", signatory.agreement.structure.public_id)
    return redirect(charters.own_link(signatory, by=desk.user, now=desk.now))


def _own(desk: Desk):  # type: ignore[no-untyped-def]  # a query set of agreements
    rows = CharterAgreement.objects.visible_to(desk.user, desk.day)
    return rows.select_related("structure", "territory", "text")


def _structure(desk: Desk, public_id: UUID) -> Structure:
    found = next((each for each in desk.structures if each.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, agreements: list[CharterAgreement]) -> CharterAgreement | None:
    """The one that the address names, else the foremost."""
    named = request.GET.get("charte", "")
    if not named:
        return foremost(agreements)
    found = next((each for each in agreements if str(each.public_id) == named), None)
    if found is None:
        raise Http404
    return found


def _to_sign(desk: Desk, structure: Structure) -> list[Signatory]:
    """What waits for this very person."""
    rows = Signatory.objects.awaited_from(desk.user).filter(agreement__structure=structure)
    return list(rows.select_related("agreement"))
