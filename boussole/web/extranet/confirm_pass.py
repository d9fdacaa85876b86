"""What a browser keeps after the door of a reminder: whose link it was, what was just done.

A signed cookie for that page only and for an hour, like `mail_pass.MailPass`. It holds numbers, no name.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

LONGEST = 3600  # seconds; then the mail opens it again
SALT = "boussole.confirm-link"


@dataclass(frozen=True, slots=True)
class ConfirmPass:
    """One person who came by their link."""

    person: int
    generation: int  # of their sessions: closing them all closes this too
    done: int = 0  # offers just confirmed, for the next page to tell

    @classmethod
    def read(cls, request: HttpRequest) -> ConfirmPass | None:
        try:
            kept = request.COOKIES[settings.MAIL_LINK_COOKIE_NAME]
            person, generation, done = signing.loads(kept, salt=SALT, max_age=LONGEST)
            return cls(int(person), int(generation), int(done))
        except (KeyError, signing.BadSignature, ValueError, TypeError):
            return None

    def write(self, response: HttpResponse) -> None:
        response.set_cookie(
            settings.MAIL_LINK_COOKIE_NAME,
            signing.dumps([self.person, self.generation, self.done], salt=SALT),
            max_age=LONGEST,
            path=reverse("extranet:confirm_from_mail"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
