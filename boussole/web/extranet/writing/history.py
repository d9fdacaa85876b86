"""The whole history of an offer: each version, what it changed, who did what with it and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.verdicts import Verdict
from boussole.offers import policies
from boussole.offers.comparing import LABELS, Difference, differences
from boussole.offers.models import (
    Offer,
    OfferStatusChange,
    OfferVersion,
    OfferVersionStatusChange,
    ReviewComment,
)
from boussole.offers.queries import names_of
from boussole.questionnaires.queries import definition_in_use
from boussole.web.extranet.desk import Desk

Status = OfferVersion.Status
TONES = {
    Status.DRAFT: "info",
    Status.SUBMITTED: "info",
    Status.SENT_BACK: "warning",
    Status.SCHEDULED: "info",
    Status.PUBLISHED: "success",
}
BECAME = {
    Status.DRAFT: "Redevenue un brouillon",
    Status.SUBMITTED: "Proposée à l’animation",
    Status.SENT_BACK: "Renvoyée avec des remarques",
    Status.SCHEDULED: "Acceptée, publication programmée",
    Status.PUBLISHED: "Mise en ligne",
    Status.REPLACED: "Remplacée",
    Status.DROPPED: "Abandonnée",
}
Origin = OfferVersion.Origin
CAME = {
    Origin.WRITTEN: "Écrite",
    Origin.RESTORED: "Reprise d’une version passée",
    Origin.COPIED: "Copiée d’une autre offre",
    Origin.TEMPLATE: "Changée avec son modèle",
    Origin.ANSWER_ADDED: "Complétée d’une réponse nouvelle du questionnaire",
    Origin.LOADED: "Importée",
}


@dataclass(frozen=True)
class Event:
    """Something that somebody did, or that happened by itself (`who` empty)."""

    at: datetime
    words: str
    who: str
    note: str = ""


@dataclass(frozen=True)
class Chapter:
    """One version: what became of it, and what it says otherwise than the one before."""

    version: OfferVersion
    before: OfferVersion | None
    differences: list[Difference]
    events: list[Event]
    can_restore: Verdict

    @property
    def comments(self) -> list[tuple[str, ReviewComment]]:
        """What the animation said of passages, with the name of each part."""
        return [(LABELS.get(each.field, ""), each) for each in self.version.comments.all()]

    @property
    def tone(self) -> str:
        return TONES.get(Status(self.version.status), "neutral")

    @property
    def name(self) -> str:
        """Which one, for who does not see where the button is."""
        return f"(numéro {self.version.number})"


@dataclass(frozen=True)
class History:
    """Versions, newest first; and the life of the offer itself."""

    chapters: list[Chapter]
    life: list[Event]
    at_work: OfferVersion | None

    def between(self, first: int, second: int) -> tuple[OfferVersion, OfferVersion] | None:
        """Two versions by their numbers, the older first; None when one of them is not there."""
        by_number = {chapter.version.number: chapter.version for chapter in self.chapters}
        older, newer = by_number.get(min(first, second)), by_number.get(max(first, second))
        return (older, newer) if older and newer and older != newer else None


def history_of(desk: Desk, offer: Offer) -> History:
    """All of it. The number of queries does not depend on how many versions there are."""
    rows = (
        offer.versions.select_related("author")
        .prefetch_related("history__by", "comments__by")
        .order_by("number")
    )
    versions = list(rows)
    for version in versions:
        version.offer = offer
    compared = Compared(offer, versions)
    chapters = [
        Chapter(
            version,
            before := _said_before(version, versions),
            compared.between(before, version),
            list(_events(version)),
            policies.can_restore(desk.user, version, desk.day),
        )
        for version in versions
    ]
    moves = offer.history.select_related("by")
    return History(
        chapters=chapters[::-1],
        life=[_moved(move) for move in moves][::-1],
        at_work=next((each for each in versions if each.status in OfferVersion.AT_WORK), None),
    )


class Compared:
    """Compares versions of one offer, in the words of the questionnaire in use where it is."""

    def __init__(self, offer: Offer, versions: Iterable[OfferVersion]) -> None:
        self._definition = definition_in_use(offer.theme.code, offer.structure.home_territory())
        self._names = names_of(version.content for version in versions)

    def between(self, before: OfferVersion | None, after: OfferVersion) -> list[Difference]:
        old = before.content if before else None
        return differences(old, after.content, self._definition, self._names)


def _said_before(version: OfferVersion, versions: list[OfferVersion]) -> OfferVersion | None:
    """What was on line when this one was begun; for a first draft begun again, the draft before it."""
    earlier = [each for each in versions if each.number < version.number]
    published = [each for each in earlier if each.published_at is not None]
    candidates = published or earlier
    return candidates[-1] if candidates else None


def _events(version: OfferVersion) -> Iterable[Event]:
    """What somebody did with it; a version that arrived already published says so."""
    yield Event(version.saved_at, CAME[Origin(version.origin)], _name(version.author))
    changes = list(version.history.all())
    if version.published_at and all(each.to_status != Status.PUBLISHED for each in changes):
        yield Event(version.published_at, BECAME[Status.PUBLISHED], "")
    yield from map(_became, changes)


def _became(change: OfferVersionStatusChange) -> Event:
    return Event(change.at, BECAME[Status(change.to_status)], _name(change.by), change.note)


def _moved(change: OfferStatusChange) -> Event:
    return Event(change.at, change.get_to_status_display(), _name(change.by), change.note)


def _name(user: User | None) -> str:
    return user.full_name if user else ""
