"""What the domain sends is stored as written, in the transaction of what it tells."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage
from boussole.mail.outbox import NotAnAddress
from tests.mail.conftest import CONTEXT, NOW

pytestmark = pytest.mark.django_db


def jobs():
    return [
        (job.task_name, job.args) for job in ProcrastinateJob.objects.filter(status="todo").order_by("id")
    ]


def test_a_message_is_stored_as_written_and_its_delivery_queued(write):
    message = write()

    assert (message.subject, message.body) == (
        "Jeunes & Cie va te rappeler",
        "Bonjour Inès,\n\nJeunes & Cie te rappelle au plus tard jeudi 26 novembre.\n",
    )
    assert (message.to_address, message.status, message.next_attempt_at) == ("ines@example.org", "TODO", NOW)
    assert jobs() == [("boussole.mail.tasks.deliver", {"message_id": str(message.pk)})]


class ItFailed(Exception):
    pass


@transaction.atomic
def write_then_fail(about):
    outbox.send(template="tests/call_back", to="ines@example.org", context=CONTEXT, about=about, now=NOW)
    raise ItFailed


def test_what_is_rolled_back_is_neither_stored_nor_queued(about):
    with pytest.raises(ItFailed):
        write_then_fail(about)

    assert (OutgoingMessage.objects.count(), jobs()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_inside_the_worker_too_the_job_is_rolled_back_with_the_message(about):
    # There, procrastinate's own connector is not Django's: its job would survive the rollback.
    in_the_worker = app.replace_connector(app.connector.get_worker_connector())
    with in_the_worker, pytest.raises(ItFailed):
        write_then_fail(about)

    assert (OutgoingMessage.objects.count(), jobs()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused(about):
    with pytest.raises(RuntimeError):
        outbox.send(template="tests/call_back", to="ines@example.org", context=CONTEXT, about=about, now=NOW)


def test_an_sms_is_written_to_the_number_in_full(write_sms):
    message = write_sms("0639 98 12 34")

    assert (message.to_address, message.subject) == ("+33639981234", "")
    assert message.body == "Jeunes & Cie te rappelle au plus tard jeudi 26 novembre."


@pytest.mark.parametrize(
    "address",
    ["", "ines", "@example.org", "ines@", "ines@example.org\nBcc: all@example.org", "ines@example.org, b@example.org",
     "Inès <ines@example.org>", "ines@exa mple.org", "ines@-.."],
)  # fmt: skip
def test_nobody_is_written_to_at_an_address_that_is_not_one(write, address):
    with pytest.raises(NotAnAddress) as refusal:
        write(address)

    assert "ines" not in str(refusal.value)


def test_an_address_may_hold_a_plus_and_a_domain_its_accents(write):
    assert write("ines+boussole@example.org").to_address == "ines+boussole@example.org"
    assert write("ines@École-exemple.example.org").to_address == "ines@xn--cole-exemple-9db.example.org"


@pytest.mark.parametrize(
    ("first_name", "shown"),
    [
        ("Inès\r\nBcc: all@example.org", "Inès Bcc: all@example.org"),
        ("In\u202eès", "Inès"),
        ("I\u200bn\u200dès\ufeff", "Inès"),
        ("Inès\x00\x1b[31m", "Inès [31m"),
        ("=?utf-8?q?Bcc=3A?=", "=?utf-8?q?Bcc=3A?="),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_what_a_person_typed_cannot_add_a_header(write, first_name, shown):
    message = write(context={**CONTEXT, "structure": first_name})

    assert message.subject == f"{shown} va te rappeler"


def test_a_subject_longer_than_a_mail_program_shows_is_cut(write):
    message = write(context={**CONTEXT, "structure": "\U0001f600" * 10_000})

    assert (len(message.subject), message.subject[-1]) == (150, "…")


def test_cancelling_holds_back_what_waits_and_leaves_what_left(write, about):
    waiting, sent = write(), write()
    with transaction.atomic():
        sent.move_to(OutgoingMessage.Status.SENT, at=NOW)
        assert outbox.cancel(about=about, now=NOW) == 1

    assert OutgoingMessage.objects.get(pk=waiting.pk).status == "CANCELLED"
    assert OutgoingMessage.objects.get(pk=sent.pk).status == "SENT"


def test_erasing_a_person_forgets_what_was_written_to_them_and_sends_nothing_more(write, about):
    waiting, sent = write(), write()
    with transaction.atomic():
        sent.move_to(OutgoingMessage.Status.SENT, at=NOW)
        assert outbox.erase(about=about, now=NOW) == 2

    assert list(OutgoingMessage.objects.values_list("to_address", "to_domain", "subject", "body")) == [
        ("", "", "", ""),
        ("", "", "", ""),
    ]
    assert OutgoingMessage.objects.get(pk=waiting.pk).status == "CANCELLED"
