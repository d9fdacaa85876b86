"""« Mon résumé quotidien »: at what hour, or never."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions
from boussole.contact_requests.models import DailyDigest
from boussole.core.typography import NO_BREAK
from boussole.web.extranet.desk import Desk, in_structure
from boussole.web.extranet.forms.workshop import DigestForm


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def digest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose when the mail of the day comes."""
    kept = DailyDigest.objects.filter(user=desk.user).first()
    form = DigestForm(request.POST if request.method == "POST" else None, digest=kept)
    if form.is_valid():
        hour = form.cleaned_data["hour"]
        actions.choose_digest_hour(desk.user, hour, timezone=desk.timezone, now=desk.now)
        messages.success(request, _in_words(hour))
        return redirect("account_home")
    return render(request, "account/digest.html", {"form": form})


def _in_words(hour: int | None) -> str:
    if hour is None:
        return "Vous ne recevrez plus de résumé. Les rappels de chaque demande continuent."
    return f"Vous recevrez votre résumé à {hour}{NO_BREAK}h, quand quelque chose vous attend."
