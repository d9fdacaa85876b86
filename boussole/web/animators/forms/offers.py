"""What an animator types about offers: filters, days, what to take up again, months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from boussole.core.typography import counted
from boussole.offers.actions.reviewing import Passage
from boussole.offers.comparing import LABELS
from boussole.offers.freshness import MONTHS
from boussole.offers.models import OfferVersion
from boussole.offers.models.version import OfferVersionQuerySet
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme

# The parts that people write, and on which something can be said.
PARTS = ("title", "summary", "description", "place", "areas", "criteria", "promised_days", "periods")


class QueueFilters(forms.Form):
    """Which of the versions that wait. Only what is in the list can be chosen."""

    theme = forms.ChoiceField(label="Thème", required=False)
    structure = forms.ChoiceField(label="Structure", required=False)

    def __init__(self, *args: Any, versions: OfferVersionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = versions.order_by()
        themes = Theme.objects.filter(pk__in=ids.values("offer__theme")).order_by("position")
        structures = Structure.objects.filter(pk__in=ids.values("offer__structure")).order_by("name")
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les thèmes"),
            *themes.values_list("code", "name"),
        ]
        self.fields["structure"].choices = [  # type: ignore[attr-defined]
            ("", "Toutes les structures"),
            *structures.values_list("code", "name"),
        ]

    def narrow(self, versions: OfferVersionQuerySet) -> OfferVersionQuerySet:
        """Those wanted; a choice that is no longer in the list is left out."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if theme := wanted.get("theme"):
            versions = versions.filter(offer__theme__code=theme)
        if structure := wanted.get("structure"):
            versions = versions.filter(offer__structure__code=structure)
        return versions


class PublishForm(forms.Form):
    """Now, or at the beginning of a day to come."""

    publish_on = forms.DateField(
        label="Publier le",
        required=False,
        help_text="Laissez vide pour publier tout de suite.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    # How often the version had been saved when it was read: nothing else goes on line.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SendBackForm(forms.Form):
    """A word, and a comment on each part that needs one, with the passage when it helps."""

    note = forms.CharField(
        label="Votre mot",
        required=False,
        max_length=2000,
        help_text="Ce qui manque ou ce qu’il faut changer, en général.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[f"quote_{name}"] = forms.CharField(
                label=f"Passage visé : {LABELS[name].lower()}", required=False, max_length=300
            )
            self.fields[f"text_{name}"] = forms.CharField(
                label=f"Commentaire : {LABELS[name].lower()}",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def parts(self) -> list[tuple[str, Any, Any]]:
        """For each part, its name, the field of its passage and the field of its comment."""
        return [(LABELS[name], self[f"quote_{name}"], self[f"text_{name}"]) for name in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in PARTS:
            if cleaned.get(f"quote_{name}") and not (cleaned.get(f"text_{name}") or "").strip():
                self.add_error(f"text_{name}", "Dites ce qu’il faut changer à ce passage.")
        if not self.errors and not cleaned.get("note", "").strip() and not self._passages(cleaned):
            self.add_error("note", "Dites ce qu’il faut reprendre, ici ou sur un passage.")
        return cleaned

    def passages(self) -> list[Passage]:
        return self._passages(self.cleaned_data)

    def _passages(self, cleaned: dict[str, Any]) -> list[Passage]:
        return [
            Passage(name, text.strip(), cleaned.get(f"quote_{name}", "").strip())
            for name in PARTS
            if (text := cleaned.get(f"text_{name}") or "").strip()
        ]


class MonthsForm(forms.Form):
    """How long the offers of a territory stay believed."""

    months = forms.TypedChoiceField(
        label="Une offre se confirme tous les",
        coerce=int,
        choices=[(number, counted(number, "mois", "mois")) for number in MONTHS],
    )


class PhoneForm(forms.Form):
    """Whom the animator had on the phone, among those who answer for the structure."""

    said_by = forms.ChoiceField(label="Avec qui avez-vous parlé ?")

    def __init__(self, *args: Any, structure: Structure, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Referent.objects.in_force(day).filter(structure=structure, user__is_active=True)
        self.people = {str(row.user.pk): row.user for row in rows.select_related("user").order_by("pk")}
        self.fields["said_by"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir"),
            *((key, user.full_name) for key, user in self.people.items()),
        ]

    @property
    def person(self) -> Any:
        return self.people[self.cleaned_data["said_by"]]


def ticked(data: Any, versions: Sequence[OfferVersion]) -> list[OfferVersion]:
    """The versions whose box was ticked, in the order of the list."""
    wanted = set(data.getlist("offre"))
    return [each for each in versions if each.offer.code in wanted]
