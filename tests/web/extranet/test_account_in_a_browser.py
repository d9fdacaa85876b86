"""From the invitation to the desk, in a real browser, without JavaScript; then every page under axe at 320 px."""

import re
import time

import pytest
from django.conf import settings
from django.urls import reverse

from boussole.accounts import actions, second_factor
from boussole.core import clock
from boussole.mail.models import OutgoingMessage
from tests.browser import accessibility_findings, sideways_scroll
from tests.factories.accounts import UserFactory
from tests.signing import sign_in, sign_in_with_password_only

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHRASE = "mandarine tracteur zébu"


@pytest.fixture
def window(browser, live_server):
    """A window that runs no script."""
    context = browser.new_context(base_url=str(live_server), locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_an_invited_professional_comes_in_without_javascript(window, live_server):
    given_an_invitation_in_the_mailbox(live_server)
    when_it_is_followed(window)
    then_it_says_who_invites(window)
    when_the_account_is_opened(window)
    secret = when_the_key_is_typed_into_the_phone(window)
    then_recovery_codes_are_shown_once(window)
    when_signing_out(window)
    then_the_password_and_a_new_code_open_again(window, secret)


def given_an_invitation_in_the_mailbox(live_server):
    sylvie = UserFactory(first_name="Sylvie", last_name="Meunier")
    samir = UserFactory(password=None, email="samir@example.org", first_name="Samir", last_name="Haddad")
    actions.invite(samir, by=sylvie, now=clock.now())


def when_it_is_followed(window):
    body = OutgoingMessage.objects.get().body
    window.goto(re.search(r"http://testserver(/extranet/invitation/\S+)", body)[1])


def then_it_says_who_invites(window):
    assert window.url.endswith("/extranet/invitation/")
    assert window.inner_text("h1") == "Ouvrir votre compte"
    assert "Sylvie Meunier" in window.inner_text("main")


def when_the_account_is_opened(window):
    window.fill("[name=password]", PHRASE)
    window.click("text=Ouvrir mon compte")
    assert window.inner_text("h1") == "Relier votre téléphone"


def when_the_key_is_typed_into_the_phone(window):
    secret = window.inner_text(".secret-key").replace(" ", "")
    window.fill("[name=code]", second_factor.code_at(secret, time.time() - second_factor.PERIOD))
    window.click("text=Relier ce téléphone")
    return secret


def then_recovery_codes_are_shown_once(window):
    assert window.inner_text("h1") == "Vos codes de secours"
    assert window.locator(".recovery-codes li").count() == 10
    window.click("text=Je les ai notés, continuer")
    assert window.url.endswith("/extranet/")
    window.goto(reverse("mfa_view_recovery_codes"))
    assert window.locator(".recovery-codes li").count() == 0


def when_signing_out(window):
    window.goto(reverse("account_logout"))
    window.click("main >> text=Me déconnecter")
    assert window.inner_text("h1") == "Connexion des professionnels"


def then_the_password_and_a_new_code_open_again(window, secret):
    window.fill("[name=email]", "samir@example.org")
    window.fill("[name=password]", PHRASE)
    window.click("text=Me connecter")
    assert window.inner_text("h1") == "Votre code à six chiffres"
    window.fill("[name=code]", second_factor.code_at(secret, time.time()))
    window.click("text=Continuer")
    assert window.url.endswith("/extranet/")


def as_in_the_browser(page, client):
    """The browser takes the session of the test client."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.evaluate("location.origin")}]
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_account_pleases_axe_and_fits(page, client, width):
    page.set_viewport_size({"width": width, "height": 800})
    names = ["account_login", "account_reset_password", "account_reset_password_done", "account_logout"]
    found = judged(page, names[:3])

    sign_in_with_password_only(client, UserFactory())
    as_in_the_browser(page, client)
    found |= judged(page, ["mfa_activate_totp"])

    sign_in(client, UserFactory.with_second_factor(last_name="Belkacem-Vandenbroucke-Oyelaran"))
    as_in_the_browser(page, client)
    found |= judged(
        page,
        ["account_home", "account_profile", "account_change_password", "mfa_generate_recovery_codes",
         "account_reauthenticate", "mfa_reauthenticate", "account_logout"],
    )  # fmt: skip

    assert found == {}


def judged(page, names):
    """What is wrong, by name of page."""
    found = {}
    for name in names:
        page.goto(reverse(name))
        if findings := accessibility_findings(page):
            found[name] = findings
        if (wider := sideways_scroll(page)) > 0:
            found[f"{name}, width"] = wider
    return found
