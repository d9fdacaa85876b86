"""The signed cookie that the door of a mail's link leaves in a browser, for the pages behind that door alone.

Its path is theirs: two mails open side by side do not take each other's place. It holds numbers, never the token nor
a name. What it says is in `mail_pass`, `confirm_pass` and `signature_pass`, each with a salt of its own: what one
wrote, another does not read.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


def read(request: HttpRequest, *, salt: str, longest: int) -> Any:
    """What the cookie of this page says; None when there is none, when it is forged, or over."""
    try:
        return signing.loads(request.COOKIES[settings.MAIL_LINK_COOKIE_NAME], salt=salt, max_age=longest)
    except (KeyError, signing.BadSignature, ValueError):
        return None


def write(response: HttpResponse, content: Any, *, salt: str, longest: int, path: str) -> None:
    """Give it to the browser, for the pages under this path and so many seconds."""
    response.set_cookie(
        settings.MAIL_LINK_COOKIE_NAME,
        signing.dumps(content, salt=salt),
        max_age=longest,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
