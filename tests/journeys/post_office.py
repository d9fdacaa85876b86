"""Mails and SMS as people receive them: written by the product, carried by its worker, taken by fake servers."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.db import connection, connections
from procrastinate.contrib.django import app

from tests.fakes.sms import FakeSms, sms_provider
from tests.fakes.smtp import FakeSmtp, smtp_server


class PostOffice:
    """What was delivered, to whom. Nothing is, before `deliver` has let the worker work."""

    def __init__(self, smtp: FakeSmtp, sms: FakeSms) -> None:
        self.smtp = smtp
        self.sms = sms

    def deliver(self) -> None:
        """A real worker empties the queue, as `boussole worker` would, then stops."""
        # In a thread: Playwright keeps an event loop in ours.
        failures: list[BaseException] = []

        def work() -> None:
            try:
                with app.replace_connector(app.connector.get_worker_connector()):
                    asyncio.run(_work_until_the_queue_is_empty())
            except BaseException as failure:  # told to the test, which waits below
                failures.append(failure)
            finally:
                connections.close_all()

        worker = Thread(target=work)
        worker.start()
        worker.join()
        if failures:
            raise failures[0]

    def bring_retries_forward(self) -> None:
        """What was planned for later is due now: the queue keeps the real time, which no test can move."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")

    def mails_to(self, address: str) -> list[str]:
        """The texts received at this address, oldest first."""
        received = [email for email in self.smtp.received if address in str(email["To"])]
        return [f"{email['Subject']}\n\n{email.get_content()}" for email in received]

    def sms_to(self, number: str) -> list[str]:
        return [sms["text"] for sms in self.sms.received if sms["to"] == number]


def link_in(text: str) -> str:
    """The first link of a message."""
    found = re.search(r"https?://\S+", text)
    assert found is not None, text
    return found[0]


@contextmanager
def post_office(settings: Any) -> Iterator[PostOffice]:
    """Open for one test."""
    with smtp_server() as smtp, sms_provider() as sms:
        settings.SMTP_URL, settings.SMS_URL = smtp.url, sms.url
        # The worker's threads end with it: none may keep a connection to a database about to be emptied.
        kept_for, connections.settings["default"]["CONN_MAX_AGE"] = (
            connections.settings["default"]["CONN_MAX_AGE"],
            0,
        )
        try:
            yield PostOffice(smtp, sms)
        finally:
            connections.settings["default"]["CONN_MAX_AGE"] = kept_for


async def _work_until_the_queue_is_empty() -> None:
    # Without the periodic tasks: a worker that starts plans those of the last minutes of the real time, which is
    # no moment of the story. A journey that tells of a sweep calls it at its own hour.
    periodic, app.periodic_registry.periodic_tasks = app.periodic_registry.periodic_tasks, {}
    try:
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False)
    finally:
        app.periodic_registry.periodic_tasks = periodic
