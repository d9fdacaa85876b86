"""What the copies of a template share, and what is each one's own. Pure.

The text and the criteria are the template's; where, when, how fast and whom to call are the structure's.
"""

from __future__ import annotations

from dataclasses import replace

from boussole.offers.content import OfferContent

SHARED_PARTS = frozenset({"title", "summary", "description", "category", "criteria", "place"})


def with_shared_parts(own: OfferContent, source: OfferContent) -> OfferContent:
    """The same offer, saying of the shared parts what `source` says; its own parts are untouched."""
    return replace(own, **{part: getattr(source, part) for part in SHARED_PARTS})
