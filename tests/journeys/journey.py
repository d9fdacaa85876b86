"""Who takes part in a journey of the Loire: windows, the clock, the post office, and somebody who has an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from tests.journeys.clock import Clock
from tests.journeys.conftest import Opener
from tests.journeys.post_office import PostOffice, link_in
from tests.journeys.professional import PHRASE, Professional
from tests.journeys.shortcuts import enter_as

MANAGER = "paul.roche@example.org"  # manages the mission locale, and invites its people
NATIONAL = "hugo.marchetti@example.org"  # invites those who run the network


@dataclass
class Journey:
    """`window` is the screen of the professional: its width, with or without JavaScript."""

    open_window: Opener
    clock: Clock
    post: PostOffice
    window: dict[str, Any] = field(default_factory=dict)
    request: ContactRequest | None = None

    def at_the_desk(self, email: str) -> Professional:
        """Somebody of the Loire who came in this morning: how one comes in is another story, and a long one."""
        account = User.objects.get(email=email)
        account.set_password(PHRASE)
        account.save()
        somebody = Professional(self.open_window(**self.window), email)
        enter_as(somebody.page, settings.PUBLIC_ORIGIN, account)
        return somebody

    def professional(self, email: str, *, invited_by: str = MANAGER) -> Professional:
        """Somebody of the Loire who has just opened their account, from the mail of an invitation."""
        account = User.objects.get(email=email)
        accounts.invite(account, by=User.objects.get(email=invited_by), now=self.clock.now())
        self.post.deliver()
        somebody = Professional(self.open_window(**self.window), email)
        somebody.opens_an_account(link_in(self.post.mails_to(email)[-1]))
        return somebody
