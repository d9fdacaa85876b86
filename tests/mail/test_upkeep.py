"""Behind the queue, a sweep: nothing stays forgotten, and a person is told."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.core import clock
from boussole.mail import queries, tasks, upkeep
from boussole.mail.delivery import deliver, deliver_due
from boussole.mail.models import OutgoingMessage, WorkerBeat
from tests.mail.conftest import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def a_job_of_a_dead_worker(task_name, args, *, attempts=0, queueing_lock=None):
    """What `kill -9` leaves behind: a job being done, by a worker whose heart stopped a minute ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id, attempts, queueing_lock)"
            " VALUES ('mail', %s, %s, 'doing', %s, %s, %s) RETURNING id",
            [task_name, args, worker, attempts, queueing_lock],
        )
        return cursor.fetchone()[0]


def statuses():
    return dict(ProcrastinateJob.objects.values_list("id", "status"))


def test_a_job_whose_worker_was_killed_is_queued_again():
    job = a_job_of_a_dead_worker("boussole.mail.tasks.deliver", '{"message_id": "1"}')

    assert upkeep.revive_stalled_jobs() == 1
    assert statuses() == {job: "todo"}


def test_a_job_of_a_living_worker_is_left_alone():
    a_job_of_a_dead_worker("boussole.mail.tasks.deliver", "{}")
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '15 seconds'")

    assert upkeep.revive_stalled_jobs() == 0


def test_a_job_that_kills_every_worker_is_ended():
    job = a_job_of_a_dead_worker("boussole.mail.tasks.deliver", "{}", attempts=4)

    assert upkeep.revive_stalled_jobs() == 0
    assert statuses() == {job: "failed"}


def test_a_periodic_job_that_waits_already_is_not_queued_twice():
    stalled = a_job_of_a_dead_worker("boussole.mail.tasks.sweep", "{}", queueing_lock="mail.sweep")
    sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
        " VALUES ('upkeep', 'boussole.mail.tasks.sweep', 'mail.sweep')"
    )

    assert upkeep.revive_stalled_jobs() == 0
    assert sorted(statuses().values()) == ["failed", "todo"]
    assert statuses()[stalled] == "failed"


def test_two_sweeps_that_saw_the_same_stalled_job_revive_it_once_and_never_end_it():
    job = a_job_of_a_dead_worker("boussole.mail.tasks.deliver", '{"message_id": "1"}')
    (seen_by_both,) = upkeep.stalled_jobs()

    assert [upkeep.revive(seen_by_both), upkeep.revive(seen_by_both)] == [True, False]
    assert statuses() == {job: "todo"}

    sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    sql(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
    )
    assert not upkeep.revive(seen_by_both)  # a living worker has it by now
    assert statuses() == {job: "doing"}


def test_a_message_whose_job_is_lost_gets_another(write):
    message = write()
    sql("DELETE FROM procrastinate_jobs")

    assert upkeep.sweep(now=NOW + MINUTE) == 1
    assert ProcrastinateJob.objects.get(status="todo").args == {"message_id": str(message.pk)}
    assert upkeep.sweep(now=NOW + MINUTE) == 0


def test_a_message_whose_job_waits_its_turn_gets_no_other(write):
    write()

    assert upkeep.sweep(now=NOW + timedelta(minutes=10)) == 0


def test_a_message_in_the_hands_of_a_dead_worker_is_freed_with_its_lease(write):
    message = write()
    sql("DELETE FROM procrastinate_jobs")
    OutgoingMessage.objects.filter(pk=message.pk).update(lease_until=NOW + MINUTE)

    assert upkeep.sweep(now=NOW) == 0
    assert upkeep.sweep(now=NOW + MINUTE) == 1


def test_a_message_in_the_hands_of_a_killed_worker_is_freed_before_its_lease(write):
    message = write()
    sql("DELETE FROM procrastinate_jobs")
    sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM procrastinate_workers")
        (worker,) = cursor.fetchone()
    OutgoingMessage.objects.filter(pk=message.pk).update(lease_until=NOW + MINUTE, lease_holder=worker)

    assert upkeep.sweep(now=NOW) == 0  # it lives
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")

    assert upkeep.sweep(now=NOW) == 1


def test_when_the_clock_of_the_demo_jumps_a_retry_planned_for_later_is_due_at_once(write, smtp):
    smtp.refusals["example.org"] = "451 4.7.1 Later"
    message = write()
    deliver(message.pk, now=NOW)
    deliver(message.pk, now=NOW + MINUTE)  # the next job is planned for later, in real time
    sql("DELETE FROM procrastinate_jobs WHERE scheduled_at IS NULL")

    assert upkeep.sweep(now=NOW + MINUTE) == 0
    assert upkeep.sweep(now=NOW + timedelta(days=2)) == 1


def test_jobs_that_ended_long_ago_are_forgotten(write):
    write()
    sql("UPDATE procrastinate_jobs SET status = 'doing'")
    sql("UPDATE procrastinate_jobs SET status = 'failed'")
    upkeep.forget_old_jobs()
    assert ProcrastinateJob.objects.count() == 1
    sql("UPDATE procrastinate_events SET at = now() - interval '8 days'")

    upkeep.forget_old_jobs()

    assert ProcrastinateJob.objects.count() == 0


def test_the_worker_shows_that_it_lives():
    assert queries.worker_is_alive(NOW) is False

    upkeep.beat(now=NOW)
    upkeep.beat(now=NOW + MINUTE)

    assert WorkerBeat.objects.count() == 1
    assert queries.last_beat() == NOW + MINUTE
    assert queries.worker_is_alive(NOW + timedelta(minutes=3)) is True
    assert queries.worker_is_alive(NOW + timedelta(minutes=4)) is False


def test_the_pulse_is_taken_in_real_time_whatever_the_clock_of_the_demo(settings, tmp_path):
    settings.DEMO_CLOCK_FILE = str(tmp_path / "clock")
    clock.move_demo_clock(timedelta(days=3))

    tasks.sweep(timestamp=0)

    assert queries.worker_is_alive(clock.real_now()) is True
    assert clock.now() - queries.last_beat() > timedelta(days=2)


def test_pages_can_say_what_went_wrong(write, smtp):
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    write()
    deliver_due(now=NOW)
    write("samir@example.org")

    assert [(t.status, t.error, t.count) for t in queries.trouble(NOW + timedelta(minutes=16))] == [
        ("DEAD", "smtp_550", 1),
        ("TODO", "", 1),
    ]


def test_a_trouble_is_no_longer_shown_a_week_after(write, smtp):
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    write()
    deliver_due(now=NOW)

    assert queries.trouble(NOW + timedelta(days=8)) == []


def alerts():
    return OutgoingMessage.objects.filter(template=upkeep.ALERT).order_by("created_at")


def test_the_operator_is_told_of_dead_letters_once_a_day(write, smtp, settings):
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    write()
    deliver_due(now=NOW)

    upkeep.alert_operator(now=NOW + MINUTE)
    upkeep.alert_operator(now=NOW + 20 * MINUTE)

    (alert,) = alerts()
    assert (alert.to_address, alert.subject) == (
        "exploitation@example.org",
        "Des messages de la Boussole ne partent pas",
    )
    assert "- Non distribué\u00a0: 1 (tests/call_back, smtp_550)" in alert.body
    assert "ines@example.org" not in alert.body


def test_an_alert_that_does_not_arrive_is_not_followed_by_another(write, smtp, settings):
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    smtp.refusals["example.org"] = "550 5.1.1 Unknown"
    write()
    deliver_due(now=NOW)
    upkeep.alert_operator(now=NOW + MINUTE)
    deliver_due(now=NOW + MINUTE)

    upkeep.alert_operator(now=NOW + timedelta(hours=25))

    assert [alert.status for alert in alerts()] == ["DEAD"]


def test_nobody_is_told_of_nothing(write, settings):
    settings.OPERATOR_EMAIL = "exploitation@example.org"
    write()
    deliver_due(now=NOW)

    assert upkeep.alert_operator(now=NOW + MINUTE) is None


def test_the_command_shows_the_trouble_and_sends_again_what_was_mended(write, smtp, capsys):
    smtp.refusals["ines@example.org"] = "550 5.1.1 Unknown"
    message = write(now=clock.now())
    deliver_due(now=clock.now())

    call_command("mail", "status")
    said = capsys.readouterr().out
    assert "DEAD       1" in said
    assert "Worker: NOT SEEN" in said
    assert "TROUBLE     1 x DEAD tests/call_back: smtp_550" in said
    assert "ines" not in said

    smtp.refusals.clear()
    call_command("mail", "retry", "--error", "smtp_550")
    assert capsys.readouterr().out == "1 back in the queue.\n"
    assert deliver(message.pk, now=clock.now()).status == "SENT"

    with pytest.raises(CommandError):
        call_command("mail", "retry", "--id", str(message.pk))
