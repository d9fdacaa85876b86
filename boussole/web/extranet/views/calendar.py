"""« Mon agenda »: the due dates of my requests in my own calendar program."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.sealing import seal, unseal
from boussole.contact_requests import actions, calendar_feeds
from boussole.contact_requests.models import CalendarFeed, ContactRequest
from boussole.core import clock
from boussole.core.links import absolute
from boussole.web.extranet.desk import Desk, in_structure
from boussole.web.shared import calendars

TO_COPY = "calendar_address"  # in the session, sealed, until its owner says that it is copied


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The private address: given, shown once, replaced, closed."""
    if request.method == "POST":
        _changed(request, desk, request.POST.get("geste", ""))
        return redirect("account_calendar")
    sealed = request.session.get(TO_COPY)
    context = {
        "feed": CalendarFeed.objects.filter(user=desk.user).first(),
        "address": unseal(sealed) if sealed else "",
        "timezone": desk.timezone,
    }
    return render(request, "account/calendar.html", context)


def _changed(request: HttpRequest, desk: Desk, gesture: str) -> None:
    if gesture == "ouvrir":
        request.session[TO_COPY] = seal(actions.open_calendar_feed(desk.user, now=desk.now))
    elif gesture == "copiee":
        request.session.pop(TO_COPY, None)
    elif gesture == "fermer":
        request.session.pop(TO_COPY, None)
        actions.close_calendar_feed(desk.user, now=desk.now)
        messages.success(request, "L’adresse ne donne plus rien. Retirez aussi l’agenda de votre programme.")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the program reads. Its answer changes only with the dates: it mostly hears « nothing new »."""
    feed, now = calendar_feeds.feed_behind(token), clock.now()
    if feed is None:
        raise Http404
    calendar_feeds.note_reading(feed, now=now)
    events = [_event(row) for row in calendar_feeds.dates_of(feed, now)]
    content = calendars.written(events, name="La Boussole : demandes à contacter")
    etag = quote_etag(sha256(content).hexdigest()[:32])
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="boussole.ics"',
        "Referrer-Policy": "no-referrer",
    }
    response = HttpResponse(content, content_type=calendars.CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def _event(row: ContactRequest) -> calendars.AllDay:
    """By its number alone: calendars are shown to others, and kept by companies."""
    return calendars.AllDay(
        uid=str(row.public_id),
        day=row.due_day,
        summary=f"Demande {row.filing.number} : à contacter au plus tard",
        stamp=row.filed_at,
        url=absolute("extranet:contact_request", row.public_id),
    )
