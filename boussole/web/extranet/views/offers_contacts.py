"""The contacts of an offer: what acts at once, as a section of the form and as a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests.actions import change_capacity
from boussole.core.moves import MoveRefused
from boussole.offers.actions.contacts import change_contacts
from boussole.offers.models import Offer
from boussole.offers.policies import can_set_capacity, can_write
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers import ContactsForm
from boussole.web.extranet.views.capacity import HINTS
from boussole.web.extranet.views.offers_writing import frame
from boussole.web.extranet.writing.draft import draft_of
from boussole.web.extranet.writing.sections import Section


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def write_contacts(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The section of the form."""
    draft = draft_of(desk, code)
    form = _form(request, desk, draft.offer)
    if form.is_valid() and _changed(request, desk, draft.offer, form):
        return redirect("extranet:review_draft", code)
    return _page(request, desk, form, draft.offer, "writing/contacts", **frame(draft, Section.CONTACTS))


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def offer_contacts(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The same for an offer on line, whatever is being written of it."""
    rows = Offer.objects.visible_to(desk.user, desk.day).select_related("structure", "followed_by")
    offer = get_object_or_404(rows, code=code)
    if verdict := can_write(desk.user, offer.structure, desk.day):
        form = _form(request, desk, offer)
        if form.is_valid() and _changed(request, desk, offer, form):
            messages.success(request, "C’est changé : les prochaines demandes arrivent là.")
            return redirect("extranet:offer", code)
        return _page(request, desk, form, offer, "contacts")
    messages.error(request, verdict.reason)
    return redirect("extranet:offer", code)


def _form(request: HttpRequest, desk: Desk, offer: Offer) -> ContactsForm:
    manages = bool(can_set_capacity(desk.user, offer, desk.day))
    posted = request.POST if request.method == "POST" else None
    return ContactsForm(posted, offer=offer, day=desk.day, manages=manages)


def _page(
    request: HttpRequest, desk: Desk, form: ContactsForm, row: Offer, name: str, **context: object
) -> HttpResponse:
    context |= {
        "form": form,
        "hints": HINTS,
        "offer": row,
        "is_on_line": row.status == Offer.Status.PUBLISHED,
    }
    return page(request, desk, f"offers/{name}", **context)


def _changed(request: HttpRequest, desk: Desk, offer: Offer, form: ContactsForm) -> bool:
    """Whether it could be done; the reason is told when it could not."""
    found = form.cleaned_data
    emails, person = found["contact_emails"], found["followed_by"]
    try:
        change_contacts(offer, emails=emails, followed_by=person, by=desk.user, day=desk.day, now=desk.now)
        if "capacity" in found:
            limit, beyond = found["capacity"], found["when_full"]
            change_capacity(offer, capacity=limit, when_full=beyond, by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return False
    return True
