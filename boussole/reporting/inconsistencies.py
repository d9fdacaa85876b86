"""What contradicts itself in the offers on line, structure by structure (product.md 5.5). Read only.

None of it stops an offer by itself: somebody mends it, or the animation calls. A fixed number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from boussole.accounts.policies import around
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import Promises, promises_by_offer
from boussole.core.typography import counted, enumeration
from boussole.mail.queries import unreachable
from boussole.offers.content import OfferContent
from boussole.offers.editorial.links import links_of
from boussole.offers.models import CheckedLink, Offer
from boussole.offers.recipients import Teams
from boussole.partners.models import CharterAgreement, Structure
from boussole.questionnaires.models import TerritoryTheme
from boussole.territories.models import Territory
from boussole.territories.zones import Zone

FEWEST_DUE = 5  # below, a broken promise or two is no habit


class Kind(StrEnum):
    """What is wrong; its value is what the pages call it."""

    CHARTER = "Charte pas en vigueur"
    NOBODY = "Personne ne la suit"
    BOUNCING = "E-mail de contact qui ne reçoit plus"
    PROMISES = "Promesse plus souvent manquée que tenue"
    THEME = "Thème fermé"
    OUTSIDE = "Commune hors compétence"
    LINK = "Lien mort"


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One thing to mend: in one offer, or in a whole structure when `offer` is None."""

    kind: Kind
    structure: Structure
    offer: Offer | None
    words: str


@dataclass(frozen=True)
class _Known:
    """What was read of the database, all at once."""

    covered: Collection[int]  # the structures whose charter is in force, or tolerated
    teams: Teams
    lost: Collection[str]
    promises: dict[int, Promises]
    open_themes: list[tuple[frozenset[str], frozenset[int]]]  # of each territory: its areas, its themes
    dead: Collection[str]


def inconsistencies_of(offers: Iterable[Offer], day: date, now: datetime) -> list[Inconsistency]:
    """All that is wrong with these offers, the gravest first. `structure` and `theme` are at hand on each."""
    offers = list(offers)
    if not offers:
        return []
    known = _read(offers, day, now)
    structures = {offer.structure_id: offer.structure for offer in offers}
    found = [*_of_structures(structures.values(), known)]
    found += [each for offer in offers for each in _of_offer(offer, known)]
    return sorted(found, key=lambda each: list(Kind).index(each.kind))


def by_structure(found: Iterable[Inconsistency]) -> list[tuple[Structure, list[Inconsistency]]]:
    """The same, each structure once: those with the most to mend first."""
    groups: dict[Structure, list[Inconsistency]] = defaultdict(list)
    for each in found:
        groups[each.structure].append(each)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0].name))


def _read(offers: list[Offer], day: date, now: datetime) -> _Known:
    structures = {offer.structure_id for offer in offers}
    links = {url for offer in offers for url in _links(offer)}
    requests = ContactRequest.objects.filter(offer__in=offers, filing__is_quarantined=False)
    covering = CharterAgreement.objects.covering(now).filter(structure__in=structures)
    dead = CheckedLink.objects.filter(url__in=links, status=CheckedLink.Status.DEAD)
    return _Known(
        covered=set(covering.values_list("structure_id", flat=True)),
        teams=Teams.of(structures, day),
        lost=unreachable(now),
        promises=promises_by_offer(requests, now),
        open_themes=_open_themes(day),
        dead=set(dead.values_list("url", flat=True)),
    )


def _open_themes(day: date) -> list[tuple[frozenset[str], frozenset[int]]]:
    themes: dict[int, set[int]] = defaultdict(set)
    for territory, theme in TerritoryTheme.objects.open_on(day).values_list("territory", "theme"):
        themes[territory].add(theme)
    territories = Territory.objects.filter(is_open=True).values_list("pk", "areas")
    return [(frozenset(around(tuple(areas))), frozenset(themes[pk])) for pk, areas in territories]


def _of_structures(structures: Iterable[Structure], known: _Known) -> Iterator[Inconsistency]:
    for structure in structures:
        if structure.pk not in known.covered:
            words = "Sans charte en vigueur, les jeunes ne voient aucune de ses offres."
            yield Inconsistency(Kind.CHARTER, structure, None, words)


def _of_offer(offer: Offer, known: _Known) -> Iterator[Inconsistency]:
    def wrong(kind: Kind, words: str) -> Inconsistency:
        return Inconsistency(kind, offer.structure, offer, words)

    if not known.teams.answering_for(offer):
        yield wrong(Kind.NOBODY, "Aucune personne référente ne répond pour ce thème.")
    if lost := [each for each in offer.contact_emails if each.lower() in known.lost]:
        yield wrong(Kind.BOUNCING, f"Nos derniers e-mails à {enumeration(lost)} ne sont pas arrivés.")
    kept = known.promises.get(offer.pk, Promises())
    if kept.due >= FEWEST_DUE and kept.broken > kept.kept:
        times = counted(kept.broken, "promesse manquée", "promesses manquées")
        yield wrong(Kind.PROMISES, f"{times} sur {kept.due} en 90 jours. Le délai est-il tenable ?")
    if _is_closed(offer, known):
        yield wrong(Kind.THEME, f"« {offer.theme.name} » n’est ouvert dans aucun territoire qu’elle dessert.")
    if outside := _outside(offer):
        yield wrong(Kind.OUTSIDE, f"Hors de la zone de la structure : {outside}.")
    for url in _links(offer):
        if url in known.dead:
            yield wrong(Kind.LINK, f"{url} ne répond plus.")


def _is_closed(offer: Offer, known: _Known) -> bool:
    """In every territory that it serves; where there is no territory, there is nothing to close."""
    areas = set(offer.effective_areas)
    served = [themes for zone, themes in known.open_themes if areas & zone]
    return bool(served) and not any(offer.theme_id in themes for themes in served)


def _outside(offer: Offer) -> str:
    if offer.areas is None:
        return ""
    own, structure = Zone.restored(offer.areas), Zone.restored(offer.structure.areas)
    return "" if own.is_inside(structure) else own.outside(structure).in_words(3)


def _links(offer: Offer) -> list[str]:
    return links_of(OfferContent("", "", summary=offer.summary, description=offer.description))
