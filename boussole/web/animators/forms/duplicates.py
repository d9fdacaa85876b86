"""Which of two records stays, and what it will say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from boussole.partners.models import Structure
from boussole.web.animators.comparing_structures import (
    BOTH,
    ONE,
    OTHER,
    Difference,
    Side,
    differences,
    is_empty,
    values_of,
)
from boussole.web.shared.refusable import RefusableForm

NOTHING = "Rien"


class MergeForm(RefusableForm):
    """A choice a difference; the record that stays is proposed, and its words where it has some."""

    def __init__(self, posted: QueryDict | None = None, *, one: Side, other: Side) -> None:
        super().__init__(posted)
        self.one, self.other = one, other
        self.differences = differences(one.structure, other.structure)
        stays = ONE if one.weight < other.weight else OTHER
        self.fields["kept"] = self._choice(
            "Quelle fiche reste ?",
            [(ONE, self._named(one)), (OTHER, self._named(other))],
            stays,
            "Son adresse et son historique continuent. L’adresse de l’autre mènera à elle.",
        )
        for each in self.differences:
            self.fields[each.name] = self._choice(
                each.label.capitalize(), _options(each), self._best(each, stays)
            )

    @property
    def kept(self) -> Structure:
        return self._sides[self.cleaned_data["kept"]]

    @property
    def gone(self) -> Structure:
        return self._sides[OTHER if self.cleaned_data["kept"] == ONE else ONE]

    @property
    def values(self) -> dict[str, Any]:
        chosen = {each.name: self.cleaned_data[each.name] for each in self.differences}
        return values_of(self.one.structure, self.other.structure, chosen)

    @property
    def difference_fields(self) -> list[forms.BoundField]:
        return [self[each.name] for each in self.differences]

    @property
    def _sides(self) -> dict[str, Structure]:
        return {ONE: self.one.structure, OTHER: self.other.structure}

    def _best(self, each: Difference, stays: str) -> str:
        """The words of the record that stays, unless it has none; of two zones, both."""
        if each.name == "areas":
            return BOTH
        return stays if not is_empty(self._sides[stays], each.name) else OTHER if stays == ONE else ONE

    def _named(self, side: Side) -> str:
        return f"{side.structure.name}, {side.where} ({side.structure.get_status_display().lower()})"

    @staticmethod
    def _choice(
        label: str, options: list[tuple[str, str]], initial: str, help_text: str = ""
    ) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label,
            choices=options,
            initial=initial,
            help_text=help_text,
            widget=forms.RadioSelect,
            error_messages={"required": "Choisissez l’une des deux."},
        )


def _options(each: Difference) -> list[tuple[str, str]]:
    options = [(ONE, each.one or NOTHING), (OTHER, each.other or NOTHING)]
    return [*options, (BOTH, "Les deux zones réunies")] if each.name == "areas" else options
