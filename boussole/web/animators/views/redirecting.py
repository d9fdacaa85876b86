"""A request that its structure leaves without answer passes to another one, with the young person's agreement."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions, passing, policies
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.contact_requests.queries.redirecting import shared_notes_of
from boussole.core.moves import MoveRefused
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.redirecting import OtherStructureForm
from boussole.web.animators.views.unblocking import back, find

MOST = 12
DONE = {
    Redirection.Agreement.TOLD: "La demande est proposée : la structure a 2 jours pour répondre.",
    Redirection.Agreement.ASKED: "La personne reçoit un message : la structure lira la demande dès son accord.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def redirect_elsewhere(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Choose among the offers that match, read what is passed on, propose."""
    found = find(desk, public_id)
    for verdict in (
        policies.can_unblock(desk.user, found, desk.now),
        policies.can_redirect(desk.user, found, desk.now),
    ):
        if not verdict:
            messages.error(request, verdict.reason)
            return back(found)
    offers = other_offers_for(found, desk.now, MOST)
    can_hear = policies.can_hear_agreement(desk.user, found, desk.now)
    form = OtherStructureForm(request.POST or None, offers=offers, filing=found.filing, can_hear=can_hear)
    fields = passing.fields_of(found, shared_notes=shared_notes_of(found).count())
    passed = passing.agreed_codes(passing.usually_chosen(fields), fields)
    if form.is_valid() and _proposed(request, desk, found, form, passed):
        return back(found)
    # What is passed on is named, never shown: the animation reads nobody's answers.
    labels = [field.label for field in fields if field.code in passed]
    return page(
        request, desk, "unblocking/redirect", contact_request=found, form=form, offers=offers, labels=labels
    )


def _proposed(
    request: HttpRequest, desk: Desk, found: ContactRequest, form: OtherStructureForm, passed: list[str]
) -> bool:
    """Act; say why when it is refused."""
    try:
        actions.redirect(
            found,
            to_offer=form.chosen,
            reason=Redirection.Reason.NO_ANSWER,
            diagnosis=form.cleaned_data["diagnosis"],
            shared_fields=passed,
            agreement=form.cleaned_data["agreement"],
            by=desk.user,
            now=desk.now,
        )
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, DONE[form.cleaned_data["agreement"]])
    return True
