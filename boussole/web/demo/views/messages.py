"""Every e-mail and SMS of the demo, as their recipients would read them."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from boussole.core import clock
from boussole.mail.models import OutgoingMessage
from boussole.web.demo.forms.messages import MessageFilterForm
from boussole.web.shared.pagination import Order, capped_count, key_page

NEWEST = Order("created_at", newest_first=True)
PAGE_SIZE, MOST_COUNTED = 30, 10_000
CURSOR = "page"


@login_not_required
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The newest first, filtered by recipient or by way."""
    form = MessageFilterForm(request.GET)
    rows = OutgoingMessage.objects.all()
    wanted: dict[str, str] = {}
    if form.is_valid():
        if form.recipient:
            rows = rows.filter(to_address__icontains=form.recipient)
        if form.cleaned_data["voie"]:
            rows = rows.filter(channel=form.cleaned_data["voie"])
        wanted = {name: value for name, value in form.cleaned_data.items() if value}
    found = key_page(rows, NEWEST, request.GET.get(CURSOR, ""), size=PAGE_SIZE)
    return render(
        request,
        "demo/messages.html",
        {
            "now": clock.now(),
            "form": form,
            "is_filtered": bool(wanted),
            "count_words": capped_count(rows, cap=MOST_COUNTED).of("message"),
            "days": [(day, list(rows)) for day, rows in groupby(found.rows, key=_day)],
            "previous_url": _page_url(wanted, found.previous),
            "next_url": _page_url(wanted, found.next),
        },
    )


def _day(message: OutgoingMessage) -> date:
    return clock.local_day(message.created_at, settings.TIME_ZONE)


def _page_url(wanted: dict[str, str], cursor: str) -> str:
    return f"?{urlencode({**wanted, CURSOR: cursor})}" if cursor else ""


@login_not_required
@require_safe
def message(request: HttpRequest, pk: str) -> HttpResponse:
    """One message, its links ready to be pressed."""
    found = get_object_or_404(OutgoingMessage, pk=pk)
    return render(request, "demo/message.html", {"message_shown": found, "now": clock.now()})
