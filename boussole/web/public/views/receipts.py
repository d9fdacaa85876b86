"""What one keeps once the form is sent: who answers, before which dates, and the link to follow it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boussole.contact_requests import links
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import clock
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed, filing_of
from boussole.web.public.unsent import followed_from
from boussole.web.public.visit import Visit
from boussole.web.shared import calendars


@require_safe
@with_visit
def filed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The receipt of the last form sent from this browser (CRPA L112-11)."""
    followed = _last_filed(visit)
    if followed is None:
        return render(request, "public/filing/no_receipt.html")
    context = {"followed": followed, "link": links.follow_up_link(followed.filing), "visit": visit}
    response = render(request, "public/filing/filed.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@with_visit
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The promised dates, for a calendar. Neither theme nor structure: calendars are shared (guarantees.md T8)."""
    followed = _last_filed(visit)
    if followed is None:
        raise Http404
    response = HttpResponse(
        _calendar_of(followed.filing, followed.requests), content_type=calendars.CONTENT_TYPE
    )
    response.headers["Content-Disposition"] = 'attachment; filename="rappel.ics"'
    return response


def _last_filed(visit: Visit) -> Followed | None:
    now = clock.now()
    if visit.unsent:
        return followed_from(visit.unsent, settings.SECRET_KEY, now)
    return filing_of(visit.receipts[0], now) if visit.receipts else None


def _calendar_of(filing: Filing, requests: list[ContactRequest]) -> bytes:
    days = sorted({row.due_day for row in requests})
    return calendars.written(
        calendars.AllDay(
            uid=f"{filing.number}-{day:%Y%m%d}",
            day=day,
            stamp=filing.filed_at,
            summary="La Boussole : réponse promise au plus tard aujourd’hui",
            description="Personne ne t’a contacté ? Ouvre le lien de suivi que tu as gardé.",
        )
        for day in days
    )
