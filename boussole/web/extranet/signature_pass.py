"""What a browser keeps after the door of a signature's mail: which link it came by.

A signed cookie, for the pages of one signatory only (its path) and for two hours: time to read a charter. It holds a
number, never the token: the link of one person does not open the pages of another.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

LONGEST = 7200  # seconds; then the mail opens it again
SALT = "boussole.signature-link"


def read(request: HttpRequest) -> int | None:
    """The number of the link of this browser for this page; None when there is none, or when it is over."""
    try:
        kept = request.COOKIES[settings.MAIL_LINK_COOKIE_NAME]
        return int(signing.loads(kept, salt=SALT, max_age=LONGEST))
    except (KeyError, signing.BadSignature, ValueError, TypeError):
        return None


def write(response: HttpResponse, link: int, public_id: UUID) -> None:
    """Give it to the browser, for the pages of this signatory alone."""
    response.set_cookie(
        settings.MAIL_LINK_COOKIE_NAME,
        signing.dumps(link, salt=SALT),
        max_age=LONGEST,
        path=reverse("extranet:sign_charter", args=[public_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
