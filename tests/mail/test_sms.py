"""SMS leave for French mobiles, in small numbers, and never twice."""

from datetime import timedelta

import pytest

from boussole.mail.delivery import deliver, deliver_due
from boussole.mail.gateways.sms import as_sms, problem_of
from boussole.mail.models import OutgoingMessage
from tests.mail.conftest import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["console", "provider"])
def any_way_out(request):
    """The console and a real provider must tell the same story."""
    if request.param == "provider":
        request.getfixturevalue("sms")


def outcomes():
    found = OutgoingMessage.objects.order_by("created_at", "pk").values_list("status", "last_error")
    return sorted(found)


@pytest.mark.usefixtures("any_way_out")
def test_an_sms_leaves_once_however_often_it_is_delivered(write_sms):
    message = write_sms()

    assert deliver(message.pk, now=NOW).status == "SENT"
    assert deliver(message.pk, now=NOW) is None


@pytest.mark.usefixtures("any_way_out")
@pytest.mark.parametrize("number", ["01 99 00 12 34", "04 77 12 34 56", "+687 26 12 34"])
def test_a_number_that_cannot_read_an_sms_gets_none(write_sms, number):
    assert deliver(write_sms(number).pk, now=NOW).last_error == "sms_not_a_mobile"


def test_the_provider_gets_the_number_the_text_and_the_id_of_the_row(write_sms, sms):
    message = write_sms()

    deliver(message.pk, now=NOW)

    assert sms.received == [
        {
            "path": "/send",
            "id": str(message.pk),
            "to": "+33639981234",
            "from": "Boussole",
            "text": "Jeunes & Cie te rappelle au plus tard jeudi 26 novembre.",
        }
    ]
    assert sms.headers[0]["Authorization"] == "Basic Ym91c3NvbGU6c2VjcmV0"
    assert sms.headers[0]["Idempotency-Key"] == str(message.pk)


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        (400, "DEAD", "sms_400"),
        (401, "TODO", "sms_401"),
        (429, "TODO", "sms_429"),
        (500, "UNKNOWN", "sms_500"),
        (503, "TODO", "sms_503"),
        (504, "UNKNOWN", "sms_504"),
    ],
)
def test_what_the_provider_answers_decides(write_sms, sms, answer, status, error):
    sms.status = answer

    tried = deliver(write_sms().pk, now=NOW)

    assert (tried.status, tried.last_error) == (status, error)


def test_an_answer_that_is_lost_is_never_followed_by_a_second_sms(write_sms, sms, monkeypatch):
    monkeypatch.setattr("boussole.mail.gateways.sms.TIMEOUT", 0.2)
    sms.seconds_to_answer = 0.6
    message = write_sms()

    deliver_due(now=NOW)
    deliver_due(now=NOW + timedelta(days=1))

    assert outcomes() == [("UNKNOWN", "sms_answer_lost")]
    assert [each["id"] for each in sms.received] == [str(message.pk)]


def test_a_provider_that_is_down_loses_nothing(write_sms, settings):
    settings.SMS_URL = "http://127.0.0.1:1/send"

    waiting = deliver(write_sms().pk, now=NOW)

    assert (waiting.status, waiting.last_error) == ("TODO", "sms_unreachable")


@pytest.mark.usefixtures("any_way_out")
def test_one_number_gets_three_sms_in_ten_minutes_and_five_in_an_hour(write_sms):
    for _ in range(8):
        write_sms()

    deliver_due(now=NOW)
    sent_at_once = OutgoingMessage.objects.filter(status="SENT").count()
    for minutes in range(1, 60):
        deliver_due(now=NOW + minutes * MINUTE)
    sent_in_an_hour = OutgoingMessage.objects.filter(status="SENT").count()
    for hours in range(1, 12):
        deliver_due(now=NOW + timedelta(hours=hours))

    assert (sent_at_once, sent_in_an_hour) == (3, 5)
    assert OutgoingMessage.objects.filter(status="SENT").count() == 8


def test_a_robot_that_walks_through_numbers_is_stopped(write_sms, sms):
    for number in range(40):
        write_sms(f"06 39 98 12 {number:02d}")

    deliver_due(now=NOW)

    assert len(sms.received) == 10
    assert outcomes()[-1][0] == "TODO"
    assert {error for status, error in outcomes() if status == "TODO"} == {"sms_cap_neighbours"}


def test_the_day_has_its_cap(write_sms, sms, settings):
    settings.SMS_PER_DAY = 4
    for number in range(6):
        write_sms(f"06 39 98 {number:02d} 34")

    deliver_due(now=NOW)
    assert len(sms.received) == 4
    deliver_due(now=NOW + timedelta(hours=25))

    assert len(sms.received) == 6


def test_signs_that_cost_half_the_length_are_replaced():
    assert (
        as_sms("L’accueil t’attend\u00a0: «\u00a0oui\u00a0» – à jeudi…")
        == "L'accueil t'attend : \"oui\" - à jeudi..."
    )


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://u:t@sms.example.org/send", ""),
        ("http://127.0.0.1:8001/send", ""),
        ("http://sms.example.org/send", "SMS_URL: use https, phone numbers must not travel in clear."),
        ("sms.example.org", "SMS_URL: write https://user:token@gateway/path."),
    ],
)
def test_the_address_of_the_provider_is_checked(url, problem):
    assert problem_of(url) == problem
