"""« Je n’ai plus le lien »: a phone or an e-mail, six digits, and one's page again (guarantees.md T6, T7).

Whatever is typed, the answer is the same page: nobody learns here who sent a request.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boussole.contact_requests import actions, contacts
from boussole.core import clock
from boussole.web.public import caution
from boussole.web.public.doors import with_visit
from boussole.web.public.forms.codes import CodeForm, WhereForm
from boussole.web.public.masking import masked
from boussole.web.public.own import found_own, required_own
from boussole.web.public.visit import Visit
from boussole.web.shared.client_ip import client_ip

TOO_MANY = "Trop de codes ont été demandés. Attends une heure, puis demande un nouveau code."
OVER = "Ce code ne marche plus. Demande un nouveau code."
DATA = "own_data"  # where one goes once the code is read, when it is not the page itself


@with_visit
def find(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for a code. The same page, the same work, whether we know this contact or not."""
    form = WhereForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if _asked(request, visit, form.cleaned_data["contact"]):
            return redirect("public:enter_code")
        form.add_error(None, TOO_MANY)
    return render(request, "public/codes/find.html", {"form": form})


@require_POST
@with_visit
def find_own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """From the page of one's data: a code to the e-mail or mobile of this very form, without typing it."""
    contact = required_own(visit).code_goes_to
    if contact and _asked(request, visit, contact):
        visit.code["then"] = DATA
        return redirect("public:enter_code")
    visit.notice = "too-many-codes"
    return redirect("public:own_data")


def _asked(request: HttpRequest, visit: Visit, contact: str) -> bool:
    now = clock.now()
    if not caution.may_ask_for_a_code(contact, network=client_ip(request), now=now):
        return False
    asked = actions.ask_for_code(contact, now=now)
    visit.code = {"id": str(asked.pk), "to": contact}
    return True


@with_visit
def enter_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Type the code, in the browser that asked for it."""
    if not visit.code:
        return redirect("public:find")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        contact = visit.code["to"]
        tried = actions.use_code(UUID(visit.code["id"]), contact, form.cleaned_data["code"], now=clock.now())
        if tried.is_right:
            return _opened(visit, contact)
        form.add_error("code", _wrong(tried.tries_left))
    context = {"form": form, "masked": masked(visit.code["to"]), "is_email": "@" in visit.code["to"]}
    return render(request, "public/codes/enter.html", context)


def _wrong(tries_left: int) -> str:
    if not tries_left:
        return OVER
    left = "1 essai" if tries_left == 1 else f"{tries_left} essais"
    return f"Ce n’est pas ce code. Relis le dernier message reçu : il te reste {left}."


def _opened(visit: Visit, contact: str) -> HttpResponse:
    then = visit.code.get("then", "")
    visit.code, visit.proved = {}, contact
    filings = contacts.filings_reached_by(contact)
    if not filings:
        return redirect("public:protected")
    if visit.follow_up not in [filing.pk for filing in filings]:
        visit.follow_up = filings[0].pk
    if then == DATA:
        return redirect("public:own_data")
    return redirect("public:follow_up" if len(filings) == 1 else "public:own_filings")


@with_visit
def own_filings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Several forms sent with the same contact: which one to follow."""
    own = found_own(visit)
    if request.method == "POST":
        chosen = next((each for each in own.filings if each.number == request.POST.get("numero")), None)
        visit.follow_up = chosen.pk if chosen else visit.follow_up
        return redirect("public:follow_up")
    return render(request, "public/codes/own_filings.html", {"own": own})


@with_visit
def protected(request: HttpRequest, visit: Visit) -> HttpResponse:
    """This contact was said not to be its sender's: it is left alone, until its owner says otherwise."""
    now = clock.now()
    blocks = contacts.blocks_on([contacts.mark_of(visit.proved)], now) if visit.proved else []
    if request.method == "POST":
        if visit.proved:
            actions.lift_block(visit.proved, now=now)
            visit.notice = "unprotected"
        return redirect("public:protected")
    context = {
        "until": max((block.until for block in blocks), default=None),
        "masked": masked(visit.proved),
        "notice": visit.take_notice(),
    }
    return render(request, "public/codes/protected.html", context)
