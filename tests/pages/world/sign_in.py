"""How people sign in, and where they are: passkeys, sessions open elsewhere, a form that was interrupted."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.test import Client

from boussole.accounts import actions, sessions
from boussole.accounts.models import User, WorkSession
from boussole.core import clock
from boussole.web.shared import unsent
from tests.factories.accounts import UserFactory
from tests.fakes.device import Device
from tests.pages.world.loire import LONG_TEXT, World, ago

KEY_ONLY = "cle@example.org"  # signs in with a password, and is asked for a passkey
NAMES = ("Mon téléphone", "L’ordinateur du bureau de la permanence de Saint-Étienne")


def add_sign_in(world: World) -> None:
    """Somebody with everything, somebody with one passkey and nothing else, somebody cut short."""
    everything = UserFactory.with_second_factor(first_name="Yasmine", last_name="Cordier")
    key_only = UserFactory(email=KEY_ONLY)
    for owner, names in ((everything, NAMES), (key_only, NAMES[:1])):
        for name in names:
            _add_passkey(owner, name)
    key_only.refresh_from_db()
    world.users |= {"everything": everything, "key only": key_only, "interrupted": UserFactory()}
    passkey = everything.authenticator_set.filter(type="webauthn").first().pk
    world.paths |= {
        "rename passkey": f"/extranet/compte/cles/{passkey}/nom/",
        "remove passkey": f"/extranet/compte/cles/{passkey}/retirer/",
    }
    now = clock.real_now()
    for number, (device, factor, since) in enumerate(
        (
            ("Safari sur iPhone", WorkSession.Factor.PASSKEY, 20),
            ("Edge sur Windows", WorkSession.Factor.APPLICATION, 90),
        )
    ):
        sessions.open_session(
            everything,
            key=f"of the world {number}",
            device=device,
            factor=factor,
            now=now - timedelta(minutes=since),
        )


def interrupt(client: Client, user: User) -> None:
    """In this person's session: what they were sending when the former one closed."""
    session = client.session
    typed = unsent.Unsent(
        user=user.pk,
        action="/extranet/compte/profil/",
        page="/extranet/compte/profil/",
        fields=(("note", LONG_TEXT), ("resultat", "JOINT")),
        had_files=False,
        at=clock.real_now(),
    )
    unsent.keep(SimpleNamespace(session=session), typed)
    session.save()


def _add_passkey(owner: User, name: str) -> None:
    asked = {"publicKey": {"challenge": "", "rp": {"id": "boussole.example.org"}, "user": {"id": ""}}}
    actions.add_passkey(owner, name=name, credential=Device().creates(asked), now=ago(days=3))
