"""The contacts of an offer: the only section that acts at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests.actions import change_capacity
from boussole.core.moves import MoveRefused
from boussole.offers.actions.contacts import change_contacts
from boussole.offers.policies import can_set_capacity
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers import ContactsForm
from boussole.web.extranet.views.capacity import HINTS
from boussole.web.extranet.views.offers_writing import frame
from boussole.web.extranet.writing.draft import Draft, draft_of
from boussole.web.extranet.writing.sections import Section


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def contacts(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Where requests arrive, who follows them, how many at a time."""
    draft = draft_of(desk, code)
    manages = bool(can_set_capacity(desk.user, draft.offer, desk.day))
    form = ContactsForm(request.POST if request.method == "POST" else None, draft=draft, manages=manages)
    if form.is_valid():
        try:
            _change(draft, form)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("extranet:write_contacts", code)
        return redirect("extranet:review_draft", code)
    return page(
        request,
        desk,
        "offers/writing/contacts",
        **frame(draft, Section.CONTACTS),
        form=form,
        hints=HINTS,
        is_on_line=draft.offer.status == "PUBLISHED",
    )


def _change(draft: Draft, form: ContactsForm) -> None:
    desk, found = draft.desk, form.cleaned_data
    change_contacts(
        draft.offer,
        emails=found["contact_emails"],
        followed_by=found["followed_by"],
        by=desk.user,
        day=desk.day,
        now=desk.now,
    )
    if "capacity" in found:
        change_capacity(
            draft.offer,
            capacity=found["capacity"],
            when_full=found["when_full"],
            by=desk.user,
            now=desk.now,
        )
