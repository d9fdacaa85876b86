"""The young person's own page: what happened, what comes next, withdraw.

The secret link is exchanged at once for the visit's cookie: it stays in no history, and is told to nobody.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.web.public.doors import with_visit
from boussole.web.public.own import followed_of, nothing, own_of, required_followed
from boussole.web.public.visit import Visit


@require_safe
@with_visit
def door(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Exchange the link for the visit's cookie. Opening it changes nothing, however often (T11)."""
    filing = links.filing_behind(token)
    if filing is None:
        if links.was_forgotten(token):
            return _telling_nobody(render(request, "public/follow_up/forgotten.html", status=410))
        return _telling_nobody(render(request, "public/follow_up/unknown_link.html", status=404))
    visit.follow_up, visit.read_on = filing.pk, links.read_on(filing, token)
    return _telling_nobody(redirect("public:follow_up"))


@require_safe
@with_visit
def follow_up(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The next date at the top, one clear action, then the story of each request."""
    followed = followed_of(visit)
    if followed is None:
        return _telling_nobody(render(request, "public/follow_up/no_access.html"))
    notice, _, about = visit.take_notice().partition(" ")
    context = {"followed": followed, "notice": notice, "about": followed.request(about), "refusal": about}
    context["own"] = own_of(visit)
    return render(request, "public/follow_up/follow_up.html", context)


@with_visit
def withdraw(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Take one request back."""
    followed = required_followed(visit)
    rows = [row for row in followed.requests if row.public_id == public_id] or nothing()
    return _withdraw(request, visit, rows, everything=False)


@with_visit
def withdraw_all(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take everything back."""
    followed = required_followed(visit)
    return _withdraw(request, visit, followed.requests, everything=True)


def _withdraw(
    request: HttpRequest, visit: Visit, rows: list[ContactRequest], *, everything: bool
) -> HttpResponse:
    """It leaves the building, professionals are written to: asked once before."""
    still_open = [row for row in rows if row.is_open]
    if not still_open:
        visit.notice = "nothing-to-withdraw"
        return redirect("public:follow_up")
    if request.method != "POST":
        context = {"rows": still_open, "everything": everything}
        return render(request, "public/follow_up/withdraw.html", context)
    now = clock.now()
    for row in still_open:
        try:
            actions.withdraw(row, now=now)
        except MoveRefused:
            continue  # ended meanwhile: what was wanted is done
    visit.notice = "withdrawn"
    return redirect("public:follow_up")


def _telling_nobody(response: HttpResponse) -> HttpResponse:
    """Whatever is pressed on these pages, nobody learns where it was pressed.

    Not for pages with a form: browsers would hide the origin of what they send, and Django refuse it.
    """
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
