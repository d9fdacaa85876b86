"""Bring somebody of a structure in, and make it a partner."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms

from boussole.partners.actions import NewPerson
from boussole.web.shared.people_fields import JobField, NameField
from boussole.web.shared.refusable import RefusableForm

USUAL_TOLERANCE = timedelta(days=90)


class InviteManagerForm(RefusableForm):
    """Who is responsible for the structure."""

    email = forms.EmailField(label="E-mail", error_messages={"required": "Donnez son adresse e-mail."})
    first_name = NameField(label="Prénom", error_messages={"required": "Donnez son prénom."})
    last_name = NameField(label="Nom", error_messages={"required": "Donnez son nom."})
    job_title = JobField(required=False)

    @property
    def person(self) -> NewPerson:
        return NewPerson(**self.cleaned_data)


class WelcomeForm(RefusableForm):
    """Until when its offers are shown while the charter is being signed."""

    tolerated_until = forms.DateField(
        label="Charte à signer avant le",
        help_text="Jusqu’à ce jour, ses offres publiées sont montrées sans attendre la signature.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."},
    )

    def __init__(self, *args: object, day: date, **kwargs: object) -> None:
        super().__init__(*args, initial={"tolerated_until": day + USUAL_TOLERANCE}, **kwargs)  # type: ignore[arg-type]
