"""What a browser keeps after the door of a signature's mail: which link it came by, for two hours, time to read.

The link of one person does not open the pages of another: the cookie is for the pages of one signatory only.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from boussole.web.extranet import link_cookie

LONGEST = 7200  # seconds; then the mail opens it again
SALT = "boussole.signature-link"


def read(request: HttpRequest) -> int | None:
    """The number of the link of this browser for this page; None when there is none, or when it is over."""
    kept: int | None = link_cookie.read(request, salt=SALT, longest=LONGEST)
    return kept


def write(response: HttpResponse, link: int, public_id: UUID) -> None:
    """Give it to the browser, for the pages of this signatory alone."""
    path = reverse("extranet:sign_charter", args=[public_id])
    link_cookie.write(response, link, salt=SALT, longest=LONGEST, path=path)
