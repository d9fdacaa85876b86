"""Who may open which page, once signed in: nobody, before a second factor was shown.

`LoginRequiredMiddleware` of Django closes every page to strangers; the middleware here closes the same
pages to whoever has only given a password. Both read the same mark: `@login_not_required` opens to all.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from boussole.accounts import second_factor
from boussole.accounts.models import User, WorkSession
from boussole.web.shared.work_sessions import KINDS

View = TypeVar("View", bound=Callable[..., Any])

CODES_TO_NOTE = "recovery_codes_to_note"  # in the session: recovery codes are on show until they are noted
FRESH = 15 * 60  # seconds during which a second factor counts as just shown


def opens_before_second_factor(view: View) -> View:
    """Marks the few pages that a person needs in order to show, or to set up, a second factor."""
    view.opens_before_second_factor = True  # type: ignore[attr-defined]
    return view


def second_factor_shown(
    request: HttpRequest, *, within: int | None = None, since: float | None = None
) -> bool:
    """Whether this very session has shown a second factor: within so many seconds, or since a moment, when asked.

    That the account has one is not enough: it may have been set up elsewhere since this session began.
    """
    moments = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    ]
    if within is not None:
        since = max(since or 0, time.time() - within)
    return bool(moments) and (since is None or moments[-1] >= since)


def remember_password(request: HttpRequest, user: User) -> None:
    """Write in the session that the person has just chosen, or given, their password."""
    record_authentication(request, user, "password")


def remember_second_factor(
    request: HttpRequest, user: User, *, factor: WorkSession.Factor = WorkSession.Factor.APPLICATION
) -> None:
    """Write in the session that a second factor has just been shown, and which."""
    record_authentication(request, user, "mfa", type=KINDS[factor])


def fresh_second_factor_required(view: View) -> View:
    """For what takes much away at once (exports): a code of less than a quarter of an hour, or one more."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if settings.SECOND_FACTOR_REQUIRED and not second_factor_shown(request, within=FRESH):
            return second_factor_first(request)
        return view(request, *args, **kwargs)

    guarded.asks_fresh_second_factor = True  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


class SecondFactorMiddleware:
    """Leads whoever has only given a password to what is missing, and opens no other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of the view, or let it answer."""
        if not getattr(view, "login_required", True) or getattr(view, "opens_before_second_factor", False):
            return None
        if not request.user.is_authenticated:
            return None  # LoginRequiredMiddleware sees to strangers
        if CODES_TO_NOTE in request.session:
            return _by_way_of("mfa_view_recovery_codes", request)
        if second_factor_shown(request) or not settings.SECOND_FACTOR_REQUIRED:
            return None
        return second_factor_first(request)


def second_factor_first(request: HttpRequest, *, then: str = "") -> HttpResponse:
    """Show a second factor, then come back here, or go where it is said."""
    return _by_way_of(_door(request.user), request, then=then)


def _door(user: User) -> str:
    return "mfa_reauthenticate" if second_factor.has_factor(user) else "mfa_activate_totp"


def _by_way_of(route: str, request: HttpRequest, *, then: str = "") -> HttpResponse:
    """Go to that page, then come back here; what was being sent is not replayed."""
    url = reverse(route)
    then = then or (request.get_full_path() if request.method == "GET" else "")
    return redirect(f"{url}?{urlencode({'next': then})}" if then else url)
