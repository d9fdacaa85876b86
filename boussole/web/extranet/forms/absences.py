"""Somebody says that they, a colleague or the whole structure will be away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from boussole.accounts.models import User
from boussole.core.typography import counted
from boussole.offers.models import Offer
from boussole.partners import actions
from boussole.partners.actions import AbsenceRefused, Plan
from boussole.partners.models import Absence, Referent, Structure
from boussole.partners.policies import can_declare_absence

Rule = Absence.Rule
EVERYBODY = "tous"


def day_field(label: str, help_text: str = "") -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Écrivez un jour qui existe, par exemple 23/11/2026.",
        },
    )


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field of this form its choices, known only when somebody opens the page."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class AbsenceForm(forms.Form):
    """Who, when, and what happens meanwhile. `team` are the people of my structures."""

    who = forms.ChoiceField(label="Qui est absent ?")
    starts_on = day_field("Premier jour d’absence")
    ends_on = day_field("Dernier jour d’absence", "Compris dans l’absence.")
    rule = forms.ChoiceField(
        label="Que se passe-t-il pendant ces jours ?",
        choices=Rule,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qui se passe."},
    )
    deputy = forms.ChoiceField(
        label="Qui prend le relais ?", required=False, help_text="Si un ou une collègue prend le relais."
    )
    mailbox = forms.EmailField(
        label="Adresse de la boîte partagée",
        required=False,
        help_text="Si une boîte partagée reçoit les demandes.",
        error_messages={"invalid": "Écrivez une adresse complète, par exemple equipe@example.org."},
    )
    promised_days = forms.TypedChoiceField(
        label="Délai promis",
        choices=[("", "Choisir"), *((n, counted(n, "jour")) for n in range(1, 8))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Si les offres promettent un délai plus long.",
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        structures: Sequence[Structure],
        team: Sequence[Referent],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.structures = {structure.pk: structure for structure in structures}
        self.people = {person.user_id: person.user for person in team}
        several = len(structures) > 1
        present = [person for person in self.people.values() if person.is_open]
        names = [(str(person.pk), person.full_name) for person in present]
        choose(self, "who", self._who(user, team, several))
        choose(self, "deputy", [("", "Choisir"), *names])

    def _who(self, user: User, team: Sequence[Referent], several: bool) -> list[tuple[str, str]]:
        """Myself first, then those whose absence I may declare."""
        choices = []
        for structure in self.structures.values():
            where = f" ({structure.name})" if several else ""
            mine = [person.user for person in team if person.structure_id == structure.pk]
            for person in sorted(mine, key=lambda each: each.pk != user.pk):
                if can_declare_absence(user, structure, person, self.now):
                    name = "Moi" if person.pk == user.pk else person.full_name
                    choices.append((f"{structure.pk}:{person.pk}", f"{name}{where}"))
            if can_declare_absence(user, structure, None, self.now):
                choices.append((f"{structure.pk}:{EVERYBODY}", f"Toute la structure{where}"))
        return choices

    def clean_deputy(self) -> User | None:
        given = self.cleaned_data["deputy"]
        return self.people[int(given)] if given else None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.errors:
            return found
        plan = self.plan()
        if plan.rule in (Rule.PAUSE, Rule.LONGER_DELAY) and not _touches_an_offer(plan):
            self.add_error("rule", _nothing_to_change(plan))
        try:
            actions.check(plan, now=self.now)
        except AbsenceRefused as refusal:
            self.refuse(refusal)
        return found

    def refuse(self, refusal: AbsenceRefused) -> None:
        """Say it beside the answer to change."""
        field = "who" if refusal.field == "user" else refusal.field
        self.add_error(field or None, ValidationError(refusal.message))

    def plan(self) -> Plan:
        """What was asked for."""
        found = self.cleaned_data
        structure, _, person = found["who"].partition(":")
        return Plan(
            structure=self.structures[int(structure)],
            user=None if person == EVERYBODY else self.people[int(person)],
            starts_on=found["starts_on"],
            ends_on=found["ends_on"],
            rule=Rule(found["rule"]),
            deputy=found["deputy"],
            mailbox=found["mailbox"],
            promised_days=found["promised_days"],
        )


def _touches_an_offer(plan: Plan) -> bool:
    return Offer.objects.touched_by_an_absence_of(plan.structure, plan.user).exists()


def _nothing_to_change(plan: Plan) -> str:
    if plan.user is None:
        return "La structure n’a pas d’offre publiée : choisissez autre chose."
    return (
        f"{plan.user.first_name} ne suit aucune offre à son nom : choisissez plutôt le relais d’un "
        "ou d’une collègue, ou une boîte partagée."
    )
