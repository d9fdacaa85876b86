"""« Toujours d’actualité »: in bulk, from the extranet or from the link of a mail (product.md 5.5).

Opening the link changes nothing, however often and whatever opens it; only a press does.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.models import User
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.offers import confirm_links
from boussole.offers.actions import confirming
from boussole.offers.models import Offer
from boussole.privacy import limits
from boussole.web.extranet.confirm_pass import ConfirmPass
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.confirming import ConfirmForm

PRESSES_PER_HOUR, HOUR = 20, timedelta(hours=1)
TOO_MANY = "Beaucoup de gestes à la suite depuis ce mail. Réessayez dans une heure, ou connectez-vous."


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def confirm_offers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The offers of my structures whose date is near or past, then the others with their next date."""
    waiting = _waiting(desk.user, desk.today)
    form = ConfirmForm(request.POST or None, offers=waiting, day=desk.today)
    if request.method == "POST" and form.is_valid():
        try:
            done = confirming.confirm(form.chosen(), by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _done_in_words(len(done)))
        return redirect("extranet:confirm_offers")
    others = Offer.objects.visible_to(desk.user, desk.day).on_line()
    context = {
        "form": form,
        "waiting": waiting,
        "others": others.exclude(pk__in=[each.pk for each in waiting]).order_by("confirm_by", "title"),
    }
    return page(request, desk, "confirming/offers", **context)


@login_not_required
@require_safe
def confirm_door(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a cookie. Nothing is written, not even that it was opened: scanners open links."""
    person = confirm_links.person_behind(token, clock.now())
    if person is None:
        response = _over(request)
    else:
        response = redirect("extranet:confirm_from_mail")
        ConfirmPass(person.pk, person.session_generation).write(response)
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_from_mail(request: HttpRequest) -> HttpResponse:
    """Their offers that wait, and one press. Neither names of people, nor ways to reach anybody."""
    kept, now = ConfirmPass.read(request), clock.now()
    person = confirm_links.person_of(kept.person, kept.generation) if kept else None
    if kept is None or person is None:
        return _over(request)
    waiting = _waiting(person, now.date())
    form = ConfirmForm(request.POST or None, offers=waiting, day=now.date())
    if request.method == "POST" and form.is_valid():
        try:
            if not limits.hit("confirm_link", str(person.pk), limit=PRESSES_PER_HOUR, per=HOUR, now=now):
                raise MoveRefused(TOO_MANY)
            done = confirming.confirm(form.chosen(), by=person, day=now.date(), now=now)
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            response = redirect("extranet:confirm_from_mail")
            ConfirmPass(kept.person, kept.generation, len(done)).write(response)
            return response
    done_words = _done_in_words(kept.done) if kept.done else ""
    context = {"person": person, "form": form, "waiting": waiting, "done": done_words}
    return render(request, "extranet/confirming/from_mail.html", context)


def _waiting(person: User, day: date) -> list[Offer]:
    rows = Offer.objects.visible_to(person, day).to_confirm(day).select_related("structure")
    return list(rows.order_by("confirm_by", "title"))


def _done_in_words(number: int) -> str:
    if not number:
        return "Ces offres étaient déjà confirmées."
    return f"C’est noté : {counted(number, 'offre reste', 'offres restent')} à jour. Merci pour les jeunes."


def _over(request: HttpRequest) -> HttpResponse:
    """The link no longer opens, and the page says why it may be so. Nothing tells which reason it is."""
    return render(request, "extranet/confirming/over.html", status=404)
