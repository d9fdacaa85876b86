"""One's own rights, without an account: read everything, erase everything, say « ce n’est pas moi » (R5, R7, G12)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions, links
from boussole.contact_requests.own_data import held_about
from boussole.core import clock
from boussole.web.public.doors import with_visit
from boussole.web.public.masking import masked
from boussole.web.public.own import Own, found_own, required_own
from boussole.web.public.plain import tree_of
from boussole.web.public.visit import Visit


# --- Everything that is held ----------------------------------------------------------------------------
@require_safe
@with_visit
def own_data(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All that is held, readable; by the link alone, without coordinates nor what is sensitive (T7)."""
    own = found_own(visit)
    held = _held(own, clock.now())
    trees = [(filing, tree_of(told, filing.timezone)) for filing, told in zip(own.filings, held, strict=True)]
    return render(
        request, "public/rights/own_data.html", {"own": own, "trees": trees, "notice": visit.take_notice()}
    )


@require_safe
@with_visit
def own_data_file(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same as a file that other programs read (GDPR article 20)."""
    own = required_own(visit)
    answer = JsonResponse(
        {"demandes envoyées": _held(own, clock.now())}, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer


def _held(own: Own, now: datetime) -> list[dict[str, object]]:
    held = [held_about(filing, complete=own.shows(filing)) for filing in own.filings]
    for filing in own.filings:
        actions.record_own_reading(filing, now=now)
    return held


# --- Erasing ----------------------------------------------------------------------------------------------
@with_visit
def erase(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asked once before: it cannot be undone."""
    own = found_own(visit)
    if request.method != "POST":
        return render(request, "public/rights/erase.html", {"own": own})
    now = clock.now()
    for filing in own.filings if request.POST.get("quoi") == "tout" else [own.current]:
        actions.erase(filing, now=now)
    visit.forget_everything()
    return redirect("public:erased")


@require_safe
@with_visit
def erased(request: HttpRequest, visit: Visit) -> HttpResponse:
    """It is done. The same for anybody: it says nothing of who."""
    return render(request, "public/rights/erased.html")


# --- « Ce n’est pas moi » ------------------------------------------------------------------------------------
@require_safe
@with_visit
def not_me_door(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The link of a message, straight to the question. Opening it changes nothing (T11)."""
    filing = links.filing_behind(token)
    if filing is None:
        return redirect("public:follow_up_door", token)
    visit.follow_up, visit.read_on = filing.pk, links.read_on(filing, token)
    answer = redirect("public:not_me")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@with_visit
def not_me(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody typed this number or address in the name of another: explain, then erase and protect."""
    own = found_own(visit)
    read_on = _read_on(visit, own)
    if request.method != "POST":
        return render(request, "public/rights/not_me.html", {"own": own, "protects": masked(read_on)})
    actions.disown(own.current, now=clock.now(), read_on=read_on)
    visit.forget_everything()
    visit.notice = "protected" if read_on else ""
    return redirect("public:disowned")


def _read_on(visit: Visit, own: Own) -> str:
    """The contact of this form that this browser was seen to read, by a code or by the link of a message."""
    reached_by = {own.current.email.lower(), own.current.phone} - {""}
    return next((contact for contact in (visit.proved, visit.read_on) if contact in reached_by), "")


@require_safe
@with_visit
def disowned(request: HttpRequest, visit: Visit) -> HttpResponse:
    """It is done. The same for anybody."""
    return render(request, "public/rights/disowned.html", {"protects": visit.take_notice() == "protected"})
