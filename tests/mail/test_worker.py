"""A real worker, on the real queue."""

import asyncio

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from boussole.core import clock
from boussole.mail.models import OutgoingMessage


async def work_until_the_queue_is_empty():
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False)


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_what_was_committed(write, write_sms, smtp, sms, monkeypatch):
    # Its threads end with the test: none may keep a connection to a database about to be dropped.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    write(now=clock.now())
    write_sms(now=clock.now())

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(work_until_the_queue_is_empty())

    sent = set(OutgoingMessage.objects.values_list("channel", "status"))
    assert sent == {("EMAIL", "SENT"), ("SMS", "SENT")}
    assert (len(smtp.received), len(sms.received)) == (1, 1)
