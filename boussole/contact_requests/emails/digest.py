"""The daily digest: numbers, dates and links. No name, no theme: it is read on a screen that others see."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.emails.writing import due_in_words
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest, DailyDigest
from boussole.contact_requests.queries.digests import Waiting
from boussole.core.links import absolute
from boussole.mail import outbox

LINES = 10  # of each kind; beyond, one works from the list


def send_digest(digest: DailyDigest, waiting: Waiting, *, now: datetime) -> None:
    """To one professional: what is late, due today and tomorrow, and what they have to examine."""
    groups = [
        ("En retard", waiting.late),
        ("À contacter aujourd’hui", waiting.today),
        ("À contacter demain au plus tard", waiting.tomorrow),
    ]
    context: dict[str, object] = {
        "first_name": digest.user.first_name,
        "count": waiting.count,
        "late": len(waiting.late),
        "groups": [
            {"title": title, "count": len(rows), "lines": [_line(row) for row in rows[:LINES]]}
            for title, rows in groups
            if rows
        ],
        "redirections": waiting.redirections,
        "contradictions": waiting.contradictions,
        "link": absolute("extranet:home"),
        "settings": absolute("account_digest"),
    }
    outbox.send(template=f"{FOLDER}/digest", to=digest.user.email, context=context, about=digest, now=now)


def _line(row: ContactRequest) -> dict[str, str]:
    link = absolute("extranet:contact_request", row.public_id)
    return {"number": row.filing.number, "due": due_in_words(row), "link": link}
