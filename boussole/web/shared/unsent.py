"""What somebody had typed when their session closed under them: kept sealed until they have signed in again.

Nothing is sent in their name: once back, they read it, and send it or not. It is theirs alone: another person who
signs in on the same computer does not see it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest

from boussole.accounts.sealing import NotOurs, seal, unseal
from boussole.core import clock

KEPT = "unsent"  # in the session, sealed
KEPT_FOR = timedelta(hours=1)
KEPT_WORDS = "Ce que vous alliez envoyer est gardé."
READABLE = 15  # characters from which a value with spaces is a text that somebody wrote, rather than a choice


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form on its way when the session closed: where it was going, from which page, and what it held."""

    user: int
    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    at: datetime

    @property
    def texts(self) -> list[str]:
        """What was written by hand, to be read or copied."""
        return [value for _, value in self.fields if len(value) >= READABLE and " " in value.strip()]


def typed_in(request: HttpRequest) -> Unsent | None:
    """What this request was sending, if it is a form that a person sent."""
    by_hand = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method != "POST" or not by_hand:
        return None
    fields = [
        (name, value) for name, values in request.POST.lists() if not _is_secret(name) for value in values
    ]
    if not fields:
        return None  # a button pressed: it will be pressed again
    return Unsent(
        user=request.user.pk,
        action=request.get_full_path(),
        page=page_of(request),
        fields=tuple(fields),
        had_files=bool(request.FILES),
        at=clock.real_now(),
    )


def page_of(request: HttpRequest) -> str:
    """The page where the person was: this one, or for a form, the one that showed it."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.path and came_from.netloc == request.get_host():
        # « //somewhere.else/ » is a page of ours when it is asked here, and of somebody else when one is sent there.
        path = "/" + came_from.path.lstrip("/")
        return path + (f"?{came_from.query}" if came_from.query else "")
    return request.path


def keep(request: HttpRequest, typed: Unsent) -> None:
    """Put it in the session, which nobody owns until somebody signs in."""
    said = [typed.user, typed.action, typed.page, typed.fields, typed.had_files, typed.at.isoformat()]
    request.session[KEPT] = seal(json.dumps(said))


def kept_for(request: HttpRequest) -> Unsent | None:
    """What waits for the person who has signed in; too old, or somebody else's, it is thrown away."""
    sealed = request.session.get(KEPT)
    if not sealed:
        return None
    try:
        user, action, page, fields, had_files, at = json.loads(unseal(sealed))
    except (NotOurs, ValueError):
        forget(request)
        return None
    typed = Unsent(
        user,
        action,
        page,
        tuple((name, value) for name, value in fields),
        had_files,
        datetime.fromisoformat(at),
    )
    if typed.user != request.user.pk or clock.real_now() - typed.at > KEPT_FOR:
        forget(request)
        return None
    return typed


def forget(request: HttpRequest) -> None:
    """Throw it away."""
    request.session.pop(KEPT, None)


def _is_secret(name: str) -> bool:
    """Passwords, codes, keys, and what a page writes for itself."""
    return "password" in name or name in ("code", "credential", "csrfmiddlewaretoken")
