"""What pages ask about requests; each file, one question."""

from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.contact_requests.queries.clock import (
    Upcoming,
    is_stuck,
    may_be_reassigned,
    owed_of,
    owed_words_of,
    upcoming,
    with_clocks,
)
from boussole.contact_requests.queries.contradictions import (
    TwoWords,
    contradictions,
    contradictions_for,
    two_words_of,
)
from boussole.contact_requests.queries.desk import (
    Agenda,
    Neighbours,
    agenda_of,
    last_answer_of,
    light,
    neighbours_of,
    undelivered,
)
from boussole.contact_requests.queries.opinions import Opinions, opinions_of
from boussole.contact_requests.queries.promises import (
    PROMISE_WINDOW,
    Promises,
    promises,
    promises_by_offer,
    promises_by_structure,
)
from boussole.contact_requests.queries.unblocking import colleagues_for, to_unblock
from boussole.contact_requests.queries.watching import to_review, watched_territories

__all__ = [
    "PROMISE_WINDOW",
    "Agenda",
    "Neighbours",
    "Opinions",
    "Promises",
    "TwoWords",
    "Upcoming",
    "agenda_of",
    "colleagues_for",
    "contradictions",
    "contradictions_for",
    "is_stuck",
    "last_answer_of",
    "light",
    "may_be_reassigned",
    "neighbours_of",
    "opinions_of",
    "other_offers_for",
    "owed_of",
    "owed_words_of",
    "promises",
    "promises_by_offer",
    "promises_by_structure",
    "to_review",
    "to_unblock",
    "two_words_of",
    "undelivered",
    "upcoming",
    "watched_territories",
    "with_clocks",
]
