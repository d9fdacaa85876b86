"""Read an offer against its territory's line: the rules, the spelling, and what answers at its links."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from boussole.offers.content import OfferContent
from boussole.offers.editorial import links, rules
from boussole.offers.editorial.line import Line, line_from
from boussole.offers.editorial.national import NATIONAL
from boussole.offers.editorial.remarks import Remark, Rule
from boussole.offers.gateways import grammalecte
from boussole.offers.models import CheckedLink, EditorialLine
from boussole.partners.models import Structure
from boussole.territories.models import Territory


def line_of(structure: Structure) -> Line:
    """The line of the territory where the structure works; the national one where there is none."""
    return line_of_territory(structure.home_territory())


def line_of_territory(territory: Territory | None) -> Line:
    """Its own rules over the national ones, themselves over those that this code brings. One query."""
    rows = EditorialLine.objects.filter(Q(territory__isnull=True) | Q(territory=territory))
    line = NATIONAL
    for row in rows.order_by(F("territory_id").asc(nulls_first=True)):
        line = line_from(row.document, over=line)
    return line


def proofread(content: OfferContent, line: Line) -> list[Remark]:
    """All that could be clearer, in the order of the texts. Nothing here blocks anything."""
    found = [*rules.check(content, line), *_spelling(content, line), *_dead_links(content)]
    return sorted(found, key=lambda remark: rules.READ.index(remark.field))


def _spelling(content: OfferContent, line: Line) -> Iterator[Remark]:
    """Names of places and of services are in no dictionary: an unknown word with a capital is left alone."""
    known = {word.casefold() for word in (*line.known_words, *line.known_acronyms, *line.acronyms)}
    for name in rules.READ:
        text = links.without_links(getattr(content, name))
        for mistake in grammalecte.mistakes(text):
            is_a_name = mistake.is_unknown_word and mistake.quote[:1].isupper()
            if is_a_name or mistake.quote.casefold() in known:
                continue
            suggestion = mistake.suggestions[0] if mistake.suggestions else ""
            yield Remark(Rule.SPELLING, name, mistake.message, mistake.quote, suggestion)


def _dead_links(content: OfferContent) -> Iterator[Remark]:
    found = links.links_of(content)
    if not found:
        return
    dead = dict(
        CheckedLink.objects.filter(url__in=found, status=CheckedLink.Status.DEAD).values_list("url", "answer")
    )
    for url in found:
        if url in dead:
            yield Remark(
                Rule.LINK,
                "description",
                f"Ce lien ne répond plus ({dead[url]}) : corrigez-le ou retirez-le.",
                quote=url,
            )
