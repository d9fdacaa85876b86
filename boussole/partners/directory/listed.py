"""Who is in the directory: structures that signed, their people, and those who run the network (decision 0035)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from boussole.accounts.models import Mandate
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.partners.models.referent import ReferentQuerySet
from boussole.partners.models.structure import StructureQuerySet
from boussole.territories.geography import UnknownCommune, geography
from boussole.territories.models import Territory

# Who runs the network and reads the directory; an observer reads figures alone (product.md 3).
ROLES = (Mandate.Role.ANIMATOR, Mandate.Role.REGIONAL, Mandate.Role.NATIONAL)


def structures_in_directory(now: datetime) -> StructureQuerySet:
    """Partners whose charter is in force at this moment: a tolerance shows offers, it opens no directory."""
    signed = CharterAgreement.objects.in_force(now).filter(structure=OuterRef("pk"))
    return Structure.objects.filter(Exists(signed), status=Structure.Status.ACTIVE)


def people_in_directory(now: datetime) -> ReferentQuerySet:
    """Those who answer for these structures, their account open."""
    there = Referent.objects.in_force(now.date()).filter(user__is_active=True)
    return there.filter(structure__in=structures_in_directory(now))


def animation_in_directory(now: datetime) -> list[Mandate]:
    """Those who run the network: some hundreds in the whole country. One query."""
    rows = Mandate.objects.in_force_at(now).filter(role__in=ROLES, user__is_active=True)
    return list(
        rows.select_related("user", "territory").order_by("user__last_name", "user__first_name", "pk")
    )


def territories_of(structures: Iterable[Structure], now: datetime) -> dict[int, frozenset[int]]:
    """For each structure, the territories in which its charter is in force. Two queries at most.

    One that was signed without a territory counts for the territory where the structure is.
    """
    rows = {each.pk: each for each in structures}
    found: dict[int, set[int]] = defaultdict(set)
    nowhere: set[int] = set()
    signed = CharterAgreement.objects.in_force(now).filter(structure__in=rows)
    for structure, territory in signed.values_list("structure", "territory"):
        if territory:
            found[structure].add(territory)
        else:
            nowhere.add(structure)
    open_ones = list(Territory.objects.filter(is_open=True).order_by("pk")) if nowhere else []
    for structure in nowhere:
        if (home := _home(rows[structure].commune, open_ones)) is not None:
            found[structure].add(home)
    return {pk: frozenset(territories) for pk, territories in found.items()}


def _home(commune: str, territories: list[Territory]) -> int | None:
    try:
        there = set(geography().commune(commune).areas)
    except UnknownCommune:
        return None
    return next((each.pk for each in territories if there & set(each.areas)), None)
