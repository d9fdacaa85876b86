"""What a colleague answers for."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.partners.models import Referent
from boussole.questionnaires.models import Theme
from boussole.web.extranet.forms.communes import CommunesPicker


class PartForm(CommunesPicker):
    """The role, some themes and communes or all of them."""

    role = forms.ChoiceField(
        label="Rôle dans la structure",
        choices=Referent.Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rôle."},
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        help_text="Aucun coché : tous les thèmes.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, referent: Referent, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "role": referent.role,
                "themes": [theme.code for theme in referent.themes.all()],
            },
        )
        super().__init__(*args, **kwargs)
        self.known = {theme.code: theme for theme in Theme.objects.order_by("position", "pk")}
        themes = cast(forms.MultipleChoiceField, self.fields["themes"])
        themes.choices = [(code, theme.name) for code, theme in self.known.items()]
        self.offer(referent.structure.areas, referent.communes)

    @property
    def part(self) -> dict[str, Any]:
        """What the action needs."""
        said = self.cleaned_data
        return {
            "role": said["role"],
            "themes": [self.known[code] for code in said["themes"]],
            "communes": self.picked,
        }
