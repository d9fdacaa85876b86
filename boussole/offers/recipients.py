"""Who answers for offers: to whom messages go, never to somebody who left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from boussole.accounts.models import User
from boussole.offers.models import Offer
from boussole.partners.absences import covering
from boussole.partners.models import Absence, Referent


@dataclass(frozen=True)
class Teams:
    """The people who answer for some structures on one day. `of` reads them all in three queries."""

    referents: Mapping[int, list[Referent]]
    absences: Mapping[int, list[Absence]]

    @classmethod
    def of(cls, structures: Iterable[int], day: date) -> Teams:
        wanted = set(structures)
        rows = Referent.objects.in_force(day).filter(structure__in=wanted, user__is_active=True)
        referents: dict[int, list[Referent]] = defaultdict(list)
        for row in rows.select_related("user").prefetch_related("themes").order_by("pk"):
            referents[row.structure_id].append(row)
        return cls(dict(referents), covering(wanted, day))

    def answering_for(self, offer: Offer) -> list[User]:
        """Everybody whose part it is: the managers, and the referents of its theme or of all themes."""
        return [
            row.user
            for row in self.referents.get(offer.structure_id, ())
            if row.is_manager or _has_theme(row, offer.theme_id)
        ]

    def keeping(self, offer: Offer) -> list[User]:
        """Who keeps it true: the person who follows it, else everybody whose part it is, else whoever is left.

        Somebody away is left in peace when somebody else is there.
        """
        everybody = self.answering_for(offer)
        follower = [user for user in everybody if user.pk == offer.followed_by_id]
        there = [user for user in everybody if not self._is_away(user, offer)]
        left = [row.user for row in self.referents.get(offer.structure_id, ())]
        return [user for user in follower if user in there] or there or everybody or left

    def _is_away(self, user: User, offer: Offer) -> bool:
        """Away alone: when the whole structure is, somebody must still be told."""
        return any(each.user_id == user.pk for each in self.absences.get(offer.structure_id, ()))


def _has_theme(referent: Referent, theme: int) -> bool:
    themes = {each.pk for each in referent.themes.all()}
    return not themes or theme in themes
