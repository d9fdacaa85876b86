"""Who answers in each structure, on each day: the people whom the policies would let act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.partners.models import Referent

FOLLOWS_THEIR_OFFER = 0.75  # how often the person named on the offer answers, rather than a colleague
MANAGERS_SHARE = 0.3  # how often a manager answers, compared with a referent


@dataclass(frozen=True, slots=True)
class Member:
    user: User
    role: str
    themes: frozenset[int]  # empty: all of them
    communes: frozenset[str]
    since: date
    until: date

    def answers_for(self, contact_request: ContactRequest, day: date) -> bool:
        """The rule of `ContactRequest.objects.visible_to`, which has the last word."""
        if not self.since <= day <= self.until:
            return False
        if self.role == Referent.Role.MANAGER:
            return True
        fits_theme = not self.themes or contact_request.offer.theme_id in self.themes
        return fits_theme and (not self.communes or contact_request.filing.commune in self.communes)


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody does not answer between these days; `deputy` does, if anybody."""

    user: int
    since: date
    until: date
    deputy: User | None = None


class Teams:
    """Every structure's people, read once; and who is away, told by whoever writes the absences."""

    def __init__(self, gone: Sequence[Gone] = ()) -> None:
        self._gone = gone
        self._members: dict[int, list[Member]] = defaultdict(list)
        rows = Referent.objects.select_related("user").prefetch_related("themes").order_by("pk")
        for row in rows:
            member = Member(
                user=row.user,
                role=row.role,
                themes=frozenset(theme.pk for theme in row.themes.all()),
                communes=frozenset(row.communes),
                since=row.starts_on,
                until=row.ends_on or date.max,
            )
            self._members[row.structure_id].append(member)

    def somebody_for(self, rng: Random, contact_request: ContactRequest, day: date) -> User | None:
        """Who follows this request; None when the structure has nobody for it that day."""
        team = [m for m in self._members[contact_request.structure_id] if m.answers_for(contact_request, day)]
        named = [m for m in team if m.user.pk == contact_request.offer.followed_by_id]
        if named and rng.random() < FOLLOWS_THEIR_OFFER:
            return named[0].user
        if not team:
            return None
        return self._drawn(rng, team)

    def colleague_of(
        self, rng: Random, user: User, contact_request: ContactRequest, day: date
    ) -> User | None:
        """Somebody else of the structure whom the request may be entrusted to."""
        team = self._members[contact_request.structure_id]
        others = [m for m in team if m.user != user and m.answers_for(contact_request, day)]
        return self._drawn(rng, others) if others else None

    def whoever_is_there(self, user: User, day: date) -> User | None:
        """This person, or who stands in for them that day; None when nobody does."""
        gone = next(
            (each for each in self._gone if each.user == user.pk and each.since <= day <= each.until), None
        )
        return gone.deputy if gone else user

    @staticmethod
    def _drawn(rng: Random, team: Sequence[Member]) -> User:
        weights = [MANAGERS_SHARE if m.role == Referent.Role.MANAGER else 1 for m in team]
        return rng.choices(team, weights)[0].user
