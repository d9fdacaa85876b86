"""Begin an offer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.offers.actions.writing import start_offer
from boussole.offers.models import OfferTemplate
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers import StartForm
from boussole.web.extranet.writing.sections import Section


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A subject and a title make a draft; the rest of the form follows."""
    form = StartForm(request.POST if request.method == "POST" else None, structures=desk.structures)
    if form.is_valid():
        found = form.cleaned_data
        try:
            version = start_offer(
                form.chosen_structure,
                found["category"],
                title=found["title"],
                by=desk.user,
                day=desk.day,
                now=desk.now,
            )
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("extranet:offers")
        return redirect("extranet:write_section", version.offer.code, Section.ESSENTIAL)
    has_templates = OfferTemplate.objects.visible_to(desk.user, desk.day).exists()
    return page(request, desk, "offers/start", form=form, has_templates=has_templates)
