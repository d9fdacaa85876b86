"""Six digits to come back without the link: guessing is useless, and asking tells nothing (T6, T7)."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from boussole.audit.models import Entry
from boussole.contact_requests import actions, contacts
from boussole.contact_requests.actions import Tried
from boussole.contact_requests.contacts import NotAContact
from boussole.contact_requests.models import AccessCode, BlockedContact
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory

PHONE, EMAIL = "+33639981234", "lina@example.org"
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def asked(contact: str = PHONE, *, now: datetime = NOW) -> AccessCode:
    """Somebody asks, and the worker works."""
    code = actions.ask_for_code(contact, now=now)
    actions.write_code(code.pk, now=now)
    return code


def message_of(code: AccessCode) -> OutgoingMessage:
    return OutgoingMessage.objects.about(code).get()


def digits_of(code: AccessCode) -> str:
    return next(word for word in message_of(code).body.split() if word.isdecimal() and len(word) == 6)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


# --- The code ---------------------------------------------------------------------------------------
def test_the_code_reaches_the_phone_or_the_mailbox_that_was_typed() -> None:
    FilingFactory(phone=PHONE, email=EMAIL)

    by_sms, by_mail = asked(PHONE), asked(EMAIL)

    assert [(m.channel, m.to_address) for m in (message_of(by_sms), message_of(by_mail))] == [
        ("SMS", PHONE),
        ("EMAIL", EMAIL),
    ]
    assert message_of(by_sms).body == f"Ton code : {digits_of(by_sms)} (10 minutes). Ne le donne à personne."
    assert message_of(by_mail).subject == "Ton code"


def test_the_right_code_opens_once_and_leaves_its_trace() -> None:
    filing = FilingFactory()
    code = asked()
    digits = digits_of(code)

    first = actions.use_code(code.pk, PHONE, digits, now=NOW)
    again = actions.use_code(code.pk, PHONE, digits, now=NOW)

    assert (first.is_right, again.is_right) == (True, False)
    assert Entry.objects.about(filing).filter(code="contact_request.opened_by_code").count() == 1
    assert OutgoingMessage.objects.about(code).get().body == ""


def test_a_wrong_code_says_how_many_tries_are_left_then_nothing_opens() -> None:
    FilingFactory()
    code = asked()
    digits = digits_of(code)

    guesses = [actions.use_code(code.pk, PHONE, wrong(digits), now=NOW) for _ in range(6)]

    assert guesses == [Tried(False, left) for left in (4, 3, 2, 1, 0, 0)]
    assert actions.use_code(code.pk, PHONE, digits, now=NOW).is_right is False


def test_after_ten_minutes_it_opens_nothing() -> None:
    FilingFactory()
    code = asked()
    digits = digits_of(code)

    late = actions.use_code(code.pk, PHONE, digits, now=NOW + 10 * MINUTE)

    assert late == Tried(False, 0)
    assert actions.use_code(code.pk, PHONE, digits, now=NOW + 9 * MINUTE).is_right


def test_it_opens_nothing_for_another_asking_nor_for_another_contact() -> None:
    FilingFactory(phone=PHONE, email=EMAIL)
    hers, from_another_browser = asked(), asked()

    assert actions.use_code(from_another_browser.pk, PHONE, digits_of(hers), now=NOW).is_right is False
    assert actions.use_code(hers.pk, EMAIL, digits_of(hers), now=NOW).is_right is False


def test_neither_the_digits_nor_the_address_stay_in_the_row_nor_in_the_logs(caplog) -> None:
    FilingFactory()
    caplog.set_level(logging.DEBUG)

    code = asked()
    digits = digits_of(code)

    row = str(AccessCode.objects.values().get())
    assert PHONE not in row
    assert digits not in row
    assert digits not in caplog.text


# --- Known or not -------------------------------------------------------------------------------------
def queries_of_asking(contact: str) -> list[str]:
    """The statements of the page, without what is in them."""
    with CaptureQueriesContext(connection) as captured:
        actions.ask_for_code(contact, now=NOW)
    return [re.sub(r"'[^']*'|s\d+_x\d+", "…", query["sql"]) for query in captured]


def test_asking_is_the_same_work_whether_the_contact_is_known_or_not() -> None:
    FilingFactory(phone=PHONE)

    known = queries_of_asking(PHONE)

    assert known == queries_of_asking("+33639989999")
    assert any("contact_requests_accesscode" in query for query in known)


def test_an_unknown_contact_is_sent_nothing_and_its_guesses_are_counted_alike() -> None:
    code = asked("+33639989999")

    assert OutgoingMessage.objects.count() == 0
    guesses = [actions.use_code(code.pk, "+33639989999", "000000", now=NOW) for _ in range(6)]
    assert guesses == [Tried(False, left) for left in (4, 3, 2, 1, 0, 0)]
    assert AccessCode.objects.get().address == ""


def test_the_worker_called_twice_writes_once() -> None:
    FilingFactory()
    code = asked()
    digits = digits_of(code)

    actions.write_code(code.pk, now=NOW)

    assert digits_of(code) == digits


def test_a_code_that_waited_too_long_no_longer_leaves() -> None:
    FilingFactory()
    first = asked()

    asked(now=NOW + 11 * MINUTE)

    assert message_of(first).status == "CANCELLED"


def test_all_that_was_sent_with_this_contact_opens_latest_first() -> None:
    first = FilingFactory(phone=PHONE, email="")
    FilingFactory(phone="+33639980000", email=EMAIL)
    last = FilingFactory(phone=PHONE, email="", now=NOW + MINUTE)

    assert contacts.filings_reached_by(PHONE) == [last, first]


# --- What is typed --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "contact"),
    [(" 06 39 98 12 34 ", PHONE), ("+33 6 39 98 12 34", PHONE), ("Lina@Example.org", EMAIL)],
)
def test_a_contact_is_the_same_however_it_is_typed(typed: str, contact: str) -> None:
    assert contacts.contact_from(typed) == contact


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("01 99 00 12 34", "Un téléphone fixe ne reçoit pas de SMS."),
        ("06 39", "Écris ton numéro de mobile en entier"),
        ("lina@", "Écris ton numéro de mobile en entier"),
        ("", "Écris ton numéro de mobile en entier"),
    ],
)
def test_what_cannot_receive_a_code_says_what_to_do(typed: str, says: str) -> None:
    with pytest.raises(NotAContact) as refusal:
        contacts.contact_from(typed)

    assert refusal.value.message.startswith(says)


# --- Protected contacts -----------------------------------------------------------------------------------
def test_who_reads_the_code_may_lift_the_protection() -> None:
    actions.disown(FilingFactory(phone=PHONE, email=""), now=NOW)
    code = asked()

    assert actions.use_code(code.pk, PHONE, digits_of(code), now=NOW).is_right
    assert actions.lift_block(PHONE, now=NOW)

    assert BlockedContact.objects.count() == 0
    assert FilingFactory(phone=PHONE, email="").phone == PHONE


# --- All at once ------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_guesses_at_the_same_instant_five_are_evaluated() -> None:
    FilingFactory()
    code = asked()
    digits, hands = digits_of(code), 20
    together = Barrier(hands)

    def guess(first: int) -> list[Tried]:
        try:
            together.wait()
            return [
                actions.use_code(code.pk, PHONE, f"{(int(digits) + first + at) % 10**6:06}", now=NOW)
                for at in range(1, 11)
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        guesses = [tried for found in pool.map(guess, range(0, 200, 10)) for tried in found]

    assert len(guesses) == 200
    assert AccessCode.objects.get().tries == 5
    assert sorted(tried.tries_left for tried in guesses if tried.tries_left) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_the_right_code_pressed_by_twenty_hands_opens_once() -> None:
    FilingFactory()
    code = asked()
    digits, together = digits_of(code), Barrier(20)

    def use(_: int) -> bool:
        try:
            together.wait()
            return actions.use_code(code.pk, PHONE, digits, now=NOW).is_right
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        opened = sum(pool.map(use, range(20)))

    assert opened == 1
