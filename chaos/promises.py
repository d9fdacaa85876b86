"""Requests filed days ago, and the sweep of reminders whose hours pass quickly: three days during one storm.

Each sweep is a job of the product, planned for an hour of these last days: what it tells is due at that
hour, and never before. The clock of the site itself does not move: a lease of a message is two real minutes.
"""

from __future__ import annotations

import contextlib
import time
from datetime import datetime, timedelta
from random import Random

from django.db import DatabaseError, connection
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from boussole.contact_requests import actions, tasks
from boussole.contact_requests.draft import FilingDraft, Reachable
from chaos import forms
from chaos.background import Background
from chaos.young_people import Acknowledged

# A message is tried for three days: what these sweeps write must be younger than that at the end.
WINDOW = timedelta(hours=68)
OLDEST, YOUNGEST = timedelta(days=10), timedelta(days=3)


def file_directly(form: forms.Form, *, at: datetime) -> Acknowledged:
    """Filed by the harness itself, at any moment."""
    draft = FilingDraft(
        key=form.key,
        reachable=Reachable(first_name="Lina", email=form.email, message=form.message),
        age=19,
        commune=forms.HOME,
        second_commune="",
        offers=form.offers,
        agreement_version="2026-11",
    )
    actions.file(draft, now=at)
    return Acknowledged(form, time.time(), 0.0)


def file_in_the_past(random: Random, offers: list[int], count: int, *, now: datetime) -> list[Acknowledged]:
    """So many forms, spread over the days before the window."""
    spread = OLDEST - YOUNGEST
    return [
        file_directly(forms.new_form(random, offers), at=now - YOUNGEST - spread * random.random())
        for _ in range(count)
    ]


class PassingDays(Background):
    """Calls the sweep of reminders for each hour of the window, twice at a time, while the storm lasts."""

    def __init__(self, *, now: datetime, seconds: float, steps: int = 34) -> None:
        super().__init__()
        self.hours = [now - WINDOW + WINDOW * n / steps for n in range(steps + 1)]
        self.pause = seconds / len(self.hours)

    def _live(self) -> None:
        for hour in self.hours:
            with contextlib.suppress(DatabaseError, ConnectorException):
                call_sweeps(hour, 2)
            connection.close()
            if self._stop.wait(self.pause):
                return


def call_sweeps(hour: datetime, count: int = 1) -> None:
    """So many sweeps at once, planned for this hour: the product would call one, and two must do no harm."""
    jobs = [
        tasks.remind.configure(queueing_lock=f"chaos/{hour.timestamp():.0f}/{n}").make_new_job(
            timestamp=int(hour.timestamp())
        )
        for n in range(count)
    ]
    JobManager(DjangoConnector()).batch_defer_jobs(jobs)
