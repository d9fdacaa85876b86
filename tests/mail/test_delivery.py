"""A stored message leaves once, is tried again when it must be, and is never silently lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.mail import delivery, outbox
from boussole.mail.delivery import deliver, deliver_due
from boussole.mail.models import OutgoingMessage
from tests.mail.conftest import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def state(message):
    fresh = OutgoingMessage.objects.get(pk=message.pk)
    return (fresh.status, fresh.attempts, fresh.last_error)


@pytest.fixture(params=["inbox", "smtp"])
def any_way_out(request):
    """The web inbox of the demo and a real server must tell the same story."""
    if request.param == "smtp":
        request.getfixturevalue("smtp")


@pytest.mark.usefixtures("any_way_out")
def test_a_message_leaves_once_however_often_it_is_delivered(write):
    message = write()

    assert deliver(message.pk, now=NOW).status == "SENT"
    assert deliver(message.pk, now=NOW) is None
    assert state(message) == ("SENT", 1, "")
    assert OutgoingMessage.objects.get(pk=message.pk).sent_at == NOW


@pytest.mark.usefixtures("any_way_out")
def test_one_alarm_clock_delivers_everything_that_is_due(write):
    messages = [write(f"jeune{number}@example.org") for number in range(3)]

    assert deliver_due(now=NOW, first=messages[2].pk) == 3
    assert [state(message)[0] for message in messages] == ["SENT"] * 3


def test_what_arrives_is_what_was_written(write, smtp):
    message = write()

    deliver(message.pk, now=NOW)

    (email,) = smtp.received
    assert {name: str(email[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "La Boussole <ne-pas-repondre@example.org>",
        "To": "ines@example.org",
        "Subject": "Jeunes & Cie va te rappeler",
        "Message-ID": f"<{message.pk}@example.org>",
        "Auto-Submitted": "auto-generated",
    }
    assert email.get_content().splitlines() == message.body.splitlines()


def test_a_batch_uses_one_connection(write, smtp):
    for number in range(5):
        write(f"jeune{number}@example.org")

    deliver_due(now=NOW)

    assert (len(smtp.received), smtp.connections) == (5, 1)


def test_a_recipient_refused_for_good_is_given_up_at_once(write, smtp):
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    message = write()

    deliver(message.pk, now=NOW)

    assert state(message) == ("DEAD", 1, "smtp_550")


def test_a_text_refused_for_good_is_given_up_at_once(write, smtp):
    smtp.answer_to_data = "554 5.7.1 Spam"
    message = write()

    deliver(message.pk, now=NOW)

    assert state(message) == ("DEAD", 1, "smtp_554")


def test_one_refused_recipient_does_not_stop_the_others(write, smtp):
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    refused, other = write(), write("samir@example.org")

    deliver_due(now=NOW)

    assert (state(refused)[0], state(other)[0]) == ("DEAD", "SENT")


def test_a_temporary_refusal_is_tried_again_at_once_then_later_and_later(write, smtp):
    smtp.refusals["ines@example.org"] = "451 4.7.1 Later"
    message = write()
    waits = []

    now = NOW
    for _attempt in range(8):
        tried = deliver(message.pk, now=now)
        waits.append(round((tried.next_attempt_at - now) / MINUTE))
        now = tried.next_attempt_at

    assert state(message) == ("TODO", 8, "smtp_451")
    expected = [0, 1, 2, 5, 10, 30, 30, 30]
    assert all(0.8 * want <= wait <= 1.2 * want for want, wait in zip(expected, waits, strict=True)), waits


def test_it_leaves_when_the_server_accepts_again(write, smtp):
    smtp.refusals["example.org"] = "451 4.7.1 Later"
    message = write()
    deliver(message.pk, now=NOW)
    smtp.refusals.clear()

    again = deliver(message.pk, now=NOW + MINUTE)

    assert (again.status, again.attempts, again.last_error) == ("SENT", 2, "")


def test_a_retry_has_its_own_alarm_clock(write, smtp):
    smtp.refusals["example.org"] = "451 4.7.1 Later"
    message = write()
    deliver(message.pk, now=NOW)
    ProcrastinateJob.objects.all()._raw_delete(using="default")

    tried = deliver(message.pk, now=NOW + MINUTE)

    (job,) = ProcrastinateJob.objects.filter(status="todo")
    assert (job.args, job.priority) == ({"message_id": str(message.pk)}, 0)
    assert tried.next_attempt_at > NOW + MINUTE
    assert job.scheduled_at is not None


def test_it_is_given_up_after_three_days(write, smtp):
    smtp.refusals["example.org"] = "451 4.7.1 Later"
    message = write()

    deliver(message.pk, now=NOW + timedelta(hours=71))
    assert state(message)[0] == "TODO"
    deliver(message.pk, now=NOW + timedelta(hours=73))

    assert state(message) == ("DEAD", 2, "smtp_451")


def test_a_server_that_is_down_loses_nothing(write, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1/?tls=0"
    messages = [write(), write("samir@example.org")]

    assert deliver_due(now=NOW) == 1  # the others do not try in vain

    assert sorted(state(message) for message in messages) == [
        ("TODO", 0, ""),
        ("TODO", 1, "smtp_unreachable"),
    ]


def test_a_server_that_is_down_for_a_day_loses_nothing_and_doubles_nothing(write, smtp, settings):
    there, nowhere = settings.SMTP_URL, "smtp://127.0.0.1:1/?tls=0"
    messages = [write(f"jeune{number}@example.org") for number in range(10)]
    settings.SMTP_URL = nowhere
    for minutes in range(0, 24 * 60, 30):
        delivery.deliver_due(now=NOW + minutes * MINUTE)
    settings.SMTP_URL = there

    for minutes in (0, 40):
        deliver_due(now=NOW + timedelta(hours=24) + minutes * MINUTE)

    assert {state(message)[0] for message in messages} == {"SENT"}
    assert sorted(smtp.message_ids) == sorted(message.message_id for message in messages)


def test_without_a_mail_server_a_deployment_keeps_everything(write, settings):
    settings.LOCAL = False
    message = write()

    deliver(message.pk, now=NOW)

    assert state(message) == ("TODO", 1, "no_mail_server")


def test_a_cut_after_the_text_sends_a_duplicate_that_can_be_recognised(write, smtp):
    smtp.cut_after_data = 1
    message = write()

    deliver_due(now=NOW)

    assert state(message) == ("SENT", 2, "")
    assert smtp.message_ids == [message.message_id, message.message_id]


def test_a_worker_killed_while_sending_leaves_the_message_to_another_after_its_lease(write, smtp):
    message = write()
    delivery._claim(Q(pk=message.pk), now=NOW)  # then nothing: it was killed

    assert deliver(message.pk, now=NOW + timedelta(seconds=110)) is None
    assert deliver(message.pk, now=NOW + timedelta(seconds=121)).status == "SENT"
    assert smtp.message_ids == [message.message_id]


def test_a_message_cancelled_while_it_waited_does_not_leave(write, smtp, about):
    message = write()
    OutgoingMessage.objects.filter(pk=message.pk).update(status="CANCELLED", closed_at=NOW)

    assert deliver(message.pk, now=NOW) is None
    assert smtp.received == []


def test_a_person_erased_while_a_message_leaves_gets_no_other_attempt(write, smtp, about):
    message = write()
    claimed = delivery._claim(Q(pk=message.pk), now=NOW)
    with transaction.atomic():
        assert outbox.erase(about=about, now=NOW) == 1
    smtp.refusals["example.org"] = "451 4.7.1 Later"
    with delivery.Gateways() as gateways:
        delivery._attempt(claimed, gateways, now=NOW)
    smtp.refusals.clear()

    assert deliver_due(now=NOW + timedelta(hours=1)) == 0
    assert state(message)[0] == "CANCELLED"
    assert smtp.received == []


def test_a_message_that_makes_our_own_code_fail_stops_nobody_else(write, smtp):
    poisoned, other = write("samir@example.org"), write()
    OutgoingMessage.objects.filter(pk=poisoned.pk).update(subject="two\nlines")

    deliver_due(now=NOW)
    assert (state(poisoned), state(other)) == (("TODO", 2, "our_ValueError"), ("SENT", 1, ""))
    for hours in (1, 2, 3):
        deliver_due(now=NOW + timedelta(hours=hours))

    assert state(poisoned) == ("DEAD", 5, "our_ValueError")


def test_a_slow_domain_makes_its_own_messages_wait_and_not_the_others(write, smtp, monkeypatch):
    monkeypatch.setattr(delivery, "PATIENCE_WITH_A_DOMAIN", 0.1)
    smtp.seconds_per_answer = 0.2
    smtp.refusals["slow.example.org"] = "451 4.4.1 No answer"
    slow = [write(f"jeune{number}@slow.example.org") for number in range(10)]
    other = write()

    deliver_due(now=NOW)

    assert state(other) == ("SENT", 1, "")
    assert sum(state(message)[1] for message in slow) < 3


def test_first_attempts_go_before_retries(write, smtp):
    smtp.refusals["samir@example.org"] = "451 4.7.1 Later"
    retried = write("samir@example.org")
    deliver(retried.pk, now=NOW)
    smtp.refusals.clear()
    write()

    deliver_due(now=NOW + MINUTE)

    assert [str(email["To"]) for email in smtp.received] == ["ines@example.org", "samir@example.org"]
