"""The sender's side: hand a request over, step by step; follow what becomes of it; change one's mind."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions, policies
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import under_way_of
from boussole.core.moves import MoveRefused
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.telling import told_words
from boussole.web.extranet.views.contact_request import find
from boussole.web.extranet.views.gestures import back, gesture
from boussole.web.extranet.wizard import SEEN, Step, Wizard
from boussole.web.shared.reading_quota import one_too_many

NO_TARGET = "Choisissez à qui proposer la demande."
NOT_FOLLOWED = "Il n’y a plus de réorientation en cours pour cette demande."


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def redirect_request(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Four pages, one form: the need, to whom, what goes with it, and a last look."""
    found = find(desk, public_id)
    verdict = policies.can_redirect(desk.user, found, desk.now)
    if not verdict:
        messages.error(request, verdict.reason)
        return back(found)
    # The summary says how to reach the young person: their file is read here too.
    if (stopped := one_too_many(request, found, now=desk.now)) is not None:
        return stopped
    wizard = Wizard(found, request.POST, desk.now)
    asked = request.POST.get("etape", "")
    if request.method != "POST" or asked not in list(Step):
        return _shown(request, desk, wizard, Step.NEED)
    step = Step(asked)
    if "revenir" in request.POST:
        return _shown(request, desk, wizard, wizard.beside(step, -1))
    if "chercher" in request.POST:
        return _shown(request, desk, wizard, Step.TARGET)
    if found_wrong := wizard.to_correct(step):
        return _shown(request, desk, wizard, *found_wrong)
    if step != Step.SUMMARY:
        return _shown(request, desk, wizard, wizard.beside(step, 1))
    return _sent(request, desk, wizard)


def _shown(
    request: HttpRequest, desk: Desk, wizard: Wizard, step: Step, form: Form | None = None
) -> HttpResponse:
    """One page of the form; `form` holds what must be corrected."""
    context: dict[str, object] = {}
    if step != Step.SUMMARY:
        context["form"] = form or wizard.blank(step)
    elif offer := wizard.target.offer:
        context |= {"offer": offer, "due": wizard.due_of(offer)}
    return page(
        request,
        desk,
        "redirections/wizard",
        contact_request=wizard.row,
        filing=wizard.row.filing,
        wizard=wizard,
        step=step,
        number=wizard.steps.index(step) + 1,
        count=len(wizard.steps),
        kept=wizard.kept(step),
        seen=SEEN,
        **context,
    )


def _sent(request: HttpRequest, desk: Desk, wizard: Wizard) -> HttpResponse:
    """Act; a refusal shows the last page again, with all that was typed."""
    try:
        words = _act(desk, wizard)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return _shown(request, desk, wizard, Step.SUMMARY)
    messages.success(request, words)
    return back(wizard.row)


def _act(desk: Desk, wizard: Wizard) -> str:
    """What was done, and what the young person was told."""
    return _oriented_outside(desk, wizard) if wizard.goes_outside else _proposed(desk, wizard)


def _oriented_outside(desk: Desk, wizard: Wizard) -> str:
    typed = wizard.target.cleaned_data
    actions.orient_outside(
        wizard.row,
        name=typed["outside_name"],
        contact=typed["outside_contact"],
        by=desk.user,
        now=desk.now,
        **wizard.need.cleaned_data,
    )
    return format_html("La demande est terminée. {}", told_words(wizard.row, desk.now))


def _proposed(desk: Desk, wizard: Wizard) -> str:
    offer = wizard.target.offer
    if offer is None:
        raise MoveRefused(NO_TARGET)
    redirection = actions.redirect(
        wizard.row,
        to_offer=offer,
        shared_fields=wizard.sharing.cleaned_data["shared"],
        agreement=wizard.sharing.cleaned_data["agreement"],
        by=desk.user,
        now=desk.now,
        **wizard.need.cleaned_data,
    )
    if redirection.agreement == Redirection.Agreement.ASKED:
        return format_html("L’accord est demandé. {}", told_words(wizard.row, desk.now))
    return f"La demande est proposée à {offer.structure.name}. Elle reste la vôtre jusqu’à sa réponse."


# --- Once it is under way ---------------------------------------------------------------------------
@gesture
def cancel(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """Keep the request after all."""
    actions.cancel(_under_way(found), by=desk.user, now=desk.now)
    messages.success(request, "La réorientation est annulée : la demande reste la vôtre.")
    return redirect("extranet:contact_request", found.public_id)


@gesture
def note_agreement(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """The young person has said yes on the phone."""
    redirection = actions.note_agreement(_under_way(found), by=desk.user, now=desk.now)
    name = redirection.to_structure.name if redirection.to_structure else ""
    messages.success(request, f"L’accord est noté. La demande est proposée à {name}.")
    return redirect("extranet:contact_request", found.public_id)


def _under_way(found: ContactRequest) -> Redirection:
    """
    :raises MoveRefused: when somebody has answered meanwhile
    """
    redirection = under_way_of(found)
    if redirection is None:
        raise MoveRefused(NOT_FOLLOWED)
    redirection.contact_request = found
    return redirection
