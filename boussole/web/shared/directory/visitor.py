"""Who opens the directory, from which of the two sites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.partners.directory.quotas import What, spend
from boussole.partners.policies import can_see_directory, referents_of

View = Callable[..., HttpResponse]
TOO_MANY = 429


class Desk(Protocol):
    """What the desks of both sites have."""

    @property
    def user(self) -> User: ...
    @property
    def now(self) -> datetime: ...
    @property
    def day(self) -> date: ...


@dataclass(frozen=True)
class Visitor:
    """One professional in one of the two sites."""

    desk: Desk
    site: str  # « extranet » or « animators »: the space of the names of its addresses, the folder of its layout

    @property
    def user(self) -> User:
        return self.desk.user

    @property
    def now(self) -> datetime:
        return self.desk.now

    @property
    def day(self) -> date:
        return self.desk.day

    @property
    def reads(self) -> bool:
        """Whether the directory is open to them; their own coordinates always are."""
        return bool(can_see_directory(self.user, self.now))

    @property
    def mends(self) -> bool:
        """Whether mistakes are theirs to settle: who is responsible for a structure, who animates a territory."""
        if self.site == "extranet":
            return any(each.is_manager for each in referents_of(self.user, self.day))
        return bool(animated_territories(self.user, self.day))

    @property
    def territories(self) -> list[tuple[str, str]]:
        """Those whose directory they may print, with the address of that page; in the animation alone."""
        if self.site == "extranet":
            return []
        animated = animated_territories(self.user, self.day)
        return [(each.name, self.url("directory_of_territory", each.code)) for each in animated]

    def route(self, name: str) -> str:
        return f"{self.site}:{name}"

    def url(self, name: str, *args: object) -> str:
        """The address of this page, in the site where they are."""
        return reverse(self.route(name), args=args)

    def page(
        self, request: HttpRequest, template: str, *, status: int = 200, **context: object
    ) -> HttpResponse:
        """A page of the directory, in the layout of the site."""
        shared = {
            "desk": self.desk,
            "now": self.now,
            "visitor": self,
            "layout": f"{self.site}/layout.html",
            "directory_url": self.url("directory"),
            "coordinates_url": self.url("my_coordinates"),
            "errors_url": self.url("directory_errors"),
        }
        return render(request, f"shared/directory/{template}.html", {**shared, **context}, status=status)


Guard = Callable[[View], View]
Open = Callable[[View], View]


def open_to(site: str, at: Guard) -> tuple[Open, Open]:
    """Two decorators made of a site's own: for whoever has a desk there, and for those who read the directory."""

    def with_desk(view: View) -> View:
        @at
        @wraps(view)
        def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, Visitor(desk, site), *args, **kwargs)

        return guarded

    def reading(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, visitor: Visitor, *args: Any, **kwargs: Any) -> HttpResponse:
            if not visitor.reads:
                raise Http404  # neither a partner nor of the network: there is no directory
            return view(request, visitor, *args, **kwargs)

        return with_desk(guarded)

    return with_desk, reading


def counted_as(what: What) -> Callable[[View], View]:
    """Each look counts: beyond what a day's work needs, the page says when to come back."""

    def counting(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, visitor: Visitor, *args: Any, **kwargs: Any) -> HttpResponse:
            verdict = spend(what, by=visitor.user, now=visitor.now)
            if not verdict:
                return visitor.page(request, "too_many", status=TOO_MANY, reason=verdict.reason)
            return view(request, visitor, *args, **kwargs)

        return guarded

    return counting
