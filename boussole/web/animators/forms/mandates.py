"""Give a mandate to somebody, and end one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms

from boussole.accounts.actions import MandateTerms, NewPerson
from boussole.accounts.models import Mandate
from boussole.core.typography import alphabetical, day_in_words
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.web.shared.people_fields import JobField, NameField
from boussole.web.shared.refusable import RefusableForm

Role = Mandate.Role
ROLE_HINTS = {
    Role.ANIMATOR.value: "Anime un territoire : partenaires, offres, demandes en retard.",
    Role.REGIONAL.value: "Lit les partenaires, les offres et les chiffres d’une région.",
    Role.NATIONAL.value: "Écrit les questionnaires, ouvre les territoires, donne les mandats. Ne voit aucune demande.",
    Role.OBSERVER.value: "Lit les chiffres d’un territoire, d’une région ou du pays, sans aucune donnée personnelle.",
}
DAY = {"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GiveMandateForm(RefusableForm):
    """Who, which role, where, and between which days."""

    email = forms.EmailField(label="E-mail", error_messages={"required": "Donnez son adresse e-mail."})
    first_name = NameField(label="Prénom", error_messages={"required": "Donnez son prénom."})
    last_name = NameField(label="Nom", error_messages={"required": "Donnez son nom."})
    job_title = JobField(required=False)
    role = forms.ChoiceField(
        label="Rôle",
        choices=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rôle."},
    )
    territory = forms.ChoiceField(
        label="Territoire", required=False, help_text="Pour l’animation, ou pour observer un territoire."
    )
    region = forms.ChoiceField(
        label="Région", required=False, help_text="Pour une référence régionale, ou pour observer une région."
    )
    starts_on = forms.DateField(label="Premier jour", widget=day_input(), error_messages=DAY)
    ends_on = forms.DateField(
        label="Dernier jour",
        required=False,
        help_text="Vide : jusqu’à nouvel ordre.",
        widget=day_input(),
        error_messages=DAY,
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_on": day, "role": Role.ANIMATOR}, **kwargs)
        self.territories = {each.code: each for each in Territory.objects.order_by("name")}
        self._choose("territory", [(code, each.name) for code, each in self.territories.items()])
        regions = [
            (key.removeprefix("region:"), geography().name_of(key)) for key in geography().areas("region")
        ]
        self._choose("region", sorted(regions, key=lambda each: alphabetical(each[1])))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        role = said.get("role")
        if role == Role.ANIMATOR and not said.get("territory"):
            self.add_error("territory", "Choisissez le territoire à animer.")
        if role == Role.REGIONAL and not said.get("region"):
            self.add_error("region", "Choisissez la région à suivre.")
        if role == Role.OBSERVER and said.get("territory") and said.get("region"):
            self.add_error("region", "Choisissez un territoire ou une région, pas les deux.")
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Le dernier jour vient après le premier, ou c’est le même.")
        return said

    @property
    def person(self) -> NewPerson:
        said = self.cleaned_data
        return NewPerson(said["email"], said["first_name"], said["last_name"], said["job_title"])

    @property
    def terms(self) -> MandateTerms:
        """The action keeps only the place that goes with the role."""
        said = self.cleaned_data
        return MandateTerms(
            role=Role(said["role"]),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            territory=self.territories.get(said["territory"]),
            region=said["region"],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", "Choisir"), *choices]


class EndMandateForm(RefusableForm):
    """When it ends: at once when that may be, or in the evening of a day."""

    NOW, LATER = "maintenant", "jour"

    when = forms.ChoiceField(
        label="Quand prend-il fin ?",
        choices=[(NOW, "Tout de suite"), (LATER, "Au soir d’un jour choisi")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez quand il prend fin."},
    )
    last_day = forms.DateField(
        label="Dernier jour",
        required=False,
        help_text="Si vous choisissez un jour.",
        widget=day_input(),
        error_messages=DAY,
    )

    def __init__(self, *args: Any, today: date, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"last_day": max(today, earliest)}, **kwargs)
        self.yesterday = today - timedelta(days=1)
        if earliest > today:  # nobody ends it at once, alone
            del self.fields["when"]
            words = day_in_words(earliest, year=True)
            self.fields["last_day"].help_text = f"Au plus tôt le {words}, au soir."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        asked = said.get("when", self.LATER) == self.LATER and "when" not in self.errors
        if asked and not said.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", DAY["required"])
        return said

    @property
    def ends_on(self) -> date:
        """Yesterday ends it at once."""
        if self.cleaned_data.get("when") == self.NOW:
            return self.yesterday
        return cast(date, self.cleaned_data["last_day"])
