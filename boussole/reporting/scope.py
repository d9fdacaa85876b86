"""What part of the country a person reads the figures of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import mandates_of
from boussole.core.typography import enumeration
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.territories.zones import Zone

Role = Mandate.Role


@dataclass(frozen=True)
class Scope:
    """Some territories, or the whole country, requests from outside any territory included."""

    name: str
    territories: tuple[Territory, ...] = ()
    is_everything: bool = False

    def filter(self, field: str) -> Q:
        """A filter on rows whose `field` names their territory."""
        return Q() if self.is_everything else Q(**{f"{field}__in": self.territories})


def scope_of(user: User, day: date) -> Scope | None:
    """The widest view that the person's mandates open that day; None for somebody without a mandate."""
    mandates = mandates_of(user, day)
    if not mandates:
        return None
    if any(_is_of_the_country(mandate) for mandate in mandates):
        return Scope("France", is_everything=True)
    territories: dict[int, Territory] = {}
    names: list[str] = []
    for mandate in mandates:
        if mandate.territory:
            territories[mandate.territory.pk] = mandate.territory
            names.append(mandate.territory.name)
        elif mandate.region:
            territories |= {territory.pk: territory for territory in _territories_in(mandate.region)}
            names.append(geography().name_of(f"region:{mandate.region}"))
    return Scope(enumeration(list(dict.fromkeys(names))), tuple(territories.values()))


def _is_of_the_country(mandate: Mandate) -> bool:
    """The national team, and an observer whose mandate names no place."""
    nowhere = not mandate.territory_id and not mandate.region
    return mandate.role == Role.NATIONAL or (mandate.role == Role.OBSERVER and nowhere)


def _territories_in(region: str) -> list[Territory]:
    whole = Zone.parse([f"region:{region}"])
    return [each for each in Territory.objects.order_by("name") if Zone.parse(each.areas).is_inside(whole)]
