"""What an offer says to young people, as one value. Pure: frozen, comparable, written as plain JSON.

A version (`models.OfferVersion`) stores one; the form, the spreadsheet and the bundle produce one; publishing
writes one on the row and its criteria. What makes the structure reachable (contact e-mails, who follows the
offer, how many requests it holds) is not here: it acts at once, without review (decision 0023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from boussole.offers.criteria import Criterion, CriterionKind, criterion_from

DELAYS = range(1, 8)  # days: charter, clause P2


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row on which the offer takes requests, both ends included."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class OfferContent:
    """One state of an offer. A draft may lack anything; `faults` says what keeps it from being published."""

    theme: str
    category: str
    title: str = ""
    summary: str = ""
    description: str = ""
    place: str = "IN_PERSON"
    address: str = ""
    opening_hours: str = ""
    phone: str = ""
    areas: tuple[str, ...] | None = None  # None: the zone of competence of the structure
    sites: tuple[str, ...] = ()  # codes of structures
    criteria: tuple[Criterion, ...] = ()
    promised_days: int | None = None
    periods: tuple[Period, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    is_free: bool = False

    def __post_init__(self) -> None:
        # One order, whatever wrote them: PostgreSQL does not keep that of a document's keys, and the same criteria
        # in another order would read as a difference.
        object.__setattr__(self, "criteria", tuple(sorted(self.criteria, key=lambda each: each.question)))

    def criterion(self, question: str) -> Criterion:
        """What is asked on this question: of everybody, when nothing is."""
        return next((each for each in self.criteria if each.question == question), Criterion(question))

    def differing(self, other: OfferContent) -> list[str]:
        """The names of the parts that the two say differently, in the order of the form."""
        return [name for name in NAMES if getattr(self, name) != getattr(other, name)]


NAMES = tuple(each.name for each in fields(OfferContent))


@dataclass(frozen=True, slots=True)
class ContentFault:
    """What keeps an offer from being proposed: where, and one French sentence that says what to do."""

    field: str
    message: str


def faults(
    content: OfferContent, *, contact_emails: Sequence[str], zone_is_inside: bool
) -> Iterator[ContentFault]:
    """What blocks. Charter P2, P7 and P8: nothing else of the editorial line ever does (product.md 5.5).

    A title and a short text are asked too: without them there is nothing to show.
    """
    if not content.title.strip():
        yield ContentFault("title", "Donnez un titre à l’offre.")
    if not content.summary.strip():
        yield ContentFault("summary", "Écrivez le texte court : c’est lui que l’on lit en premier.")
    if not content.is_free:
        yield ContentFault("is_free", "Confirmez que le service est gratuit pour les jeunes.")
    if content.promised_days not in DELAYS:
        yield ContentFault("promised_days", "Choisissez le délai de réponse promis, de 1 à 7 jours.")
    if not contact_emails:
        yield ContentFault(
            "contact_emails", "Donnez au moins un e-mail de contact : les demandes y arrivent."
        )
    if not zone_is_inside:
        yield ContentFault("areas", "La zone dépasse celle de la structure : retirez les communes en trop.")
    if content.valid_from and content.valid_until and content.valid_from > content.valid_until:
        yield ContentFault("valid_until", "La date de fin vient après la date de début.")
    for period in content.periods:
        if period.starts_on > period.ends_on:
            yield ContentFault("periods", "Une période finit avant d’avoir commencé : corrigez ses dates.")


def content_from(document: Mapping[str, Any]) -> OfferContent:
    """Read the document of a version. Its shape was written by `document_of`."""
    return OfferContent(
        theme=document["theme"],
        category=document["category"],
        **{name: document.get(name, "") for name in _TEXTS},
        place=document.get("place", "IN_PERSON"),
        areas=None if document.get("areas") is None else tuple(document["areas"]),
        sites=tuple(document.get("sites", ())),
        criteria=tuple(criterion_from(code, entry) for code, entry in document.get("criteria", {}).items()),
        promised_days=document.get("promised_days"),
        periods=tuple(Period(_day(p["from"]), _day(p["to"])) for p in document.get("periods", ())),
        valid_from=_day_or_none(document.get("valid_from")),
        valid_until=_day_or_none(document.get("valid_until")),
        is_free=document.get("is_free", False),
    )


def document_of(content: OfferContent) -> dict[str, Any]:
    """The same as plain JSON; `content_from(document_of(content)) == content` (tested by properties)."""
    return {
        "theme": content.theme,
        "category": content.category,
        **{name: getattr(content, name) for name in _TEXTS},
        "place": content.place,
        "areas": None if content.areas is None else list(content.areas),
        "sites": list(content.sites),
        "criteria": {each.question: criterion_entry(each) for each in content.criteria},
        "promised_days": content.promised_days,
        "periods": [{"from": p.starts_on.isoformat(), "to": p.ends_on.isoformat()} for p in content.periods],
        "valid_from": content.valid_from and content.valid_from.isoformat(),
        "valid_until": content.valid_until and content.valid_until.isoformat(),
        "is_free": content.is_free,
    }


def criterion_entry(criterion: Criterion) -> Any:
    """A criterion as a bundle writes it: `all`, `{only: […]}` or `{from: …, to: …}`."""
    if criterion.kind == CriterionKind.ONLY:
        return {"only": sorted(criterion.accepted)}
    if criterion.kind == CriterionKind.RANGE:
        return {"from": criterion.minimum, "to": criterion.maximum}
    return "all"


def with_criterion(content: OfferContent, criterion: Criterion) -> OfferContent:
    """The same content, asking this on that question; its place among the others is kept."""
    if any(each.question == criterion.question for each in content.criteria):
        changed = tuple(criterion if e.question == criterion.question else e for e in content.criteria)
    else:
        changed = (*content.criteria, criterion)
    return replace(content, criteria=changed)


_TEXTS = ("title", "summary", "description", "address", "opening_hours", "phone")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return _day(text) if text else None
