"""« Confier à… », for the requests ticked in the list."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.actions import Entrusted
from boussole.core.typography import counted
from boussole.web.extranet.desk import Desk, in_structure
from boussole.web.extranet.forms.assigning import EntrustForm
from boussole.web.extranet.forms.filters import FilterForm
from boussole.web.extranet.views.requests import CURSOR, shown


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def entrust(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Entrust each of them, say how many went, and why the others did not."""
    asked = QueryDict(request.POST.get("requete", "").lstrip("?"))
    form = FilterForm(asked, desk=desk)
    back = reverse("extranet:requests") + form.wanted.query(**{CURSOR: asked.get(CURSOR, "")})
    if request.method != "POST":
        return redirect(back)
    bar = EntrustForm(request.POST, colleagues=form.colleagues, desk=desk, auto_id="entrust-%s")
    if not bar.is_valid():
        return shown(request, desk, form, entrusting=bar)
    ids = bar.cleaned_data["demande"]
    rows = list(desk.requests().filter(public_id__in=ids).select_related("filing"))
    done = actions.assign_all(rows, to=bar.chosen, by=desk.user, now=desk.now)
    _tell(request, desk, done, bar.chosen, missing=len(ids) - len(rows))
    return redirect(back)


def _tell(request: HttpRequest, desk: Desk, entrusted: Entrusted, to: User, *, missing: int) -> None:
    if entrusted.done:
        number = counted(len(entrusted.done), "demande confiée", "demandes confiées")
        to_whom = "vous" if to.pk == desk.user.pk else to.full_name
        mail = "" if to.pk == desk.user.pk else " qui reçoit un e-mail pour chacune"
        comma = "," if mail else ""
        messages.success(request, f"{number} à {to_whom}{comma}{mail}. Les dates promises ne changent pas.")
    if entrusted.refused:
        messages.warning(request, _refusals(entrusted))
    if missing:
        gone = counted(missing, "demande n’est plus dans", "demandes ne sont plus dans")
        messages.warning(request, f"{gone} votre liste : quelqu’un s’en est peut-être occupé.")


def _refusals(entrusted: Entrusted) -> SafeString:
    """« 2 demandes n’ont pas changé de mains. Cette demande est terminée : Lina (B-…). »"""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for row, reason in entrusted.refused:
        name = row.filing.first_name or "Sans prénom"
        by_reason[reason].append(f"{name} ({row.filing.number})")
    number = counted(
        len(entrusted.refused), "demande n’a pas changé de mains", "demandes n’ont pas changé de mains"
    )
    reasons = ((" ; ".join(who), reason) for reason, who in by_reason.items())
    return format_html("{}. {}", number, format_html_join(" ", "{} : {}", reasons))
