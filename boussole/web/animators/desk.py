"""Who runs the network here: on which part of the country, with which rights, at what moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import animated_territories, is_national, mandates_at, mandates_of
from boussole.contact_requests import policies
from boussole.core import clock
from boussole.core.verdicts import Verdict
from boussole.partners.policies import can_see_directory, referents_of
from boussole.reporting.scope import Scope, scope_of
from boussole.web.shared.workplaces import Workplace, seen_from_workplace, switch_of

Role = Mandate.Role


@dataclass(frozen=True)
class Desk:
    """One person with a mandate, at one moment."""

    user: User
    now: datetime
    scope: Scope
    # The person with the mandate chosen in the header alone: for lists and figures, never for a right.
    lens: User

    @property
    def whole(self) -> Desk:
        """The same, everything that the person may see included."""
        return Desk(self.user, self.now, scope_of(self.user, self.day) or self.scope, self.user)

    @property
    def workplaces(self) -> list[Workplace]:
        """The switch of the header; empty for whoever works in one place only."""
        return switch_of(self.user, self.day, animates=True)

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def can_watch(self) -> Verdict:
        """See the requests of a territory, and judge the doubtful filings: its animation alone."""
        return policies.can_watch(self.user, self.now)

    @property
    def sees_partners(self) -> bool:
        """See the structures and offers one by one: animation and region. The others read figures."""
        roles = {mandate.role for mandate in mandates_of(self.lens, self.day)}
        return bool(roles & {Role.ANIMATOR, Role.REGIONAL}) and not is_national(self.lens, self.day)

    @property
    def shapes_questionnaires(self) -> bool:
        """Write questionnaires: the national team, and the animation of a territory for its own."""
        return is_national(self.user, self.day) or bool(animated_territories(self.user, self.day))

    @property
    def is_national(self) -> bool:
        return is_national(self.user, self.day)

    @property
    def network_home(self) -> str:
        """Where « Réseau » leads: the first of its pages that this mandate opens."""
        if self.can_watch:
            return "animators:network"
        if self.sees_partners:
            return "animators:partners"
        return "animators:charters" if self.is_national else "animators:mandates"

    @property
    def sees_directory(self) -> bool:
        return bool(can_see_directory(self.user, self.now))

    @property
    def has_structure(self) -> bool:
        return bool(referents_of(self.user, self.day))


View = Callable[..., HttpResponse]


def with_mandate(view: View) -> View:
    """Gives the view its desk. Whoever has no mandate in force is told that the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = clock.now()
        mandates_at(request.user, now)
        lens = seen_from_workplace(request.user, now.date())
        scope = scope_of(lens, now.date())
        if scope is None:
            raise Http404
        return view(request, Desk(request.user, now, scope, lens), *args, **kwargs)

    return guarded


def as_animator(view: View) -> View:
    """The same, for those who follow requests."""

    @with_mandate
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desk.can_watch:
            raise Http404
        if not policies.can_watch(desk.lens, desk.now):
            desk = desk.whole  # they chose to work elsewhere, and asked for this page all the same
        return view(request, desk, *args, **kwargs)

    return guarded


def as_shaper(view: View) -> View:
    """The same, for those who write themes and questionnaires."""

    @with_mandate
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desk.shapes_questionnaires:
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


def page(request: HttpRequest, desk: Desk, template: str, **context: object) -> HttpResponse:
    """A page of the animation, in its layout."""
    return render(request, f"animators/{template}.html", {"desk": desk, "now": desk.now, **context})
