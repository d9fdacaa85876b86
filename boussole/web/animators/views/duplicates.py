"""« Doublons »: records that look alike, compared, then joined or told apart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.core.moves import MoveRefused
from boussole.partners import actions, duplicates, policies
from boussole.partners.models import Structure
from boussole.territories.geography import commune_name
from boussole.web.animators.comparing_structures import hangs_on
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.duplicates import MergeForm

MOST = 100  # pairs on one page: those below are less sure, and come up once these are settled


@require_safe
@as_animator
def pairs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The surest first. Two queries, whatever their number."""
    found = duplicates.pairs(Structure.objects.serving(desk.user, desk.day))
    lines = [
        (pair, commune_name(pair.one.commune), commune_name(pair.other.commune)) for pair in found[:MOST]
    ]
    return page(request, desk, "duplicates/pairs", lines=lines, number=len(found))


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def compare(request: HttpRequest, desk: Desk, one: UUID, other: UUID) -> HttpResponse:
    """Side by side; posted, the two become one."""
    first, second = _pair(desk, one, other)
    sides = hangs_on(first), hangs_on(second)
    form = MergeForm(request.POST if request.method == "POST" else None, one=sides[0], other=sides[1])
    if form.is_valid():
        try:
            actions.merge(form.kept, form.gone, values=form.values, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Les deux fiches n’en font plus qu’une : « {form.kept.name} ».")
            return redirect("animators:structure", form.kept.public_id)
    reasons = duplicates.resemblance(first, second)
    return page(
        request, desk, "duplicates/compare", one=first, other=second, sides=sides, form=form, reasons=reasons
    )


@require_POST
@as_animator
def tell_apart(request: HttpRequest, desk: Desk, one: UUID, other: UUID) -> HttpResponse:
    """Not the same: nobody is asked about these two again."""
    first, second = _pair(desk, one, other)
    try:
        actions.tell_apart(first, second, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"« {first.name} » et « {second.name} » restent deux structures.")
    return redirect("animators:duplicates")


def _pair(desk: Desk, one: UUID, other: UUID) -> tuple[Structure, Structure]:
    """Both through the door of this desk; what is not to be settled by this person does not exist."""
    served = Structure.objects.serving(desk.user, desk.day)
    rows = {row.public_id: row for row in served.filter(public_id__in=[one, other])}
    if len(rows) != 2 or not policies.can_settle_pair(desk.user, rows[one], rows[other], desk.day):
        raise Http404
    return rows[one], rows[other]
