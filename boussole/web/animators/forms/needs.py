"""What an animator writes about a need: a prospect, a step, a question to a structure."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.animation.actions import ProspectPlan
from boussole.animation.models import Prospect
from boussole.orientation.replay import search_areas
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.territories.zones import Zone

LONGEST_NEED = 300
MOST_SEARCHES = 1_000_000
_BEFORE = "Écrivez une date comme 15/12/2026."


def _date(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _BEFORE},
    )


class NeedForm(forms.Form):
    """Which need, and where: comes filled in from the list of needs."""

    theme = forms.ChoiceField(label="Thème", error_messages={"required": "Choisissez le thème."})
    area = forms.ChoiceField(label="Où", required=False)
    need = forms.CharField(
        label="Le besoin, en quelques mots",
        max_length=LONGEST_NEED,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Qui cherche quoi, sans nommer personne.",
        error_messages={"required": "Dites quel besoin n’est pas couvert."},
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {theme.code: theme for theme in Theme.objects.all()}
        theme = cast(forms.ChoiceField, self.fields["theme"])
        theme.choices = [(code, each.name) for code, each in self.themes.items()]
        area = cast(forms.ChoiceField, self.fields["area"])
        places = [
            (key, geography().name_in_words(key)) for key in search_areas(Zone.restored(territory.areas))
        ]
        area.choices = [
            ("", f"Tout le territoire ({territory.name})"),
            *sorted(places, key=lambda one: one[1]),
        ]

    @property
    def chosen_theme(self) -> Theme:
        return self.themes[self.cleaned_data["theme"]]


class ProspectForm(NeedForm):
    """A need, and the body that could meet it when one is known."""

    name = forms.CharField(
        label="Un organisme qui pourrait y répondre",
        max_length=160,
        required=False,
        help_text="Vide tant que vous cherchez qui.",
    )
    contact = forms.CharField(
        label="Comment le joindre",
        max_length=200,
        required=False,
        help_text="Téléphone, e-mail, personne à demander.",
    )
    due_on = _date("Prochain pas le", "Le jour où vous voulez y revenir.")
    searches = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_SEARCHES, widget=forms.HiddenInput
    )

    @property
    def plan(self) -> ProspectPlan:
        given = self.cleaned_data
        return ProspectPlan(
            theme=self.chosen_theme,
            need=given["need"],
            area=given["area"],
            searches=given["searches"] or 0,
            name=given["name"],
            contact=given["contact"],
            due_on=given["due_on"],
        )


class ContactForm(forms.Form):
    """Who could meet the need, how to reach them, when to take the next step."""

    name = forms.CharField(label="Organisme", max_length=160, required=False)
    contact = forms.CharField(label="Comment le joindre", max_length=200, required=False)
    due_on = _date("Prochain pas le")


class StepForm(forms.Form):
    """What was done, and where it leads."""

    note = forms.CharField(
        label="Ce qui a été fait", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    status = forms.ChoiceField(label="Où en est-on ?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, prospect: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Prospect.Status(prospect.status)
        open_to = [each for each in Prospect.Status if each in Prospect.MOVES[current]]
        field = cast(forms.ChoiceField, self.fields["status"])
        field.choices = [(current.value, f"{current.label} (sans changement)")] + [
            (each.value, each.label) for each in open_to if each != Prospect.Status.WON
        ]
        field.initial = current.value


class WonForm(forms.Form):
    """Which structure of the network the prospect has become."""

    structure = forms.ChoiceField(
        label="Quelle structure est-il devenu ?", error_messages={"required": "Choisissez la structure."}
    )

    def __init__(self, *args: Any, structures: list[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structures = {each.code: each for each in structures}
        field = cast(forms.ChoiceField, self.fields["structure"])
        field.choices = [("", "Choisir"), *((code, each.name) for code, each in self.structures.items())]

    @property
    def chosen(self) -> Structure:
        return self.structures[self.cleaned_data["structure"]]


class QuestionForm(NeedForm):
    """Which structure is asked, and what."""

    structure = forms.ChoiceField(
        label="À quelle structure ?", error_messages={"required": "Choisissez la structure à qui demander."}
    )
    text = forms.CharField(
        label="Votre question",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez votre question."},
    )

    def __init__(
        self, *args: Any, territory: Territory, structures: list[Structure], first: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, territory=territory, **kwargs)
        self.structures = {each.code: each for each in structures}
        close = [(each.code, each.name) for each in structures if each.code in first]
        others = [(each.code, each.name) for each in structures if each.code not in first]
        field = cast(forms.ChoiceField, self.fields["structure"])
        groups = [("Dont une offre correspond presque", close), ("Les autres partenaires", others)]
        field.choices = [("", "Choisir"), *(group for group in groups if group[1])]
        self.order_fields(["theme", "area", "need", "structure", "text"])

    @property
    def chosen(self) -> Structure:
        return self.structures[self.cleaned_data["structure"]]
