"""What a browser keeps for an hour after the door of a reminder: whose link it was, what was just done."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from boussole.web.extranet import link_cookie

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
        """The pass of this browser; None when there is none, or when it is over."""
        kept = link_cookie.read(request, salt=SALT, longest=LONGEST)
        return cls(*kept) if kept else None

    def write(self, response: HttpResponse) -> None:
        """Give it to the browser, for the page of the reminders alone."""
        content = [self.person, self.generation, self.done]
        path = reverse("extranet:confirm_from_mail")
        link_cookie.write(response, content, salt=SALT, longest=LONGEST, path=path)
