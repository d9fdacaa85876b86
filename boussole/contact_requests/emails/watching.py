"""What is said of a professional who opens many requests: no young person is in it."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.watchers import Watchers
from boussole.core.links import absolute
from boussole.core.typography import moment_in_words
from boussole.mail import outbox


def tell_of_bulk_reading(reader: User, watchers: Watchers, *, files: int, now: datetime) -> None:
    """To those who answer for this person, with the page where the account is closed; and to the person."""
    written = (
        *((manager, "bulk_reading", "extranet:colleagues") for manager in watchers.managers),
        *((animator, "bulk_reading", "animators:home") for animator in watchers.animators),
        (reader, "bulk_reading_own", "account_home"),
    )
    told: set[int] = set()
    for person, name, route in written:
        if person.pk in told:
            continue
        told.add(person.pk)
        outbox.send(
            template=f"{FOLDER}/{name}",
            to=person.email,
            context={
                "person": person,
                "reader": reader,
                "files": files,
                "when": moment_in_words(now),
                "link": absolute(route),
            },
            about=reader,
            now=now,
        )
