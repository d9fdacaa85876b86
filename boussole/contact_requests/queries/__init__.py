"""What pages ask about requests; each file, one question."""

from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.contact_requests.queries.clock import (
    Upcoming,
    upcoming,
    with_clocks,
)
from boussole.contact_requests.queries.contradictions import (
    TwoWords,
    contradictions,
    contradictions_for,
    managed_by,
    two_words_of,
)
from boussole.contact_requests.queries.desk import (
    Agenda,
    Neighbours,
    agenda_of,
    light,
    neighbours_of,
    undelivered,
)
from boussole.contact_requests.queries.figures import (
    Handovers,
    Measure,
    OfferMeasure,
    OwnFigures,
    last_months,
    own_figures,
    received_from_elsewhere,
    sent_elsewhere,
)
from boussole.contact_requests.queries.opinions import Opinions, opinions_of
from boussole.contact_requests.queries.promises import (
    PROMISE_WINDOW,
    Promises,
    came_to_term,
    kept,
    missed,
    promises,
    promises_by_offer,
    promises_by_structure,
)
from boussole.contact_requests.queries.unblocking import colleagues_for, may_be_reassigned, to_unblock
from boussole.contact_requests.queries.watching import to_review, watched_territories
from boussole.contact_requests.queries.worklist import Line, lines_of

__all__ = [
    "PROMISE_WINDOW",
    "Agenda",
    "Handovers",
    "Line",
    "Measure",
    "Neighbours",
    "OfferMeasure",
    "Opinions",
    "OwnFigures",
    "Promises",
    "TwoWords",
    "Upcoming",
    "agenda_of",
    "came_to_term",
    "colleagues_for",
    "contradictions",
    "contradictions_for",
    "kept",
    "last_months",
    "light",
    "lines_of",
    "managed_by",
    "may_be_reassigned",
    "missed",
    "neighbours_of",
    "opinions_of",
    "other_offers_for",
    "own_figures",
    "promises",
    "promises_by_offer",
    "promises_by_structure",
    "received_from_elsewhere",
    "sent_elsewhere",
    "to_review",
    "to_unblock",
    "two_words_of",
    "undelivered",
    "upcoming",
    "watched_territories",
    "with_clocks",
]
