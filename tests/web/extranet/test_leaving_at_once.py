"""Leaving is immediate: one second after an account is closed, nothing that somebody held opens anything (T4, G20).

One line for each kind of thing that opens something. Passkeys, codes and ProConnect stay written and open nothing:
they prove who somebody is, and that account is refused. There are no keys of an API: the public one has no door.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions as accounts
from boussole.accounts.models import User, WorkSession
from boussole.contact_requests import action_links, actions
from boussole.mail.models import OutgoingMessage
from boussole.offers import confirm_links
from boussole.partners.charters import links as signature_links
from boussole.partners.charters.reminding import Mail
from boussole.partners.models import CharterAgreement, Signatory
from tests.factories.accounts import PASSWORD, SECRET, UserFactory
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db


def invitation_received(office) -> str:
    """Nadia is asked to join another structure."""
    return str(
        accounts.invite(office.nadia, by=None, now=office.hands.now, pending=[_elsewhere(office)]).link
    )


def _elsewhere(office):
    return ReferentFactory(user=office.nadia, is_pending=True)


def invitation_sent(office) -> str:
    """Nadia asked somebody to come."""
    guest = UserFactory(password=None)
    row = ReferentFactory(structure=office.structure, user=guest, is_pending=True)
    return accounts.invite(guest, by=office.nadia, now=office.hands.now, pending=[row]).link


def link_of_a_request(office) -> str:
    return action_links.issue(office.request(), office.nadia.email, office.hands.now)


def link_to_confirm_offers(office) -> str:
    return confirm_links.address_for(office.nadia, office.hands.now)


def calendar(office) -> str:
    return actions.open_calendar_feed(office.nadia, now=office.hands.now)


def link_to_sign_a_charter(office) -> str:
    agreement = CharterAgreement.objects.create(
        structure=office.structure, status="SIGNING", prepared_at=office.hands.now, sent_at=office.hands.now
    )
    signatory = Signatory.objects.create(
        agreement=agreement,
        role=Signatory.Role.REFERENT,
        name="Nadia Belkacem",
        function="Conseillère",
        email=office.nadia.email,
        user=office.nadia,
    )
    return signature_links.new_link(signatory, Mail.FIRST, now=office.hands.now)


def link_to_choose_a_password(office) -> str:
    accounts.send_reset_link(office.nadia.email, now=office.hands.now)
    found = re.search(r"http\S+", OutgoingMessage.objects.latest("pk").body)
    assert found is not None
    return found[0]


LINKS = (
    invitation_received,
    invitation_sent,
    link_of_a_request,
    link_to_confirm_offers,
    calendar,
    link_to_sign_a_charter,
    link_to_choose_a_password,
)


def close(office) -> None:
    """The account of Nadia is closed; one second passes."""
    accounts.disable(User.objects.get(pk=office.nadia.pk), by=None, now=office.hands.now)
    office.hands.forward(seconds=1)


def followed(link: str) -> HttpResponse:
    """What a browser of nobody reads at the end of the link."""
    return Client().get(urlsplit(link).path, follow=True)


@pytest.mark.parametrize("made", LINKS, ids=lambda made: made.__name__)
def test_a_link_opened_something_and_opens_nothing_any_more(office, made: Callable[..., str]):
    link = made(office)
    before = followed(link)
    close(office)
    after = followed(link)

    assert before.status_code == 200
    assert after.status_code in (200, 404, 410)
    assert after.content != before.content
    assert "csrfmiddlewaretoken" not in _main(after)
    assert b"BEGIN:VCALENDAR" not in after.content


def test_a_page_that_was_open_leads_to_the_door(office):
    assert office.client.get(reverse("extranet:home")).status_code == 200
    close(office)

    answer = office.client.get(reverse("extranet:home"))

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert WorkSession.objects.filter(user=office.nadia, ended_at__isnull=True).count() == 0


def test_neither_the_password_nor_what_proves_who_one_is_opens(office):
    accounts.enrol_second_factor(office.nadia, SECRET, period=0, now=office.hands.now)
    typed = {"email": office.nadia.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), typed)["Location"] == reverse("mfa_authenticate")
    close(office)
    browser = Client()

    answer = browser.post(reverse("account_login"), typed)

    assert answer.headers.get("Location", reverse("account_login")) == reverse("account_login")
    assert "_auth_user_id" not in browser.session
    assert browser.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")
    assert Authenticator.objects.filter(user=office.nadia).exists()  # kept, and of no use


def test_what_somebody_else_holds_still_opens(office):
    karim = ReferentFactory(structure=office.structure).user
    link = action_links.issue(office.request(), karim.email, office.hands.now)
    browser = sign_in(Client(), karim)
    close(office)

    assert b"csrfmiddlewaretoken" in followed(link).content
    assert browser.get(reverse("extranet:home")).status_code == 200


def test_it_does_not_last_a_second_more_for_who_was_let_go(office):
    manager = ReferentFactory(structure=office.structure, role="MANAGER").user
    sign_in(boss := Client(), manager)
    row = office.structure.referents.get(user=office.nadia)
    link = link_of_a_request(office)

    office.hands.forward(seconds=1)
    boss.post(reverse("extranet:let_colleague_go", args=[row.public_id]))

    assert office.client.get(reverse("extranet:requests")).status_code == 302
    assert b"csrfmiddlewaretoken" not in followed(link).content
    assert User.objects.get(pk=office.nadia.pk).disabled_at is not None


def _main(answer: HttpResponse) -> str:
    text = answer.content.decode(errors="replace")
    return text.partition("<main")[2].partition("</main>")[0]
