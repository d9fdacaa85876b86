"""What a mandate opens. Rights follow the zone served, not the owner's level (product.md 3)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q

from boussole.accounts.models import Mandate, User
from boussole.territories.geography import geography

NETWORK_ROLES = {Mandate.Role.ANIMATOR, Mandate.Role.REGIONAL, Mandate.Role.NATIONAL}


def mandates_of(user: User, day: date) -> list[Mandate]:
    """The mandates in force that day; asked once per request, kept on the user."""
    kept = getattr(user, "_mandates_in_force", None)
    if kept is None or kept[0] != day:
        rows = list(Mandate.objects.in_force(day).filter(user=user).select_related("territory"))
        kept = user._mandates_in_force = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def is_national(user: User, day: date) -> bool:
    return any(mandate.role == Mandate.Role.NATIONAL for mandate in mandates_of(user, day))


def serves_a_scope_of(user: User, day: date, field: str = "areas") -> Q:
    """A filter on rows whose zone meets the territories, regions or country of the person's mandates."""
    allowed = Q(pk__in=[])
    for mandate in mandates_of(user, day):
        if mandate.role == Mandate.Role.NATIONAL:
            return Q()
        if mandate.role == Mandate.Role.ANIMATOR and mandate.territory:
            allowed |= Q(**{f"{field}__overlap": _around(tuple(mandate.territory.areas))})
        elif mandate.role == Mandate.Role.REGIONAL:
            allowed |= Q(**{f"{field}__overlap": _around((f"region:{mandate.region}",))})
    return allowed


@lru_cache(maxsize=256)
def _around(areas: tuple[str, ...]) -> list[str]:
    """Every area that shares a commune with these: a département meets its communes, its région, France."""
    reference = geography()
    communes = {code for area in areas for code in reference.communes_of(area)}
    return sorted({area for code in communes for area in reference.commune(code).areas})
