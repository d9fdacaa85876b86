"""Who answers for a professional: to whom one says that an account behaves strangely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.partners.models import Referent
from boussole.partners.recipients import animators_of


@dataclass(frozen=True, slots=True)
class Watchers:
    """People, each once, and never the one who is watched."""

    managers: list[User]
    animators: list[User]


def watchers_of(user: User, day: date) -> Watchers:
    """The managers of their structures, and the animation; for somebody of the animation, the national team."""
    structures = [
        each.structure
        for each in Referent.objects.in_force(day).filter(user=user).select_related("structure")
    ]
    managers = [
        each.user
        for structure in structures
        for each in Referent.objects.in_force(day).managing(structure.pk)
    ]
    animators = [animator for structure in structures for animator in animators_of(structure, day)]
    if account_policies.mandates_of(user, day):
        animators += _national_team(day)
    return Watchers(_others(managers, user), _others(animators, user))


def _national_team(day: date) -> list[User]:
    rows = Mandate.objects.in_force(day).filter(role=Mandate.Role.NATIONAL, user__is_active=True)
    return [mandate.user for mandate in rows.select_related("user").order_by("pk")]


def _others(people: list[User], user: User) -> list[User]:
    return list({person.pk: person for person in people if person.pk != user.pk}.values())
