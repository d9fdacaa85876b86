"""What modules above are told of, and asked about, without this one knowing them.

They register here, in their `reactions.py`: offers have what matching reads written again, and are looked at
again when a question has one more answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.reactions import Reactions
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.models import Category, Questionnaire


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that has just gone on line, and the one that it replaces there."""

    questionnaire: Questionnaire
    former: Questionnaire | None
    by: User | None
    now: datetime

    @property
    def before(self) -> Definition | None:
        """What young people were asked there until now: the former version, or the national one still followed."""
        if self.former is not None:
            return self.former.definition
        followed = self.questionnaire.based_on
        return followed.definition if followed is not None else None


# Called in the transaction that publishes a version.
_publications = Reactions[[Publication]]()
on_publish, tell_published = _publications.register, _publications.tell

Uses = Callable[[Category], list[str]]
_uses: list[Uses] = []


def uses_categories(uses: Uses) -> Uses:
    """Decorates a function that names what stands in a category, each by words that a person knows."""
    if uses not in _uses:
        _uses.append(uses)
    return uses


def uses_of(category: Category) -> list[str]:
    """What keeps a category from being removed."""
    return [name for uses in _uses for name in uses(category)]
