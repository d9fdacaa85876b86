"""What a browser keeps for an hour after the door of a mail's link: which link, who acted, what was just done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from boussole.web.extranet import link_cookie

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
        kept = link_cookie.read(request, salt=SALT, longest=LONGEST)
        if not kept:
            return None
        link, person, done, at = kept
        return cls(link, person, done, datetime.fromisoformat(at) if at else None)

    def write(self, response: HttpResponse, public_id: UUID) -> None:
        """Give it to the browser, for the page of this request alone."""
        content = [self.link, self.person, self.done, self.at.isoformat() if self.at else ""]
        path = reverse("extranet:act_from_mail", args=[public_id])
        link_cookie.write(response, content, salt=SALT, longest=LONGEST, path=path)
