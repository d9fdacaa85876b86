"""A structure leaves the network, with its effects said before; or comes back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from boussole.core.moves import MoveRefused
from boussole.partners import actions, policies
from boussole.partners.models import Structure, StructureStep
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.structure_page import leaving_of
from boussole.web.shared.refusable import RefusableForm

LONGEST_REASON = StructureStep._meta.get_field("note").max_length


class LeavingForm(RefusableForm):
    """Why it leaves: its people read it in a mail, colleagues in its history."""

    reason = forms.CharField(
        label="Pour quelle raison ?",
        help_text="L’équipe de la structure la reçoit par e-mail, et vos collègues la lisent ici. N’y nommez personne.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Dites pourquoi : la structure et vos collègues le liront.",
            "max_length": f"C’est trop long : {LONGEST_REASON} signes au plus.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def leave_network(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What stops and what goes on, then the reason and the button."""
    row = _served(desk, public_id)
    verdict = policies.can_take_out(desk.user, row, desk.day)
    if not verdict:
        messages.error(request, verdict.reason)
        return redirect("animators:structure", public_id)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.leave_network(
                row, reason=form.cleaned_data["reason"], by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"« {row.name} » a quitté le réseau. Son équipe est prévenue.")
            return redirect("animators:structure", public_id)
    return page(request, desk, "structure/leave", structure=row, leaving=leaving_of(desk, row), form=form)


@require_POST
@as_animator
def return_to_network(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """It may be invited and welcomed again."""
    row = _served(desk, public_id)
    try:
        actions.return_to_network(row, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"« {row.name} » peut revenir : invitez quelqu’un, puis accueillez-la.")
    return redirect("animators:structure", public_id)


def _served(desk: Desk, public_id: UUID) -> Structure:
    return get_object_or_404(Structure.objects.serving(desk.user, desk.day), public_id=public_id)
