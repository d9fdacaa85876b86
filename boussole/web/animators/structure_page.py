"""What the animation reads of one structure, whatever its place in the network. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import Promises, promises
from boussole.offers.models import Offer, OfferVersion
from boussole.offers.queries import themes_worked_on
from boussole.partners import coverage, policies
from boussole.partners.coverage import Hole
from boussole.partners.models import CharterAgreement, Referent, Structure, StructureStep, foremost
from boussole.partners.places import Places, places_when_leaving
from boussole.partners.siret import in_words
from boussole.reporting.figures import rate_in_words
from boussole.reporting.inconsistencies import Inconsistency, inconsistencies_of
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone
from boussole.web.animators.desk import Desk
from boussole.web.shared.structures.history import History, history_of
from boussole.web.shared.zones.named import names_of


@dataclass(frozen=True)
class Member:
    """Somebody who answers for it, or was asked to."""

    referent: Referent
    communes: list[str]


@dataclass(frozen=True)
class StructurePage:
    """All the sections of the page but the gestures."""

    structure: Structure
    where: str
    zone: str
    siret: str
    themes: list[str]
    sites: list[Structure]
    members: list[Member]
    holes: list[Hole]
    offers: list[tuple[Offer, OfferVersion | None]]
    charter: CharterAgreement | None
    figures: Promises
    rate: str
    inconsistencies: list[Inconsistency]
    steps: list[StructureStep]
    history: History

    @property
    def is_place_alone(self) -> bool:
        """Whether it is one more place of a body that answers for it."""
        return self.structure.parent_id is not None and all(each.referent.is_pending for each in self.members)

    @property
    def waits_for_answer(self) -> bool:
        """Whether somebody was asked to come and has not said yet."""
        return any(member.referent.is_pending for member in self.members)


def page_of(desk: Desk, structure: Structure) -> StructurePage:
    """Read it all; the figures are those of the requests of this desk's territories."""
    offers = list(
        structure.offers.select_related("theme", "structure").prefetch_related("versions", "source_records")
    )
    on_line = [offer for offer in offers if offer.status == Offer.Status.PUBLISHED]
    requests = ContactRequest.objects.filter(
        desk.scope.filter("filing__territory"), structure=structure, filing__is_quarantined=False
    )
    kept = promises(requests, desk.now)
    return StructurePage(
        structure,
        where=commune_name(structure.commune),
        zone=Zone.restored(structure.areas).in_words(),
        siret=in_words(structure.siret),
        themes=[theme.name.lower() for theme in structure.themes.all()],
        sites=list(structure.sites.exclude(status=Structure.Status.LEFT).order_by("name")),
        members=_members(desk, structure),
        holes=_holes(desk, structure),
        offers=[(each, _at_work(each)) for each in offers],
        charter=foremost(structure.charters.all()),
        figures=kept,
        rate=rate_in_words(kept),
        inconsistencies=inconsistencies_of(on_line, desk.day, desk.now),
        steps=_steps(structure),
        history=history_of(structure),
    )


@dataclass(frozen=True)
class Leaving:
    """What a structure's leaving does, said before it is done."""

    offers: list[Offer]
    open_requests: int
    late: int
    next_due: datetime | None
    people: int
    charters: int
    places: Places


def leaving_of(desk: Desk, structure: Structure) -> Leaving:
    """Its offers on line, its promises under way, its people, its agreements, its places. Six queries."""
    requests = ContactRequest.objects.open().filter(structure=structure, filing__is_quarantined=False)
    waiting = requests.awaiting_answer().filter(due_at__gte=desk.now).order_by("due_at")
    kept = promises(ContactRequest.objects.filter(structure=structure), desk.now)
    return Leaving(
        offers=list(structure.offers.on_line().order_by("title")),
        open_requests=requests.count(),
        late=kept.late,
        next_due=waiting.values_list("due_at", flat=True).first(),
        people=Referent.objects.in_force(desk.day).filter(structure=structure).count(),
        charters=structure.charters.filter(status__in=CharterAgreement.ALIVE).count(),
        places=places_when_leaving(structure, desk.now),
    )


def _members(desk: Desk, structure: Structure) -> list[Member]:
    """Those who answer for it, whoever is responsible first, then those who were asked to."""
    mine = Referent.objects.filter(structure=structure, user__is_active=True)
    ordered = (
        rows.select_related("user", "invitation")
        .prefetch_related("themes")
        .order_by("role", "user__last_name", "user__first_name", "pk")
        for rows in (mine.in_force(desk.day), mine.pending())
    )
    return [Member(row, names_of(row.communes, structure.areas)) for row in chain(*ordered)]


def _holes(desk: Desk, structure: Structure) -> list[Hole]:
    if structure.status != Structure.Status.ACTIVE:
        return []  # nobody asks it anything
    return coverage.holes(structure, desk.day, themes=themes_worked_on([structure])[structure.pk])


def _at_work(offer: Offer) -> OfferVersion | None:
    return next((each for each in offer.versions.all() if each.status in each.AT_WORK), None)


def _steps(structure: Structure) -> list[StructureStep]:
    """Its history and that of the records joined to it, the latest first."""
    gone: Iterable[int] = structure.merged.values_list("pk", flat=True)
    rows = StructureStep.objects.filter(structure__in=[structure.pk, *gone]).select_related("by", "structure")
    return list(rows.order_by("-at", "-pk"))


def gestures_on(desk: Desk, structure: Structure) -> dict[str, object]:
    """What this person may do to it, for the buttons of the page."""
    return {
        "can_write": policies.can_write_for(desk.user, structure, desk.day),
        "can_invite": policies.can_invite_manager(desk.user, structure, desk.day),
        "can_welcome": policies.can_welcome(desk.user, structure, desk.day),
        "can_set_aside": policies.can_set_aside(desk.user, structure, desk.day),
        "can_take_out": policies.can_take_out(desk.user, structure, desk.day),
        "can_bring_back": policies.can_bring_back(desk.user, structure, desk.day),
    }
