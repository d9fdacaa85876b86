"""A colleague who arrives."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.partners.actions import NewPerson
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.web.extranet.forms.communes import CommunesPicker
from boussole.web.shared.people_fields import JobField, NameField

ROLE_HINTS = {
    Referent.Role.REFERENT.value: "Répond aux demandes des thèmes et des communes choisis.",
    Referent.Role.MANAGER.value: "Répond à tout, invite les collègues, confirme l’équipe et règle la structure.",
}


class InviteColleagueForm(CommunesPicker):
    """Who, in which structure, for what."""

    structure = forms.ChoiceField(
        label="Structure", error_messages={"required": "Choisissez la structure où cette personne arrive."}
    )
    email = forms.EmailField(
        label="E-mail professionnel",
        help_text="Le lien est pour cette adresse seulement.",
        error_messages={"required": "Donnez son adresse e-mail."},
    )
    first_name = NameField(label="Prénom", error_messages={"required": "Donnez son prénom."})
    last_name = NameField(label="Nom", error_messages={"required": "Donnez son nom."})
    job_title = JobField(required=False)
    role = forms.ChoiceField(
        label="Rôle dans la structure",
        choices=Referent.Role,
        widget=forms.RadioSelect,
        initial=Referent.Role.REFERENT,
        error_messages={"required": "Choisissez un rôle."},
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        help_text="Aucun coché : tous les thèmes.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, structures: list[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structures = {str(each.public_id): each for each in structures}
        where = cast(forms.ChoiceField, self.fields["structure"])
        where.choices = [(code, each.name) for code, each in self.structures.items()]
        if len(structures) > 1:
            where.choices = [("", "Choisir"), *where.choices]
        else:
            where.required = False
        self.known = {theme.code: theme for theme in Theme.objects.order_by("position", "pk")}
        choices = [(code, theme.name) for code, theme in self.known.items()]
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = choices
        chosen = [self.chosen_structure] if self.chosen_structure else structures
        areas = [area for each in chosen for area in each.areas]
        self.offer(areas)

    @property
    def chosen_structure(self) -> Structure | None:
        """The one that was asked for; the only one when there is no choice."""
        if len(self.structures) == 1:
            return next(iter(self.structures.values()))
        return self.structures.get(str(self.data.get("structure", "")))

    @property
    def asked(self) -> dict[str, Any]:
        """What the action needs."""
        said = self.cleaned_data
        person = NewPerson(said["email"], said["first_name"], said["last_name"], said["job_title"])
        return {
            "structure": self.chosen_structure,
            "person": person,
            "role": Referent.Role(said["role"]),
            "themes": [self.known[code] for code in said["themes"]],
            "communes": self.picked,
        }
