"""What matching, the replay of past searches and the figures of questionnaires read in the database."""

from boussole.orientation.queries.audience import audience
from boussole.orientation.queries.figures import figures_by_question
from boussole.orientation.queries.impact import impact
from boussole.orientation.queries.matching import (
    MAX_SHOWN,
    FoundOffer,
    ResultsPage,
    criteria_of,
    found_offers,
    match_statement,
    matching_ids,
    offer_rows,
    results_page,
)
from boussole.orientation.queries.replay import search_groups, terms_of, unmet

__all__ = [
    "MAX_SHOWN", "FoundOffer", "ResultsPage", "audience", "criteria_of", "figures_by_question", "found_offers",
    "impact", "match_statement", "matching_ids", "offer_rows", "results_page", "search_groups", "terms_of", "unmet",
]  # fmt: skip
