"""What one keeps once the form is sent: who answers, before which dates, and the link to follow it."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from boussole.contact_requests import links
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import clock
from boussole.web.public.doors import with_visit
from boussole.web.public.following import Followed, filing_of
from boussole.web.public.visit import Visit


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
        _calendar_of(followed.filing, followed.requests), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="rappel.ics"'
    return response


def _last_filed(visit: Visit) -> Followed | None:
    return filing_of(visit.receipts[0], clock.now()) if visit.receipts else None


def _calendar_of(filing: Filing, requests: list[ContactRequest]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//La Boussole des jeunes//FR")
    calendar.add("version", "2.0")
    days = sorted({r.due_at.astimezone(r.local_timezone).date() for r in requests})
    for day in days:
        event = Event()
        event.add("uid", f"{filing.number}-{day:%Y%m%d}@boussole")
        event.add("dtstamp", filing.filed_at)
        event.add("summary", "La Boussole : réponse promise au plus tard aujourd’hui")
        event.add("description", "Personne ne t’a contacté ? Ouvre le lien de suivi que tu as gardé.")
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
