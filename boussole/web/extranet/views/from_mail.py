"""Acting from a mail, without signing in (guarantees.md T11, T12; decision 0019).

The link is exchanged at once for a cookie and a clean address. Opening it changes nothing, however often and
whatever opens it; only a press does. The page shows less than the mail did.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boussole.contact_requests import action_links, actions
from boussole.contact_requests.action_links import Opened
from boussole.contact_requests.actions import FromMail
from boussole.contact_requests.emails import due_in_words
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.privacy import limits
from boussole.web.extranet.forms.from_mail import FromMailForm
from boussole.web.extranet.mail_pass import MailPass
from boussole.web.extranet.mail_words import age_band, done_words

PRESSES_PER_HOUR, HOUR = 20, timedelta(hours=1)
TOO_MANY = "Beaucoup de gestes à la suite depuis ce mail. Réessayez dans une heure, ou connectez-vous."
CALLS = (FromMail.SPOKE, FromMail.NO_ANSWER, FromMail.VOICEMAIL)


@login_not_required
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a cookie. Nothing is written, not even that it was opened: scanners open links."""
    opened = action_links.behind(token, clock.now())
    if opened is None:
        response = _over(request)
    else:
        public_id = opened.contact_request.public_id
        response = redirect("extranet:act_from_mail", public_id)
        MailPass(opened.link.pk).write(response, public_id)
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_from_mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The request, as little of it as needed, and the few gestures that a link opens."""
    mail_pass, now = MailPass.read(request), clock.now()
    opened = action_links.opened(mail_pass.link, now) if mail_pass else None
    if mail_pass is None or opened is None or opened.contact_request.public_id != public_id:
        return _over(request, public_id)
    if request.method != "POST":
        return _shown(request, opened, mail_pass)
    form = FromMailForm(request.POST, opened=opened)
    if not form.is_valid() or not _acted(form, opened, now):
        return _shown(request, opened, mail_pass, form)
    response = redirect("extranet:act_from_mail", public_id)
    MailPass(mail_pass.link, form.person().pk, form.made(), now).write(response, public_id)
    return response


def _acted(form: FromMailForm, opened: Opened, now: datetime) -> bool:
    """Act; say why when it is refused."""
    link = opened.link
    try:
        if not limits.hit("mail_link", str(link.pk), limit=PRESSES_PER_HOUR, per=HOUR, now=now):
            raise MoveRefused(TOO_MANY)
        actions.act_from_mail(link, form.made(), by=form.person(), known=form.cleaned_data["known"], now=now)
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _shown(
    request: HttpRequest, opened: Opened, mail_pass: MailPass, form: FromMailForm | None = None
) -> HttpResponse:
    contact_request, now = opened.contact_request, clock.now()
    known = contact_request.follow_ups.count()
    context = {
        "contact_request": contact_request,
        "filing": contact_request.filing,
        "age_band": age_band(contact_request.filing.age),
        "is_sensitive": contact_request.offer.theme.is_sensitive,
        "due_words": due_in_words(contact_request),
        "countdown": contact_request.countdown(now),
        "form": form or FromMailForm(opened=opened, known=known, initial={"who": mail_pass.person}),
        "known": known,
        "done": done_words(contact_request, mail_pass.done, mail_pass.at),
        "opened": opened,
        "gestures": FromMail,
        "calls": CALLS,
    }
    return render(request, "extranet/from_mail/act.html", context)


def _over(request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
    """The link no longer opens, and the page says why it may be so. Nothing tells which reason it is."""
    return render(request, "extranet/from_mail/over.html", {"public_id": public_id}, status=404)
