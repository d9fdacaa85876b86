"""Two files of data.inclusion, then what to take from them."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.interop.data_inclusion.loads import LONGEST_FILE, departements_of
from boussole.interop.data_inclusion.publics import Audience
from boussole.interop.data_inclusion.selection import Choice
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from boussole.web.animators.forms.territories import departement_choices

AUDIENCES = (
    (Audience.OPEN.value, "Tous les services qui leur sont ouverts"),
    (Audience.NAMED.value, "Seulement ceux qui disent « jeunes », « étudiants » ou « tous publics »"),
)


class SourceFilesForm(forms.Form):
    """For which territory, in which département, from which files."""

    territory = forms.ChoiceField(label="Territoire")
    departement = forms.ChoiceField(label="Département")
    structures = forms.FileField(
        label="Fichier des structures",
        help_text="En JSON, CSV ou Parquet.",
        error_messages={"required": "Choisissez le fichier des structures."},
    )
    services = forms.FileField(
        label="Fichier des services",
        help_text="Du même jour que celui des structures.",
        error_messages={"required": "Choisissez le fichier des services."},
    )

    def __init__(self, *args: Any, territories: list[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territories = {territory.code: territory for territory in territories}
        choice = cast(forms.ChoiceField, self.fields["territory"])
        choice.choices = [(each.code, each.name) for each in territories]
        if len(territories) == 1:
            choice.widget = forms.HiddenInput()
            self.initial["territory"] = territories[0].code
        where = cast(forms.ChoiceField, self.fields["departement"])
        where.choices = departement_choices()
        first = self.territories.get(str(self.initial.get("territory"))) or territories[0]
        where.initial = next(iter(departements_of(first)), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("structures", "services"):
            if (file := cleaned.get(name)) is not None and file.size > LONGEST_FILE:
                self.add_error(name, "Ce fichier est trop grand : choisissez un fichier de data.inclusion.")
        return cleaned

    @property
    def chosen_territory(self) -> Territory:
        return self.territories[self.cleaned_data["territory"]]


class ChoiceForm(forms.Form):
    """The filters of the preview. All is kept at first but what is not said to be free."""

    themes = forms.MultipleChoiceField(
        label="Thèmes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un thème."},
    )
    audience = forms.ChoiceField(label="Pour les jeunes", widget=forms.RadioSelect, choices=AUDIENCES)
    free_only = forms.BooleanField(label="Seulement les services que la source dit gratuits", required=False)

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = [(t.code, t.name) for t in themes]

    @classmethod
    def at_first(cls, themes: list[Theme]) -> dict[str, Any]:
        """What is chosen before anybody chooses."""
        return {
            "themes": [theme.code for theme in themes],
            "audience": Audience.OPEN.value,
            "free_only": "on",
        }

    @property
    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        return Choice(tuple(cleaned["themes"]), Audience(cleaned["audience"]), cleaned["free_only"])
