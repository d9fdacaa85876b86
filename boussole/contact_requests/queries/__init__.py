"""What pages ask about requests; each file, one question."""

from boussole.contact_requests.queries.desk import (
    Agenda,
    Neighbours,
    agenda_of,
    last_answer_of,
    light,
    neighbours_of,
    undelivered,
)
from boussole.contact_requests.queries.promises import (
    PROMISE_WINDOW,
    Promises,
    promises,
    promises_by_offer,
    promises_by_structure,
)
from boussole.contact_requests.queries.watching import to_review, watched_territories

__all__ = [
    "PROMISE_WINDOW",
    "Agenda",
    "Neighbours",
    "Promises",
    "agenda_of",
    "last_answer_of",
    "light",
    "neighbours_of",
    "promises",
    "promises_by_offer",
    "promises_by_structure",
    "to_review",
    "undelivered",
    "watched_territories",
]
