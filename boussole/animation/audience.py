"""To whom a message of the animation goes: the people of the structures that it chooses, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, Q

from boussole.accounts.models import User
from boussole.accounts.policies import around
from boussole.animation.models import MessageKind, PartnerMessage, Unsubscription
from boussole.core.typography import alphabetical
from boussole.offers.queries import works_on
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.partners.models.structure import StructureQuerySet

Charter = PartnerMessage.Charter


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, and the structure for which they are written to."""

    user: User
    structure: Structure


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who will receive it, and how many asked not to."""

    recipients: tuple[Recipient, ...]
    refused: int = 0

    @property
    def fingerprint(self) -> str:
        """The same for the same people: what was looked at is what is sent."""
        people = ",".join(str(pk) for pk in sorted(each.user.pk for each in self.recipients))
        return sha256(people.encode()).hexdigest()[:16]


def audience_of(message: PartnerMessage, now: datetime) -> Audience:
    """Those it would reach at this moment, by structure then by name. Two queries, three for news."""
    people = Referent.objects.in_force(now.date()).filter(
        structure__in=structures_chosen(message, now), user__is_active=True
    )
    if message.people == PartnerMessage.People.MANAGERS:
        people = people.filter(role=Referent.Role.MANAGER)
    rows = sorted(people.select_related("user", "structure"), key=_order)
    by_user: dict[int, Recipient] = {}
    for row in rows:  # somebody who answers for two structures is written to for the first
        by_user.setdefault(row.user_id, Recipient(row.user, row.structure))
    found = list(by_user.values())
    refused = _refused(message, found)
    kept = tuple(each for each in found if each.user.pk not in refused)
    return Audience(kept, refused=len(found) - len(kept))


def _order(referent: Referent) -> tuple[str, int, str, int]:
    name = alphabetical(referent.structure.name)
    return name, referent.structure_id, alphabetical(referent.user.full_name), referent.pk


def structures_chosen(message: PartnerMessage, now: datetime) -> StructureQuerySet:
    """The structures that serve the territory, narrowed by what the message says."""
    rows = Structure.objects.filter(areas__overlap=around(tuple(message.territory.areas)))
    # Without a choice, all but those that left: whoever finishes a last request is of the network no more.
    standing = Q(status=message.standing) if message.standing else ~Q(status=Structure.Status.LEFT)
    rows = rows.filter(standing)
    if message.theme_id is not None:
        rows = rows.filter(works_on(message.theme_id))
    return _by_charter(rows, message, now)


def _by_charter(rows: StructureQuerySet, message: PartnerMessage, now: datetime) -> StructureQuerySet:
    """One that was signed without a territory counts everywhere."""
    here = CharterAgreement.objects.filter(
        Q(territory=message.territory_id) | Q(territory=None), structure=OuterRef("pk")
    )
    in_force = Exists(here.in_force(now))
    at_work = Exists(here.filter(status__in=CharterAgreement.AT_WORK))
    match message.charter:
        case Charter.IN_FORCE:
            return rows.filter(in_force)
        case Charter.AT_WORK:
            return rows.filter(at_work)
        case Charter.NONE:
            return rows.filter(~in_force, ~at_work)
        case _:
            return rows


def _refused(message: PartnerMessage, found: Iterable[Recipient]) -> set[int]:
    """Those who want no news of the territory; a message of service is not news."""
    if message.kind != MessageKind.NEWS:
        return set()
    people = [each.user.pk for each in found]
    rows = Unsubscription.objects.filter(territory=message.territory_id, user__in=people)
    return set(rows.values_list("user", flat=True))
