"""The row behind each signed-in browser: opened with it, looked at on every page, closed with it.

Whatever the way in (password, passkey, ProConnect, a persona of the demo), Django tells that somebody signed in:
that is where the row is written, so that no way in can forget it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from boussole.accounts import sessions
from boussole.accounts.devices import device_name
from boussole.accounts.models import User, WorkSession
from boussole.accounts.sessions import Over
from boussole.core import clock
from boussole.web.shared import unsent

KEY = "work_session"  # in the session: what its row is found by
# What the records of a sign-in call each kind of factor, and what its owner reads.
FACTORS = {
    "totp": WorkSession.Factor.APPLICATION,
    "webauthn": WorkSession.Factor.PASSKEY,
    "recovery_codes": WorkSession.Factor.RECOVERY,
    "proconnect": WorkSession.Factor.PROCONNECT,
}
KINDS = {factor: kind for kind, factor in FACTORS.items()}
WHY = {
    Over.ENDED: "Cette connexion a été fermée. Reconnectez-vous pour continuer.",
    Over.IDLE: "Deux heures sans activité : par prudence, la connexion s’est fermée. "
    "Reconnectez-vous pour continuer.",
    Over.TOO_LONG: "Une connexion dure douze heures au plus. Reconnectez-vous pour continuer.",
}


def work_session_of(request: HttpRequest) -> WorkSession | None:
    """The row of this browser; asked once per request."""
    if not hasattr(request, "_work_session"):
        found = sessions.session_behind(request.user, request.session.get(KEY, ""))
        request._work_session = found  # type: ignore[attr-defined]
    return cast(WorkSession | None, request._work_session)  # type: ignore[attr-defined]


class WorkSessionMiddleware:
    """Signs out whoever has been away too long, or was signed out from elsewhere; notes that the others are there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of the view when the session is over and the page asks for an account."""
        # Visitors without a session are not even looked at: the public pages owe nothing to it.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        now = clock.real_now()
        session = work_session_of(request)
        why = sessions.over(session, now)
        if why is None and session is not None:
            sessions.mark_seen(session, now)
            return None
        return _leave(request, why or Over.ENDED, is_closed=getattr(view, "login_required", True))


def _leave(request: HttpRequest, why: Over, *, is_closed: bool) -> HttpResponse | None:
    """Sign out; then the sign-in page, which leads back to where the person was, with what they had typed."""
    typed = unsent.typed_in(request) if is_closed else None
    logout(request)
    if not is_closed:
        return None
    words, then = WHY[why], unsent.page_of(request)
    if typed is not None:
        unsent.keep(request, typed)
        words, then = f"{words} {unsent.KEPT_WORDS}", reverse("account_unsent")
    messages.warning(request, words)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': then})}")


@receiver(user_logged_in, dispatch_uid="boussole.work_session.open")
def _open(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    now = clock.real_now()
    # The same person signing in twice in one browser: the second session takes the place of the first.
    if former := sessions.session_behind(user, request.session.get(KEY, "")):
        sessions.end_session(former, now)
    key = request.session[KEY] = sessions.new_key()
    request._work_session = sessions.open_session(  # type: ignore[attr-defined]
        user,
        key=key,
        device=device_name(request.headers.get("User-Agent", "")),
        factor=_factor_shown(request, user),
        now=now,
    )


# Under the name of Django's own, which then keeps out: it would write the real time, and months of a demo that leaps
# ahead would make a sleeper of whoever has just come in.
@receiver(user_logged_in, dispatch_uid="update_last_login")
def _note_last_login(sender: object, user: User, **rest: object) -> None:
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])


@receiver(user_logged_out, dispatch_uid="boussole.work_session.end")
def _end(sender: object, request: HttpRequest, user: User | None, **rest: object) -> None:
    if user is not None and (session := sessions.session_behind(user, request.session.get(KEY, ""))):
        sessions.end_session(session, clock.real_now())
    request._work_session = None  # type: ignore[attr-defined]


@receiver(authentication_step_completed, dispatch_uid="boussole.work_session.factor")
def _note_factor(sender: object, request: HttpRequest, user: User, method: str, **rest: object) -> None:
    """A factor shown while the session is open: a code again before an export, a phone just linked."""
    factor = FACTORS.get(str(rest.get("type", "")))
    if (
        method == "mfa"
        and factor
        and (session := sessions.session_behind(user, request.session.get(KEY, "")))
    ):
        sessions.mark_factor(session, factor)


def _factor_shown(request: HttpRequest, user: User) -> WorkSession.Factor:
    """By what the person proved, on the way in, that it is them."""
    shown = [record for record in get_authentication_records(request, user) if record["method"] == "mfa"]
    return (
        FACTORS.get(shown[-1].get("type", ""), WorkSession.Factor.NONE) if shown else WorkSession.Factor.NONE
    )
