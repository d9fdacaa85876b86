"""A professional links the device in front of them, then comes in with a finger; a lost device opens nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from boussole.accounts import passkeys
from boussole.accounts.models import User, WorkSession
from tests.journeys.conftest import Opener
from tests.journeys.post_office import PostOffice
from tests.journeys.professional import Professional
from tests.journeys.shortcuts import enter_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NADIA = "nadia.belkacem@example.org"


@pytest.fixture
def nadia(loire, post: PostOffice, open_window: Opener, settings) -> Professional:
    """At her desk, in front of a computer that recognises her."""
    account = User.objects.get(email=NADIA)
    account.set_password("mandarine tracteur zébu")
    account.save()
    somebody = Professional(open_window(), NADIA)
    recognised(somebody.page)
    enter_as(somebody.page, settings.PUBLIC_ORIGIN, account)
    return somebody


def recognised(window: Page) -> None:
    """This computer has a reader of fingers, which knows its owner."""
    told: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools = window.context.new_cdp_session(window)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": told})


def test_a_passkey_replaces_password_and_code(nadia: Professional, post: PostOffice):
    when_she_adds_this_computer(nadia)
    then_she_keeps_recovery_codes(nadia)
    and_she_is_told_by_mail(post)
    when_she_signs_out(nadia)
    then_her_finger_alone_opens(nadia)
    when_she_signs_out(nadia)
    then_after_the_password_her_finger_replaces_the_code(nadia)
    then_the_last_factor_stays(nadia)


def when_she_adds_this_computer(nadia: Professional) -> None:
    nadia.page.goto("/extranet/compte/")
    nadia.page.get_by_role("link", name="Régler : Clés d’accès").click()
    nadia.press("Ajouter une clé d’accès")
    nadia.page.get_by_label("Nom de la clé").fill("Ordinateur de la permanence")
    nadia.press("Créer la clé d’accès")


def then_she_keeps_recovery_codes(nadia: Professional) -> None:
    assert nadia.title == "Vos codes de secours"
    nadia.press("Je les ai notés")
    owner = User.objects.get(email=NADIA)
    assert [each.name for each in passkeys.passkeys_of(owner)] == ["Ordinateur de la permanence"]


def and_she_is_told_by_mail(post: PostOffice) -> None:
    post.deliver()
    assert "Une clé d’accès a été ajoutée à votre compte" in post.mails_to(NADIA)[-1]


def when_she_signs_out(nadia: Professional) -> None:
    nadia.signs_out()
    assert nadia.title == "Connexion des professionnels"


def then_her_finger_alone_opens(nadia: Professional) -> None:
    nadia.page.goto("/extranet/compte/profil/")
    nadia.press("Me connecter avec une clé d’accès")
    assert nadia.title == "Modifier mon profil"
    assert WorkSession.objects.latest("pk").factor == WorkSession.Factor.PASSKEY


def then_after_the_password_her_finger_replaces_the_code(nadia: Professional) -> None:
    nadia.page.goto("/extranet/")
    nadia.page.get_by_label("Adresse e-mail").fill(NADIA)
    nadia.page.locator("input[type=password]").fill("mandarine tracteur zébu")
    nadia.press("Me connecter")
    assert nadia.title == "Montrer que c’est vous"
    nadia.press("Utiliser ma clé d’accès")
    assert nadia.page.url.endswith("/extranet/")


def then_the_last_factor_stays(nadia: Professional) -> None:
    nadia.page.goto("/extranet/compte/cles/")
    nadia.reads("Ordinateur de la permanence", "C’est votre seule protection en plus du mot de passe")
    assert nadia.page.get_by_role("link", name="Retirer").count() == 0
