"""The chain of structures through which a request went, and where it could go next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from boussole.accounts.models import User
from boussole.contact_requests import passing
from boussole.contact_requests.models import ContactRequest, FollowUp, Redirection
from boussole.contact_requests.queries.plain_text import PlainText
from boussole.core.clock import local_day
from boussole.offers.models import Offer
from boussole.territories.geography import geography
from boussole.territories.spelling import folded

MOST_FOUND = 20  # beyond, one types one word more
SHORTEST_WORD = 2
Status = Redirection.Status


# --- The chain ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ChainStep:
    """One structure of the chain, as everybody of the chain may read it: dates and outcomes, nobody."""

    structure: str
    began_at: datetime
    due_day: date
    first_attempt_at: datetime | None
    ended_at: datetime | None
    state: str
    is_this_one: bool


def chain_of(contact_request: ContactRequest) -> list[ContactRequest]:
    """The requests that followed one another, oldest first, this one among them. One query."""
    before, after = {}, {}
    accepted = Redirection.objects.filter(
        contact_request__filing=contact_request.filing_id, status=Status.ACCEPTED
    )
    for each in accepted.select_related("contact_request__structure", "successor__structure"):
        before[each.successor_id] = each.contact_request
        after[each.contact_request_id] = each.successor
    found = [contact_request]
    while earlier := before.get(found[0].pk):
        found.insert(0, earlier)
    while later := after.get(found[-1].pk):
        found.append(later)
    return found


def chain_steps(contact_request: ContactRequest) -> list[ChainStep]:
    """The same, to be shown; empty for a request that never moved. One query."""
    rows = chain_of(contact_request)
    if len(rows) < 2:
        return []
    zone = contact_request.filing.timezone
    return [
        ChainStep(
            structure=row.structure.name,
            began_at=row.filed_at,
            due_day=local_day(row.due_at, zone),
            first_attempt_at=row.first_attempt_at,
            ended_at=row.closed_at,
            state=row.get_outcome_display() or row.get_status_display(),
            is_this_one=row.pk == contact_request.pk,
        )
        for row in rows
    ]


def shared_notes_of(contact_request: ContactRequest) -> QuerySet[FollowUp]:
    """What may pass on with this request: the shared part of the log, of the whole chain up to here."""
    rows = chain_of(contact_request)
    upto = rows[: rows.index(contact_request) + 1]
    return _shared_notes([row.pk for row in upto])


def inherited_notes_of(contact_request: ContactRequest) -> QuerySet[FollowUp]:
    """What came with it: the shared part of the log of the structures before this one."""
    rows = chain_of(contact_request)
    return _shared_notes([row.pk for row in rows[: rows.index(contact_request)]])


def _shared_notes(requests: list[int]) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(contact_request__in=requests, visibility=FollowUp.Visibility.SHARED)
    told = rows.exclude(text="", next_step="")
    return told.select_related("by", "contact_request__structure").order_by("at", "pk")


def under_way_of(contact_request: ContactRequest) -> Redirection | None:
    """The redirection that waits for somebody's answer."""
    return _with_target(contact_request.redirections.under_way()).first()


def redirections_of(contact_request: ContactRequest) -> list[Redirection]:
    """Every redirection that its structure tried, oldest first."""
    return list(_with_target(contact_request.redirections.all()).order_by("at", "pk"))


def _with_target(rows: QuerySet[Redirection]) -> QuerySet[Redirection]:
    return rows.select_related("to_offer__theme", "to_offer__structure", "to_structure", "by", "answered_by")


def received_by(user: User, now: datetime) -> QuerySet[Redirection]:
    """What this person's structures are asked to take over, with all that a page reads of it."""
    return Redirection.objects.received_by(user, now).select_related(
        "contact_request__filing",
        "contact_request__structure",
        "contact_request__offer__theme",
        "to_offer__theme",
        "to_offer__structure",
        "to_structure",
        "successor",
    )


def opened_by(redirection: Redirection, now: datetime) -> ContactRequest:
    """The request that accepting at this moment opens, not saved; its delay is the one shown that day."""
    today = local_day(now, redirection.contact_request.filing.timezone)
    shown = Offer.objects.promising(today).select_related("structure", "theme")
    offer = shown.get(pk=redirection.to_offer_id or 0)
    return passing.opened_by(redirection, offer, offer.days_promised, now)


# --- Where it could go ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ClosedDoors:
    """Where this request cannot go, and why: by structure, then by offer."""

    structures: dict[int, str]
    offers: dict[int, str]

    def reason(self, offer: Offer) -> str:
        """Why this offer cannot be asked; empty when it can."""
        return self.structures.get(offer.structure_id) or self.offers.get(offer.pk) or ""


OWN = "C’est une offre de votre structure : confiez plutôt la demande à un ou une collègue."
ALREADY_THERE = "Cette structure a déjà suivi la demande : elle ne peut pas y revenir."
REFUSED = "La personne n’a pas souhaité que sa demande aille vers cette structure."
DECLINED = "Cette structure a déjà décliné la demande."
ALREADY_ASKED = "La personne a déjà demandé cette offre elle-même."


def closed_doors(contact_request: ContactRequest) -> ClosedDoors:
    """No loop, nobody asked twice, no « non » forced. Three queries."""
    rows = chain_of(contact_request)
    earlier = Redirection.objects.filter(contact_request__in=rows, to_structure__isnull=False)
    answers = {Status.DECLINED: DECLINED, Status.REFUSED: REFUSED}
    structures = {
        structure: answers[Status(status)]
        for structure, status in earlier.filter(status__in=answers).values_list("to_structure", "status")
    }
    structures |= {row.structure_id: ALREADY_THERE for row in rows}
    structures[contact_request.structure_id] = OWN
    asked = ContactRequest.objects.filter(filing=contact_request.filing_id).values_list("offer", flat=True)
    return ClosedDoors(structures, dict.fromkeys(asked, ALREADY_ASKED))


def possible_targets(contact_request: ContactRequest, now: datetime) -> QuerySet[Offer]:
    """The offers shown that day that may be asked to take this request over."""
    doors = closed_doors(contact_request)
    today = local_day(now, contact_request.filing.timezone)
    shown = Offer.objects.shown_on(today).promising(today)
    open_ones = shown.exclude(structure__in=doors.structures).exclude(pk__in=doors.offers)
    return open_ones.select_related("structure", "theme").order_by("is_full", "structure__name", "title")


def found_targets(contact_request: ContactRequest, text: str, now: datetime) -> list[Offer]:
    """The directory: each word typed is in the name of a structure, of its commune, of a theme, or in a title.

    Those that serve the commune of the young person come first.
    """
    words = [word for word in folded(text).split() if len(word) >= SHORTEST_WORD]
    if not words:
        return []
    rows = possible_targets(contact_request, now).annotate(
        plain=PlainText("structure__name", "structure__network", "theme__name", "title")
    )
    named = Q()
    for word in words:
        named &= Q(plain__contains=word) | Q(structure__commune__in=_communes_named(word))
    home = geography().commune(contact_request.filing.commune)
    found = rows.filter(named | Q(structure__commune__in=_communes_named(text)))[: MOST_FOUND * 3]
    nearest_first = sorted(found, key=lambda offer: not serves(offer, home.areas))
    return list[Offer](nearest_first[:MOST_FOUND])


def serves(offer: Offer, areas: Iterable[str]) -> bool:
    """Whether the offer is open in one of these areas."""
    return not set(offer.effective_areas).isdisjoint(areas)


def _communes_named(word: str) -> list[str]:
    return [found.commune.code for found in geography().search(word, limit=5)]
