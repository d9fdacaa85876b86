"""A professional comes by ProConnect: linked once on purpose, then one press; weak there, the phone is asked here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from boussole.accounts import second_factor
from boussole.accounts.models import ExternalIdentity, User
from tests.factories.accounts import SECRET
from tests.journeys.conftest import Opener
from tests.journeys.post_office import PostOffice
from tests.journeys.professional import PHRASE, Professional
from tests.proconnect import TWO_FACTORS, Provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NADIA = "nadia.belkacem@example.org"
THEIR_PASSWORD = "un mot de passe à eux"


@pytest.fixture
def nadia(loire, post: PostOffice, open_window: Opener) -> Professional:
    """She has a password and a phone; her window runs no script."""
    account = User.objects.get(email=NADIA)
    account.set_password(PHRASE)
    account.save()
    second_factor.keep_application(account, SECRET, period=0)
    somebody = Professional(open_window(java_script_enabled=False), NADIA)
    somebody.secret = SECRET
    return somebody


@pytest.fixture
def her_organisation(post: PostOffice, provider: Provider) -> Callable[[], object]:
    """Where her organisation knows her; nobody is signed in there yet."""
    person = provider.knows(NADIA)
    return lambda: person


def test_proconnect_opens_what_was_linked(
    nadia: Professional, her_organisation: Callable[[], object], provider: Provider, post: PostOffice
):
    when_she_comes_by_proconnect(nadia)
    then_she_is_known_there_and_not_here(nadia)
    when_she_shows_that_the_account_is_hers(nadia)
    then_it_is_linked_and_she_is_told(nadia, post)
    when_she_signs_out_she_is_out_of_both(nadia)
    when_she_comes_by_proconnect(nadia)
    then_one_factor_there_is_not_enough_here(nadia)
    when_she_signs_out_she_is_out_of_both(nadia)
    when_her_organisation_asks_for_two_factors(nadia, provider, her_organisation())
    then_one_press_opens_her_desk(nadia)


def when_she_comes_by_proconnect(nadia: Professional) -> None:
    nadia.page.goto("/extranet/")
    nadia.press("S’identifier avec ProConnect")
    signs_in_there(nadia.page)


def signs_in_there(window: Page) -> None:
    """On their page, in their words."""
    window.locator("input[name=login]").fill(NADIA)
    with window.expect_navigation():
        window.locator("input[name=login]").press("Enter")
    window.locator("input[name=password]").fill(THEIR_PASSWORD)
    with window.expect_navigation():
        window.locator("input[name=password]").press("Enter")


def then_she_is_known_there_and_not_here(nadia: Professional) -> None:
    assert nadia.title == "Relier votre compte"
    nadia.reads("la Boussole a un compte à votre adresse", NADIA)


def when_she_shows_that_the_account_is_hers(nadia: Professional) -> None:
    nadia.press("Me connecter pour le relier")
    nadia.page.get_by_label("Adresse e-mail").fill(NADIA)
    nadia.page.locator("input[type=password]").fill(PHRASE)
    nadia.press("Me connecter")
    nadia.page.locator("input[autocomplete=one-time-code]").fill(nadia._code(periods=-1))
    nadia.press("Continuer")
    assert nadia.title == "Relier mon compte ProConnect"
    nadia.press("Relier mon compte")


def then_it_is_linked_and_she_is_told(nadia: Professional, post: PostOffice) -> None:
    nadia.reads("Votre compte ProConnect est relié", "Ne plus le relier")
    assert ExternalIdentity.objects.get().user.email == NADIA
    post.deliver()
    assert any("Un compte ProConnect a été relié" in mail for mail in post.mails_to(NADIA))


def when_she_signs_out_she_is_out_of_both(nadia: Professional) -> None:
    nadia.signs_out()
    assert nadia.title == "Connexion des professionnels"
    nadia.reads("Vous êtes déconnecté·e.")


def then_one_factor_there_is_not_enough_here(nadia: Professional) -> None:
    assert "second-facteur" in nadia.page.url
    nadia.page.locator("input[autocomplete=one-time-code]").fill(nadia._code())
    nadia.press("Continuer")
    assert nadia.title == "À faire"


def when_her_organisation_asks_for_two_factors(
    nadia: Professional, provider: Provider, person: object
) -> None:
    provider.is_shown(person, factors=TWO_FACTORS)
    nadia.page.goto("/extranet/")
    nadia.press("S’identifier avec ProConnect")


def then_one_press_opens_her_desk(nadia: Professional) -> None:
    assert nadia.title == "À faire"
    nadia.page.goto("/extranet/compte/connexions/")
    nadia.reads("ProConnect")
