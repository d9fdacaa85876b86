"""« À débloquer »: what nobody answers any more, and what the animation does about it (product.md 5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions, policies
from boussole.contact_requests.emails import due_in_words
from boussole.contact_requests.models import ContactRequest, CoordinatesLook, YoungPersonWord
from boussole.contact_requests.queries import colleagues_for, to_unblock
from boussole.contact_requests.queries.clock import upcoming
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.unblocking import ReasonForm, ReassignForm
from boussole.web.animators.views.requests import watched_lines
from boussole.web.shared.gestures import gestures_on
from boussole.web.shared.pagination import Order, capped_count, key_page
from boussole.web.shared.reading_quota import one_too_many

OPEN_FOR = timedelta(minutes=30)  # then a new reason is asked


@require_safe
@as_animator
def unblocking(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list, the longest wait first."""
    waiting = to_unblock(desk.lens, desk.now)
    rows = watched_lines(desk).filter(pk__in=waiting.order_by().values("pk"))
    found = key_page(rows, Order("due_at"), request.GET.get("page", ""))
    return page(
        request,
        desk,
        "unblocking/list",
        rows=found.rows,
        count_words=capped_count(waiting).of("demande"),
        previous_url=f"?page={found.previous}" if found.previous else "",
        next_url=f"?page={found.next}" if found.next else "",
    )


@require_safe
@as_animator
def watched(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One request: its dates, who should have answered, what may be done. Never who asked."""
    return show(request, desk, find(desk, public_id))


def find(desk: Desk, public_id: UUID) -> ContactRequest:
    """The request, through the only door of the animation; a stranger is told that it does not exist."""
    rows = ContactRequest.objects.watched_by(desk.user, desk.now)
    return get_object_or_404(
        rows.select_related("filing", "structure", "owner", "offer"), public_id=public_id
    )


def show(request: HttpRequest, desk: Desk, found: ContactRequest, **refused: Form) -> HttpResponse:
    """The whole page. `refused` forms (reassigning, reason) replace the empty ones."""
    return page(
        request,
        desk,
        "unblocking/request",
        contact_request=found,
        timezone=found.filing.timezone,
        due_words=due_in_words(found),
        upcoming=upcoming(found, desk.now),
        colleagues=list(colleagues_for(found, desk.now)),
        assignments=found.assignments.select_related("from_user", "to_user", "by"),
        looks=found.looks.select_related("by"),
        said=found.words.filter(kind=YoungPersonWord.Kind.NOT_CONTACTED).order_by("-at").first(),
        can_unblock=policies.can_unblock(desk.user, found, desk.now),
        can_open=policies.can_open_coordinates(desk.user, found, desk.now),
        redirection=found.redirections.under_way().select_related("to_structure").first(),
        is_mine=found.owner_id == desk.user.pk,
        is_stranded=policies.is_stranded(found, desk.now),
        **{
            "reassigning": ReassignForm(contact_request=found, desk=desk, auto_id="reassign-%s"),
            "reason": ReasonForm(auto_id="reason-%s"),
            **refused,
        },
    )


def back(found: ContactRequest) -> HttpResponse:
    return redirect("animators:watched", found.public_id)


gesture = gestures_on(find, at=as_animator, back=back)


@gesture
def reassign(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """To somebody else in the same structure."""
    form = ReassignForm(request.POST, contact_request=found, desk=desk, auto_id="reassign-%s")
    if not form.is_valid():
        return show(request, desk, found, reassigning=form)
    actions.reassign(found, to=form.chosen, by=desk.user, now=desk.now)
    messages.success(
        request,
        f"La demande est confiée à {form.chosen.full_name}, qui reçoit un message, comme la personne "
        "qui attend et la direction de la structure.",
    )
    return back(found)


@gesture
def answer_personally(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """The animator answers: the request opens in the extranet, like one's own."""
    actions.answer_personally(found, by=desk.user, now=desk.now)
    messages.success(request, "Vous suivez cette demande. La structure et la personne sont prévenues.")
    return redirect("extranet:contact_request", found.public_id)


@gesture
def open_coordinates(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """Why, in one's own words; then the coordinates, on a page of their own."""
    form = ReasonForm(request.POST, auto_id="reason-%s")
    if not form.is_valid():
        return show(request, desk, found, reason=form)
    actions.open_coordinates(found, reason=form.cleaned_data["reason"], by=desk.user, now=desk.now)
    return redirect("animators:coordinates", found.public_id)


@dataclass(frozen=True)
class Opened:
    """The coordinates on show, and the reason for which they are."""

    contact_request: ContactRequest
    look: CoordinatesLook


@never_cache
@require_safe
@as_animator
def coordinates(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """How to reach the young person, for half an hour after a reason was given."""
    found = find(desk, public_id)
    look = found.looks.filter(by=desk.user, at__gt=desk.now - OPEN_FOR).last()
    if look is None or not policies.can_open_coordinates(desk.user, found, desk.now):
        return back(found)
    # Traced at each display, as in the extranet: who looked is part of what we owe (product.md 5.7).
    if (stopped := one_too_many(request, found, now=desk.now)) is not None:
        return stopped
    return page(request, desk, "unblocking/coordinates", opened=Opened(found, look))
