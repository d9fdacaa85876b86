"""« Je n’ai plus le lien »: a code opens one's page, and tells nothing to anybody else (T6, T7)."""

import re

import pytest

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import AccessCode, BlockedContact
from boussole.mail.models import OutgoingMessage
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory

PHONE, EMAIL = "06 39 98 12 34", "lina@example.org"


@pytest.fixture
def filing(open_theme):
    return FilingFactory(offers=[OfferFactory(title="Préparer ton entretien")])


def receive(visitor) -> str:
    """The worker works; the digits of the last code."""
    code = AccessCode.objects.order_by("created_at", "pk").exclude(address="").get()
    actions.write_code(code.pk, now=visitor.time.now)
    sent = OutgoingMessage.objects.about(code).first()
    return re.findall(r"\b\d{6}\b", sent.body)[0] if sent else ""


def ask(visitor, contact: str = PHONE) -> str:
    visitor.post("/suivi/retrouver/", contact=contact)
    return receive(visitor)


# --- The way back -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("contact", [PHONE, "+33 6 39 98 12 34", EMAIL, "LINA@example.org"])
def test_a_phone_or_an_email_and_a_code_open_the_page(visitor, filing, contact):
    digits = ask(visitor, contact)
    assert visitor.address == "/suivi/retrouver/code/"

    visitor.post("/suivi/retrouver/code/", code=f"{digits[:3]} {digits[3:]}")

    assert visitor.address == "/suivi/"
    assert "Préparer ton entretien" in visitor.text


def test_neither_the_page_nor_the_cookie_shows_the_contact(visitor, filing):
    ask(visitor)

    assert "06 •• •• •• 34" in visitor.text
    assert PHONE not in visitor.text
    assert "639981234" not in str(visitor.client.cookies)


def test_a_wrong_code_says_how_many_tries_are_left(visitor, filing):
    digits = ask(visitor)
    wrong = f"{(int(digits) + 1) % 10**6:06}"

    visitor.post("/suivi/retrouver/code/", code=wrong)
    assert "il te reste 4 essais" in visitor.text
    for _ in range(4):
        visitor.post("/suivi/retrouver/code/", code=wrong)
    assert "Ce code ne marche plus" in visitor.text
    visitor.post("/suivi/retrouver/code/", code=digits)
    assert "Ce code ne marche plus" in visitor.text


def test_a_code_works_only_in_the_browser_that_asked(visitor, another_visitor, filing):
    digits = ask(visitor)
    stranger = another_visitor()

    stranger.post("/suivi/retrouver/code/", code=digits)

    assert stranger.address == "/suivi/retrouver/"
    assert "Retrouver ma page" in stranger.text


def test_several_forms_of_one_contact_are_all_there(visitor, filing):
    other = FilingFactory(offers=[OfferFactory(title="Chercher un stage")])
    digits = ask(visitor)

    visitor.post("/suivi/retrouver/code/", code=digits)
    assert visitor.address == "/suivi/demandes/"
    assert (filing.number in visitor.text, other.number in visitor.text) == (True, True)

    visitor.post("/suivi/demandes/", numero=other.number)
    assert "Chercher un stage" in visitor.text
    assert "Mes autres demandes (1)" in visitor.text


def test_the_number_of_somebody_elses_form_opens_nothing(visitor, filing):
    stranger = FilingFactory(phone="+33639980000", email="", offers=[OfferFactory(title="Autre chose")])
    visitor.post("/suivi/retrouver/code/", code=ask(visitor))

    visitor.post("/suivi/demandes/", numero=stranger.number)

    assert "Autre chose" not in visitor.text


# --- Known or not ---------------------------------------------------------------------------------------------
def without_secrets(page) -> str:
    """The page without the token of its form, which is new each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


def test_an_unknown_contact_sees_the_very_same_page_and_is_sent_nothing(visitor, another_visitor, filing):
    known = visitor.post("/suivi/retrouver/", contact=PHONE)
    unknown = another_visitor().post("/suivi/retrouver/", contact="06 39 98 99 34")

    assert (known.status_code, without_secrets(known)) == (unknown.status_code, without_secrets(unknown))
    for code in AccessCode.objects.all():
        actions.write_code(code.pk, now=visitor.time.now)
    assert OutgoingMessage.objects.filter(template__endswith="access_code").count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("01 99 00 12 34", "Un téléphone fixe ne reçoit pas de SMS"),
        ("06 39", "Écris ton numéro de mobile en entier"),
        ("", "Écris ton numéro de mobile en entier"),
    ],
)
def test_what_cannot_receive_a_code_says_what_to_do(visitor, filing, typed, says):
    visitor.post("/suivi/retrouver/", contact=typed)

    assert says in visitor.text
    assert AccessCode.objects.count() == 0


# --- Limits (T23) ---------------------------------------------------------------------------------------------
def test_a_contact_is_asked_for_three_times_in_ten_minutes_and_five_in_an_hour(visitor, filing):
    accepted = []
    for minutes in (0, 1, 1, 1, 8, 1, 1):
        visitor.time.forward(minutes=minutes)
        visitor.post("/suivi/retrouver/", contact=PHONE)
        accepted.append(visitor.address == "/suivi/retrouver/code/")

    # Three, one refused, then two more once ten minutes have passed: five in the hour, and no more.
    assert accepted == [True, True, True, False, True, False, False]
    assert "Trop de codes ont été demandés" in visitor.text


def test_one_network_asks_ten_times_in_an_hour(visitor, filing):
    for number in range(12):
        visitor.post("/suivi/retrouver/", contact=f"06 39 98 00 {number:02}")

    assert AccessCode.objects.count() == 10


# --- Protected contacts -----------------------------------------------------------------------------------------
def test_who_reads_the_code_of_a_protected_contact_may_lift_the_protection(visitor, filing):
    actions.disown(filing, now=visitor.time.now)

    visitor.post("/suivi/retrouver/code/", code=ask(visitor))
    assert "Ce contact est protégé" in visitor.text

    visitor.post("/suivi/retrouver/protection/")
    assert "La protection est levée" in visitor.text
    assert BlockedContact.objects.count() == 1  # the e-mail: its code was not read


def test_without_a_code_nobody_lifts_it(visitor, filing):
    actions.disown(filing, now=visitor.time.now)

    visitor.post("/suivi/retrouver/protection/")

    assert BlockedContact.objects.count() == 2


def test_a_link_opened_after_a_code_shows_that_form_alone(visitor, filing):
    """A phone lent to a friend: her link opens her form, and gives no right on what the code had opened."""
    visitor.post("/suivi/retrouver/code/", code=ask(visitor))
    friend = FilingFactory(phone="+33639980000", email="", offers=[OfferFactory(title="Autre chose")])

    visitor.open(f"/suivi/{links.token_for(friend)}/")

    assert "Autre chose" in visitor.text
    assert "Mes autres demandes" not in visitor.text
