"""Who comes by ProConnect: with an account to link, without any, linking, linked."""

from __future__ import annotations

import time
from importlib import import_module

from django.conf import settings
from django.test import Client

from boussole.accounts.models import ExternalIdentity
from boussole.accounts.proconnect import Said
from boussole.web.extranet.proconnect import WAITING
from tests.factories.accounts import UserFactory
from tests.pages.world.loire import World, ago
from tests.signing import sign_in

ISSUER = "https://proconnect.example.org"


def add_proconnect(world: World) -> None:
    """What the provider said is in sessions: nobody goes to it."""
    unlinked = UserFactory.with_second_factor(email="marie-helene.vandenbroucke-oyelaran@example.org")
    world.sessions |= {
        "known address": _left_with(unlinked.email),
        "unknown address": _left_with("personne@example.org"),
    }
    linked, relinking = UserFactory.with_second_factor(), UserFactory.with_second_factor()
    for number, user in enumerate((linked, relinking)):
        ExternalIdentity.objects.create(
            user=user, issuer=ISSUER, sub=str(number), linked_at=ago(days=40), last_used_at=ago(days=1)
        )
    world.users["linked"] = linked
    client = sign_in(Client(), relinking)
    session = client.session
    session[WAITING] = _said(unlinked.email).kept(time.time())
    session.save()
    world.sessions["relinking"] = session.session_key


def _left_with(email: str) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[WAITING] = _said(email).kept(time.time())
    session.save()
    return str(session.session_key)


def _said(email: str) -> Said:
    return Said(ISSUER, f"number of {email}", email, True, True, "token")
