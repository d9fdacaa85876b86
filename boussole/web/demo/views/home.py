"""The page that introduces the product, its people, its clock and its mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from boussole.accounts.models import User
from boussole.contact_requests.links import follow_up_link
from boussole.core import clock
from boussole.demo import lina
from boussole.demo.accounts import DEMO_PASSWORD
from boussole.demo.personas import LINA, NADIA, PERSONAS, Persona
from boussole.mail.models import OutgoingMessage
from boussole.territories.geography import geography
from boussole.web.demo.clock import advance_in_words, leaps
from boussole.web.demo.landmarks import Door, doors_of

LATEST = 3  # messages shown beside the clock


@dataclass(frozen=True, slots=True)
class Role:
    """A persona as the page offers it: `is_here` when there is an account to enter."""

    persona: Persona
    is_here: bool
    is_you: bool
    url: str
    doors: list[Door]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who to be, what to try, what time it is."""
    now = clock.now()
    story = lina.filing()
    return render(
        request,
        "demo/home.html",
        {
            "now": now,
            "advance": advance_in_words(clock.demo_offset()),
            "leaps": leaps(now),
            "lina": LINA,
            "linas_doors": doors_of(LINA, now),
            "linas_commune": geography().commune(lina.HOME),
            "linas_page": follow_up_link(story) if story else "",
            "roles": _roles(request, now),
            "example": NADIA,
            "password": DEMO_PASSWORD,
            "latest": OutgoingMessage.objects.order_by("-created_at", "-pk")[:LATEST],
        },
    )


def _roles(request: HttpRequest, now: datetime) -> list[Role]:
    """The professionals, with the account of each."""
    professionals = [persona for persona in PERSONAS if persona.email]
    emails = [persona.email for persona in professionals]
    known = set(User.objects.active().filter(email__in=emails).values_list("email", flat=True))
    you = getattr(request.user, "email", "")
    return [Role(p, p.email in known, p.email == you, home_of(p), doors_of(p, now)) for p in professionals]


def home_of(persona: Persona) -> str:
    """The page that this persona opens first; the door of the demo when their site is switched off."""
    try:
        return reverse(persona.home)
    except NoReverseMatch:
        return reverse("demo:home")
