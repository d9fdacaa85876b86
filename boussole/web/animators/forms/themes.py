"""What somebody types about a theme: the national team, or a territory."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.design.pictograms import PICTOGRAMS
from boussole.questionnaires.actions import ThemeWords
from boussole.questionnaires.models import Theme

# The drawings that stand for a subject; the others stand for gestures.
OF_THEMES = {
    "briefcase": "Une mallette",
    "graduation": "Un chapeau d’étudiant",
    "house": "Une maison",
    "heart": "Un cœur",
    "globe": "Un globe",
    "hands": "Des mains",
    "palette": "Une palette",
    "people": "Des personnes",
    "place": "Un lieu",
    "star": "Une étoile",
    "compass": "Une boussole",
}


class ThemeForm(forms.Form):
    """The national words of a theme."""

    name = forms.CharField(label="Nom", max_length=80, error_messages={"required": "Donnez un nom au thème."})
    code = forms.SlugField(
        label="Code",
        help_text="Dans les adresses et les fichiers. Il ne change plus dès que le thème sert.",
        max_length=50,
        error_messages={
            "required": "Donnez un code court, par exemple « emploi ».",
            "invalid": "Écrivez le code en minuscules, sans espace ni accent.",
        },
    )
    invitation = forms.CharField(
        label="Invitation",
        help_text="Ce que le jeune vient faire : « Trouver un emploi, un stage ou un job ».",
        max_length=120,
        error_messages={"required": "Écrivez l’invitation."},
    )
    description = forms.CharField(
        label="Description", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    pictogram = forms.ChoiceField(
        label="Dessin", choices=[(name, words) for name, words in OF_THEMES.items() if name in PICTOGRAMS]
    )
    is_sensitive = forms.BooleanField(
        label="C’est un sujet sensible",
        help_text="Les pages proposent de quitter vite, et des numéros d’aide.",
        required=False,
    )

    def __init__(self, *args: Any, theme: Theme | None = None, **kwargs: Any) -> None:
        initial = (
            {name: getattr(theme, name) for name in ThemeWords.__slots__}
            if theme
            else {"pictogram": "compass"}
        )
        super().__init__(*args, initial=initial, **kwargs)
        if theme is not None and theme.is_used:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = "Il est utilisé : il ne change plus."

    @property
    def words(self) -> ThemeWords:
        return ThemeWords(**self.cleaned_data)


class CategoryForm(forms.Form):
    """The name of a heading of the results."""

    name = forms.CharField(
        label="Nom de la catégorie",
        max_length=120,
        error_messages={"required": "Donnez un nom à la catégorie."},
    )


class OpeningForm(forms.Form):
    """The day from which young people of the territory see a theme."""

    on = forms.DateField(
        label="Ouvrir le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Écrivez une date, par exemple 12/01/2027.",
        },
    )


class ClosingForm(forms.Form):
    """The last day on which they see it."""

    on = forms.DateField(
        label="Dernier jour",
        help_text="Les demandes déjà envoyées continuent.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Écrivez une date, par exemple 12/01/2027.",
        },
    )


class WordsForm(forms.Form):
    """The territory's own words for a theme."""

    invitation = forms.CharField(label="Invitation", max_length=120, required=False)
    description = forms.CharField(
        label="Description", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
