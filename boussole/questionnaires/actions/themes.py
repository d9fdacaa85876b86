"""The national team writes the themes and their categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import codes
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.core.typography import enumeration
from boussole.questionnaires import policies
from boussole.questionnaires.changes import uses_of
from boussole.questionnaires.models import Category, Theme

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What is said of a theme."""

    code: str
    name: str
    invitation: str
    description: str = ""
    pictogram: str = "compass"
    is_sensitive: bool = False


class CategoryInUse(MoveRefused):
    """Something still stands in the category: `uses` names it."""

    def __init__(self, category: Category, uses: list[str]) -> None:
        shown = enumeration([f"« {each} »" for each in uses[:5]])
        more = f", et {len(uses) - 5} autres" if len(uses) > 5 else ""
        super().__init__(f"« {category.name} » sert encore : {shown}{more}. Changez d’abord leur catégorie.")
        self.uses = uses


@transaction.atomic
def write_theme(theme: Theme | None, words: ThemeWords, *, by: User, day: date, now: datetime) -> Theme:
    """Create a theme, last, or word one anew.

    :raises NotAllowed: for somebody who is not of the national team
    :raises MoveRefused: when the code is taken, or would change though something names it
    """
    policies.can_edit_national(by, day).require()
    theme = locked(theme) if theme else Theme(position=Theme.objects.count())
    if theme.pk and theme.code != words.code and theme.is_used:
        raise MoveRefused("Le code de ce thème est déjà utilisé : il ne change plus.")
    if Theme.objects.filter(code=words.code).exclude(pk=theme.pk).exists():
        raise MoveRefused(f"Un autre thème porte déjà le code « {words.code} ».")
    for name in ThemeWords.__slots__:
        setattr(theme, name, getattr(words, name))
    theme.save()
    trail.record("theme.written", by=by, on=theme, at=now)
    return theme


@transaction.atomic
def move_theme(theme: Theme, by_places: int, *, by: User, day: date) -> None:
    """One place up or down in the list of everybody.

    :raises NotAllowed: for somebody who is not of the national team
    """
    policies.can_edit_national(by, day).require()
    moved_among(list(Theme.objects.select_for_update().order_by("position", "code")), theme, by_places)


@transaction.atomic
def add_category(theme: Theme, name: str, *, by: User, day: date, now: datetime) -> Category:
    """One more heading of the results, last.

    :raises NotAllowed: for somebody who is not of the national team
    """
    policies.can_edit_national(by, day).require()
    theme = locked(theme)
    taken = set(theme.categories.values_list("code", flat=True))
    code = codes.free_code(codes.code_from(name, otherwise="categorie", longest=40), taken)
    category = theme.categories.create(code=code, name=name, position=len(taken))
    # By its number: a name that holds a telephone number makes a code that no trace accepts.
    trail.record("theme.category_written", by=by, on=theme, at=now, category=category.pk)
    return category


@transaction.atomic
def rename_category(category: Category, name: str, *, by: User, day: date, now: datetime) -> Category:
    """Another name; its code, that offers know, stays.

    :raises NotAllowed: for somebody who is not of the national team
    """
    policies.can_edit_national(by, day).require()
    category = locked(category)
    category.name = name
    category.save(update_fields=["name"])
    trail.record("theme.category_written", by=by, on=category.theme, at=now, category=category.pk)
    return category


@transaction.atomic
def move_category(category: Category, by_places: int, *, by: User, day: date) -> None:
    """Up or down among the headings of the results.

    :raises NotAllowed: for somebody who is not of the national team
    """
    policies.can_edit_national(by, day).require()
    theme = locked(category.theme)
    moved_among(list(theme.categories.order_by("position", "code")), category, by_places)


@transaction.atomic
def remove_category(category: Category, *, by: User, day: date, now: datetime) -> None:
    """Take away a category in which nothing stands.

    :raises NotAllowed: for somebody who is not of the national team
    :raises CategoryInUse: when something does
    """
    policies.can_edit_national(by, day).require()
    category = locked(category)
    if uses := uses_of(category):
        raise CategoryInUse(category, uses)
    trail.record("theme.category_removed", by=by, on=category.theme, at=now, category=category.pk)
    category.delete()


def moved_among(rows: Sequence[Row], row: models.Model, places: int) -> bool:
    """Give a row its new rank among these, which are in order and locked; whether anything moved."""
    order = list(rows)
    here = next(place for place, each in enumerate(order) if each.pk == row.pk)
    there = here + places
    if not 0 <= there < len(order):
        return False
    order.insert(there, order.pop(here))
    for rank, each in enumerate(order):
        if each.position != rank:  # type: ignore[attr-defined]
            each.position = rank  # type: ignore[attr-defined]
            each.save(update_fields=["position"])
    return True
