"""Professionals who take requests up, as long as the site lets them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from boussole.contact_requests.models import ContactRequest
from boussole.partners.models import Referent
from chaos.background import Background
from chaos.browsers import Browser
from chaos.forms import CSRF

ADDRESS = "10.0.0.1"


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody signed in, who answers for all the requests of one structure."""

    user: int
    structure: int
    cookie: str


class Professionals(Background):
    """One gesture at a time, a pause between two."""

    def __init__(self, port: int, *, seed: int, pause: float = 0.6, desks: int = 12) -> None:
        super().__init__()
        self.browser = Browser(port)
        self.pause = pause
        self.managers = {manager.structure: manager for manager in _signed_in(desks)}
        self.taken_up: list[UUID] = []
        self.refused: list[str] = []
        self._random = Random(f"professionals/{seed}")

    def _live(self) -> None:
        while not self._stop.wait(self.pause):
            try:
                self._take_one_up()
            except DatabaseError:
                connection.close()  # looking for a request of ours: the gesture itself goes through the site
        connection.close()

    def _take_one_up(self) -> None:
        waiting = ContactRequest.objects.filter(status="SENT", structure__in=self.managers)
        found = list(waiting.order_by("-pk").values_list("public_id", "structure_id")[:20])
        if not found:
            return
        public_id, structure = self._random.choice(found)
        page = reverse("extranet:contact_request", args=[public_id])
        answer = self.browser.post(
            reverse("extranet:take_up", args=[public_id]),
            body=urlencode({"csrfmiddlewaretoken": CSRF}),
            cookie=self.managers[structure].cookie,
            address=ADDRESS,
        )
        if answer is not None and answer.location == page:
            self.taken_up.append(public_id)
        elif answer is not None:
            self.refused.append(f"take up: {answer.status} {answer.location}")


def _signed_in(desks: int) -> list[Manager]:
    """Sessions opened before the storm: signing in has its own tests."""
    managers = Referent.objects.filter(role=Referent.Role.MANAGER).select_related("user").order_by("pk")
    found = []
    for referent in managers[:desks]:
        client = Client(HTTP_HOST="localhost")
        client.force_login(referent.user)
        session = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
        cookie = f"{session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        found.append(Manager(referent.user_id, referent.structure_id, cookie))
    return found
