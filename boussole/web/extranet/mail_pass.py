"""What a browser keeps after the door of a mail's link: which link, who acted, what was just done.

A signed cookie, for the pages of one request only (its path) and for an hour. It holds numbers, never the
token nor a name: two mails open side by side do not take each other's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

LONGEST = 3600  # seconds; then the mail opens it again
SALT = "boussole.mail-link"


@dataclass(frozen=True, slots=True)
class MailPass:
    """One link that was opened, and what was done through it."""

    link: int
    person: int | None = None  # in a shared mailbox, who its reader said to be
    done: str = ""  # the last gesture, for the next page to tell
    at: datetime | None = None  # when

    @classmethod
    def read(cls, request: HttpRequest) -> MailPass | None:
        """The pass of this browser for this page; None when there is none, or when it is over."""
        try:
            link, person, done, at = signing.loads(
                request.COOKIES[settings.MAIL_LINK_COOKIE_NAME], salt=SALT, max_age=LONGEST
            )
            return cls(link, person, done, datetime.fromisoformat(at) if at else None)
        except (KeyError, signing.BadSignature, ValueError, TypeError):
            return None

    def write(self, response: HttpResponse, public_id: UUID) -> None:
        """Give it to the browser, for the page of this request alone."""
        content = [self.link, self.person, self.done, self.at.isoformat() if self.at else ""]
        response.set_cookie(
            settings.MAIL_LINK_COOKIE_NAME,
            signing.dumps(content, salt=SALT),
            max_age=LONGEST,
            path=reverse("extranet:act_from_mail", args=[public_id]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
