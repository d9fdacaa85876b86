"""The last section: what is missing, what could be clearer, what it will look like, and proposing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.offers.actions.reviewing import Incomplete, submit
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.views.offers_writing import frame, tick
from boussole.web.extranet.writing.draft import Draft, draft_of
from boussole.web.extranet.writing.help import Missing, help_for
from boussole.web.extranet.writing.sections import Section


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def review(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Read it again; POST proposes it to the animation."""
    draft = draft_of(desk, code)
    if request.method == "POST" and tick(draft, request.POST):
        return redirect("extranet:review_draft", code)
    if request.method == "POST":
        return redirect(_propose(request, desk, draft), code)
    if not draft.can_save:
        messages.error(request, draft.can_save.reason)
        return redirect("extranet:offer", code)
    return page(
        request,
        desk,
        "offers/writing/review",
        **frame(draft, Section.REVIEW),
        missing=[Missing.of(fault, code) for fault in draft.faults],
        help=help_for(draft, draft.content, Section.REVIEW),
    )


def _propose(request: HttpRequest, desk: Desk, draft: Draft) -> str:
    """Ask the animation to read it; the route of the page to go to, which tells what happened."""
    try:
        submit(draft.version, by=desk.user, day=desk.day, now=desk.now)
    except Incomplete:
        messages.error(request, "L’offre n’est pas encore partie : complétez ce qui manque.")
        return "extranet:review_draft"
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, "L’offre est partie en relecture. L’animation vous répond ici et par e-mail."
        )
    return "extranet:offer"
