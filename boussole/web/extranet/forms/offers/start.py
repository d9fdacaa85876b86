"""The beginning of an offer: for which structure, on which theme, called how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from boussole.partners.models import Structure
from boussole.questionnaires.models import Category
from boussole.web.shared.fields import one_line


class StartForm(forms.Form):
    """Theme and category are one choice: the second is always one of the first."""

    use_required_attribute = False
    structure = forms.ChoiceField(
        label="Pour quelle structure ?", error_messages={"required": "Choisissez la structure."}
    )
    category = forms.ChoiceField(
        label="Sujet de l’offre",
        help_text="Le sujet décide des questions posées aux jeunes.",
        error_messages={"required": "Choisissez le sujet de l’offre."},
    )
    title = one_line(
        "Titre", 120, "Ce que le jeune obtient, avec un verbe : « Préparer ton entretien avec quelqu’un »."
    )

    def __init__(self, *args: Any, structures: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structures = {structure.code: structure for structure in structures}
        self.fields["title"].required = True
        self.fields["title"].error_messages["required"] = "Donnez un titre : vous pourrez le changer."
        rows = Category.objects.select_related("theme").order_by("theme__position", "theme__name", "position")
        self.categories = {f"{row.theme.code}/{row.code}": row for row in rows}
        themes: dict[str, list[tuple[str, str]]] = {}
        for key, row in self.categories.items():
            themes.setdefault(row.theme.name, []).append((key, row.name))
        cast(forms.ChoiceField, self.fields["category"]).choices = [("", "Choisir"), *themes.items()]
        if len(structures) > 1:
            names = [(structure.code, structure.name) for structure in structures]
            cast(forms.ChoiceField, self.fields["structure"]).choices = [("", "Choisir"), *names]
        else:
            del self.fields["structure"]

    def clean_structure(self) -> Structure:
        return self.structures[self.cleaned_data["structure"]]

    def clean_category(self) -> Category:
        return self.categories[self.cleaned_data["category"]]

    @property
    def chosen_structure(self) -> Structure:
        """The one chosen, or the only one."""
        return cast(Structure, self.cleaned_data.get("structure") or next(iter(self.structures.values())))
