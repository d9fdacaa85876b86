"""Where pages are shown: the world in a database, a server in front of it, one window."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page, Response

from boussole.accounts.models import User
from tests.journeys.shortcuts import carry
from tests.pages.catalogue import Shown
from tests.pages.world import World
from tests.pages.world.sign_in import interrupt
from tests.signing import sign_in, sign_in_with_password_only

NOT_FOUND = 404
DESKTOP, TABLET, SMALLEST = (1280, 800), (768, 1024), (320, 640)


class Stage:
    """Shows any page of the catalogue, as whoever it is for."""

    def __init__(self, world: World, address: str, window: Page) -> None:
        self.world = world
        self.address = address
        self.window = window
        # Opened now: what a test writes later is in a transaction that the server does not see.
        self._sessions = {who: _session_of(who, user) for who, user in world.users.items()} | world.sessions
        self._statuses: list[int] = []
        window.on("response", self._note)

    def show(self, shown: Shown, *, size: tuple[int, int] = DESKTOP, colours: str = "light") -> Page:
        """The window, with this page in it and in the state wanted."""
        self.look(size, colours)
        self.window.context.clear_cookies()
        self._become(shown.as_)
        self._statuses.clear()
        self.window.goto(self.path_of(shown))
        if shown.then:
            shown.then(self.window)
        assert self._statuses[-1] == shown.status, f"{shown.name} answers {self._statuses}"
        if shown.status != NOT_FOUND:
            there = resolve(urlsplit(self.window.url).path).view_name
            assert there == self.route_of(shown), f"{shown.name} is not there: {self.window.url}"
        text = " ".join(self.window.inner_text("body").split())
        assert shown.says.casefold() in text.casefold(), f"{shown.name} does not say « {shown.says} »"
        return self.window

    def route_of(self, shown: Shown) -> str:
        """The name of the route whose page is shown in the end."""
        return shown.route or resolve(self.path_of(shown).partition("?")[0]).view_name

    def look(self, size: tuple[int, int], colours: str) -> None:
        """Change the size of the window and the colours that its owner prefers; the page stays."""
        self.window.set_viewport_size({"width": size[0], "height": size[1]})
        self.window.emulate_media(color_scheme=colours)

    def path_of(self, shown: Shown) -> str:
        name = shown.path.strip("{}")
        return self.world.paths[name] if name != shown.path else shown.path

    def _become(self, who: str) -> None:
        if who in self.world.visits:
            carry(self.window, self.address, self.world.visits[who])
        elif who:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": self._sessions[who], "url": self.address}
            self.window.context.add_cookies([cookie])

    def _note(self, answer: Response) -> None:
        """What each page answered, the redirections to it left out."""
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self._statuses.append(answer.status)


def _session_of(who: str, user: User) -> str:
    enter = sign_in_with_password_only if who == "newcomer" else sign_in
    client = enter(Client(), user)
    if who == "interrupted":
        interrupt(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
