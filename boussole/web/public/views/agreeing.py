"""The young person says whether their request may pass to another structure."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boussole.contact_requests import actions
from boussole.core.moves import MoveRefused
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed, FollowedRequest
from boussole.web.public.following.agreement import Agreement
from boussole.web.public.own import nothing, own_of, required_followed
from boussole.web.public.visit import Visit

YES, NO = "oui", "non"


@with_visit
def agree(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Read exactly what would be passed on, and to whom; answer by a press. A GET changes nothing."""
    followed = required_followed(visit)
    asked, agreement = _find(followed, public_id)
    answer = request.POST.get("reponse", "")
    if request.method == "POST" and answer in (YES, NO):
        act = actions.agree if answer == YES else actions.refuse
        try:
            act(agreement.redirection, now=followed.now)
            visit.notice = f"{'agreed' if answer == YES else 'stays'} {asked.row.public_id}"
        except MoveRefused as refusal:
            visit.notice = f"refused {refusal.message}"
        return redirect("public:follow_up")
    if not agreement.is_asked:
        return redirect("public:follow_up")
    context = {"followed": followed, "request": asked, "agreement": agreement, "own": own_of(visit)}
    return render(request, "public/follow_up/agreement.html", context)


def _find(followed: Followed, public_id: UUID) -> tuple[FollowedRequest, Agreement]:
    """The redirection of this id among those of this form; a stranger is told that nothing is there."""
    for asked in followed.told:
        for redirection in asked.row.redirections.all():
            if redirection.public_id == public_id:
                redirection.contact_request = asked.row
                return asked, Agreement(redirection, asked.row)
    nothing()
