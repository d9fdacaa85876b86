"""What pages ask about offers, in few queries."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.offers.comparing import Names
from boussole.offers.content import OfferContent
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category


def names_of(contents: Iterable[OfferContent]) -> Names:
    """What the codes of these contents are called, for `comparing.differences`. Two queries at most."""
    read = list(contents)
    sites = {code for content in read for code in content.sites}
    themes = {content.theme for content in read}
    categories = Category.objects.filter(theme__code__in=themes).values_list("code", "name")
    return Names(
        categories=dict(categories),
        sites=dict(Structure.objects.filter(code__in=sites).values_list("code", "name")) if sites else {},
    )
