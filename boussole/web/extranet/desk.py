"""Who works here, for which structures, at what moment: what every page of the extranet begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from boussole.accounts.models import User
from boussole.accounts.policies import mandates_at, mandates_of
from boussole.animation.models import StructureQuestion
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries import contradictions_for
from boussole.core import clock
from boussole.core.typography import alphabetical, enumeration
from boussole.partners.models import Structure
from boussole.partners.policies import can_see_directory, referents_of, seen_in
from boussole.territories.geography import PARIS, timezone_at
from boussole.web.extranet.display import Display, display_of
from boussole.web.shared.gestures import page_asked_from
from boussole.web.shared.workplaces import Workplace, structures_shown, switch_of


@dataclass(frozen=True)
class Desk:
    """One professional at one moment."""

    user: User
    now: datetime
    structures: tuple[Structure, ...]
    display: Display
    # What the lists show: the structure chosen in the header, else all of them. Lookups go by `structures`.
    shown: tuple[Structure, ...]

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def place(self) -> str:
        """For whom one works, as the header says it."""
        if not self.structures:
            return "Animation"  # who answers personally a request that nobody else answered
        return enumeration([structure.name for structure in self.shown])

    @property
    def workplaces(self) -> list[Workplace]:
        """The switch of the header; empty for whoever works in one place only."""
        return switch_of(self.user, self.day, animates=False)

    @cached_property
    def lens(self) -> User:
        """The person as if they answered for the chosen structure alone: for lists, never for a right."""
        if len(self.shown) == len(self.structures):
            return self.user
        return seen_in(self.user, self.day, self.shown)

    @property
    def several(self) -> bool:
        return len(self.structures) > 1

    @cached_property
    def redirections_waiting(self) -> int:
        """How many requests other structures propose, and that wait for an answer."""
        return Redirection.objects.received_by(self.lens, self.now).waiting_for_answer().count()

    @cached_property
    def questions_waiting(self) -> int:
        """How many questions of the animation wait for an answer of the person's structures."""
        return StructureQuestion.objects.filter(structure__in=self.shown).waiting().count()

    @property
    def is_manager(self) -> bool:
        """Whether this person answers for a whole structure."""
        return any(each.is_manager for each in referents_of(self.user, self.day))

    @cached_property
    def disagreements(self) -> int:
        """How many contradictions wait for their explanation; no query for who manages nothing."""
        return contradictions_for(self.lens, self.now).count() if self.is_manager else 0

    @property
    def disagreements_label(self) -> str:
        return f"Désaccords ({self.disagreements})" if self.disagreements else "Désaccords"

    @property
    def sees_directory(self) -> bool:
        """Whether a charter in force opens the directory to this person."""
        return bool(can_see_directory(self.user, self.now))

    @property
    def is_animator_too(self) -> bool:
        return bool(mandates_of(self.user, self.day))

    @property
    def timezone(self) -> str:
        """Where the structure is: its days are the days of « today » and « tomorrow » in the filters."""
        return timezone_at(self.structures[0].commune) if self.structures else PARIS

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.timezone)).date()

    def start_of(self, day: date) -> datetime:
        """Midnight where the structure is."""
        return datetime.combine(day, time.min, tzinfo=ZoneInfo(self.timezone))

    def end_of(self, day: date) -> datetime:
        """The first moment that no longer belongs to this day."""
        return self.start_of(day + timedelta(days=1))

    def requests(self) -> ContactRequestQuerySet:
        """The requests that this person answers for."""
        return ContactRequest.objects.visible_to(self.user, self.now)

    def requests_listed(self) -> ContactRequestQuerySet:
        """Those of the chosen structure, for the pages that list."""
        return ContactRequest.objects.visible_to(self.lens, self.now)

    def requests_of_all(self) -> ContactRequestQuerySet:
        """Those of the whole structures, colleagues' themes included: for figures alone, never to be named."""
        return ContactRequest.objects.filter(structure__in=self.structures, filing__is_quarantined=False)


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of whoever is signed in; None for somebody who answers for no structure, nor for any request."""
    now = clock.now()
    mandates_at(request.user, now)
    mine = {referent.structure for referent in referents_of(request.user, now.date())}
    found = sorted(mine, key=lambda structure: alphabetical(structure.name))
    if not found and not ContactRequest.objects.visible_to(request.user, now).exists():
        return None
    structures = tuple(found)
    shown = structures_shown(request.user, structures)
    return Desk(request.user, now, structures, display_of(request), shown)


def at_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its desk. Whoever answers for no structure is told that the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = desk_of(request)
        if desk is None:
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


def in_structure(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same desk, for the pages of a structure: whoever only answers some requests has none."""

    @at_desk
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desk.structures:
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


def page(request: HttpRequest, desk: Desk, template: str, **context: object) -> HttpResponse:
    """A page of the extranet, in its layout."""
    return render(request, f"extranet/{template}.html", {"desk": desk, "now": desk.now, **context})


def way_back(request: HttpRequest, default: str = "extranet:home") -> str:
    """The page of the extranet from which a form was sent, when it says so."""
    return page_asked_from(request, "extranet") or reverse(default)
