"""Who reads, and what of each coordinate they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.partners.directory.listed import structures_in_directory, territories_of
from boussole.partners.models import DirectoryCoordinate
from boussole.partners.policies import referents_of

Visibility = DirectoryCoordinate.Visibility


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read the directory, and the territories in which they work."""

    user: int
    territories: frozenset[int]

    def may_read(self, coordinate: DirectoryCoordinate, territories: frozenset[int]) -> bool:
        """Whether its owner, who works in these territories, agreed to show it to this reader."""
        if coordinate.consented_at is None:
            return False
        if coordinate.visibility == Visibility.DIRECTORY:
            return True
        return coordinate.visibility == Visibility.TERRITORY and bool(self.territories & territories)


def reader_of(user: User, now: datetime) -> Reader:
    """Their territories: those they animate, and those where one of their structures has signed.

    Regional and national people work in none: « mon territoire » is what its partners have in common.
    """
    mine = [each.structure_id for each in referents_of(user, now.date())]
    structures = structures_in_directory(now).filter(pk__in=mine) if mine else []
    signed = territories_of(structures, now)
    animated = {territory.pk for territory in animated_territories(user, now.date())}
    return Reader(user.pk, frozenset(animated).union(*signed.values()))
