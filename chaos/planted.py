"""Bugs, planted one at a time in the processes of the stage, by CHAOS_PLANTED: the harness must catch each.

Nothing of the product knows of them: they replace its functions from outside, when the process starts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import make_msgid
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.db import connection, transaction


def _nothing() -> None:
    """Planted elsewhere: in the settings, or in the database."""


@dataclass(frozen=True, slots=True)
class Bug:
    """What is wrong, how it gets into a process, and what it changes in the database of the run."""

    what: str
    plant: Callable[[], None] = _nothing
    alter: Callable[[], None] = _nothing


# --- Filing -------------------------------------------------------------------------------------------
def enqueue_after_commit() -> None:
    from boussole.mail import outbox

    enqueue = outbox.enqueue

    def later(task: Any, **options: Any) -> None:
        transaction.on_commit(partial(enqueue, task, **options))

    outbox.enqueue = later


def write_messages_after_commit() -> None:
    from boussole.mail import outbox

    send = outbox.send

    def later(**options: Any) -> None:
        transaction.on_commit(partial(transaction.atomic(send), **options))

    outbox.send = later


def answer_before_storing() -> None:
    from boussole.contact_requests import actions

    file = actions.file

    def later(draft: Any, *, now: Any) -> Any:
        threading.Timer(1.0, file, args=(draft,), kwargs={"now": now}).start()
        return SimpleNamespace(pk=uuid4())

    actions.file = later


def drop_unique_key() -> None:
    from boussole.contact_requests.models import Filing

    _drop_unique(Filing, ["key"])


def _drop_unique(model: Any, columns: list[str]) -> None:
    """Out of the database: a code that looks before it writes would pass for right without it."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
        for name, constraint in found.items():
            if constraint["unique"] and constraint["columns"] == columns:
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}"')


# --- Messages -----------------------------------------------------------------------------------------
def sweep_no_message() -> None:
    from boussole.mail import upkeep

    upkeep.sweep = lambda *, now: upkeep.revive_stalled_jobs()


def revive_no_job() -> None:
    from boussole.mail import upkeep

    upkeep.revive_stalled_jobs = lambda: 0


def claim_without_lease() -> None:
    from boussole.mail import delivery
    from boussole.mail.models import OutgoingMessage

    claim = delivery._claim

    def claimed(*arguments: Any, **options: Any) -> Any:
        message = claim(*arguments, **options)
        if message is not None:
            OutgoingMessage.objects.filter(pk=message.pk).update(lease_until=None, lease_holder=None)
        return message

    delivery._claim = claimed


def sent_before_sending() -> None:
    from boussole.core.db import locked
    from boussole.mail import delivery

    def attempt(message: Any, gateways: Any, *, now: Any) -> None:
        with transaction.atomic():
            delivery._write_down(locked(message), None, now=now)
        gateways.ready(message.channel).send(message)

    delivery._attempt = attempt


def new_message_id_each_time() -> None:
    from boussole.mail.models import OutgoingMessage

    OutgoingMessage.message_id = property(lambda self: make_msgid(domain="example.org"))


def give_up_at_once() -> None:
    from boussole.mail.gateways import email, outcomes

    email._refusal = lambda code: outcomes.Refused(f"smtp_{code}")


# --- Reminders ----------------------------------------------------------------------------------------
def remind_half_a_day_early() -> None:
    from boussole.contact_requests import schedule

    is_true = schedule._is_true
    schedule._is_true = lambda step, facts, now: is_true(step, facts, now + timedelta(hours=12))


def forget_the_ledger() -> None:
    from boussole.contact_requests.queries import clock

    clock.told_of = lambda contact_request: set()


def drop_key_of_the_ledger() -> None:
    from boussole.contact_requests.models import Reminder

    _drop_unique(Reminder, ["contact_request_id", "kind", "day"])


def remind_after_an_answer() -> None:
    from boussole.contact_requests import schedule
    from boussole.contact_requests.models.contact_request import ContactRequestQuerySet

    schedule.Facts.answered_at = None
    ContactRequestQuerySet.awaiting_answer = ContactRequestQuerySet.open


BUGS: dict[str, Bug] = {
    "enqueue-after-commit": Bug("jobs are enqueued by on_commit", enqueue_after_commit),
    "messages-after-commit": Bug("messages are written by on_commit", write_messages_after_commit),
    "answer-before-storing": Bug("the receipt is shown, then the form is stored", answer_before_storing),
    "asynchronous-commit": Bug("synchronous_commit = off"),
    "no-unique-key": Bug("the key of a form is not unique", alter=drop_unique_key),
    "no-sweep-of-messages": Bug("nobody looks for messages without a job", sweep_no_message),
    "no-sweep-of-jobs": Bug("nobody revives the jobs of a dead worker", revive_no_job),
    "no-lease": Bug("a message is taken in hand without a lease", claim_without_lease),
    "sent-before-sending": Bug("a message is said to be sent, then sent", sent_before_sending),
    "new-message-id": Bug("each attempt has its own Message-ID", new_message_id_each_time),
    "give-up-at-once": Bug("a 4xx is taken for a 5xx", give_up_at_once),
    "early-reminder": Bug("reminders are told half a day early", remind_half_a_day_early),
    "no-ledger": Bug(
        "the ledger has no unique key, and nobody reads it", forget_the_ledger, drop_key_of_the_ledger
    ),
    "reminder-after-answer": Bug("who has answered is reminded all the same", remind_after_an_answer),
    "messages-after-ledger": Bug(
        "reminders are written after their line of the ledger", write_messages_after_commit
    ),
}
