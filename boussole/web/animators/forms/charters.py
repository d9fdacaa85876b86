"""Prepare a charter, name who signs it, file its paper, give it up, word its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from boussole.partners.actions.charters import Person, Wording
from boussole.partners.charters import fields
from boussole.partners.charters.scans import MOST_BYTES, TOO_BIG
from boussole.partners.models import CharterText, Signatory
from boussole.territories.models import Territory
from boussole.web.shared.free_text import without_invisible_signs
from boussole.web.shared.people_fields import NAME, JobField, NameField
from boussole.web.shared.refusable import RefusableForm

LONGEST_TEXT = 40_000


def _one_line(typed: str) -> str:
    """What is signed is what is read: no sign that hides or reverses the others (guarantees.md T15)."""
    return re.sub(r"[ \t\n]+", " ", without_invisible_signs(typed)).strip()


class PrepareForm(RefusableForm):
    """For which territory, when the person animates several that the structure serves."""

    territory = forms.ChoiceField(label="Pour le territoire", widget=forms.RadioSelect)

    def __init__(self, *args: Any, territories: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {each.code: each for each in territories}
        choices = [(each.code, each.name) for each in territories]
        self.fields["territory"].choices = choices  # type: ignore[attr-defined]
        self.fields["territory"].initial = choices[0][0]

    def territory_chosen(self) -> Territory:
        return self.by_code[self.cleaned_data["territory"]]


class SignatoryForm(RefusableForm):
    """Who signs in one of the four capacities."""

    name = NameField(
        label="Prénom et nom",
        max_length=2 * NAME,
        error_messages={"required": "Donnez son prénom et son nom."},
    )
    function = JobField(
        help_text="Telle qu’elle sera écrite : présidente, directeur, conseillère…",
        error_messages={"required": "Donnez sa fonction."},
    )
    email = forms.EmailField(
        label="Adresse e-mail",
        help_text="Une boîte que cette personne lit seule : son lien et son code y arrivent.",
        error_messages={"required": "Donnez son adresse e-mail.", "invalid": "Cette adresse est incomplète."},
    )

    def __init__(self, *args: Any, signatory: Signatory, **kwargs: Any) -> None:
        known = {"name": signatory.name, "function": signatory.function, "email": signatory.email}
        super().__init__(*args, initial=known, **kwargs)

    def person(self) -> Person:
        return Person(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why it is given up, for the history."""

    note = forms.CharField(
        label="Raison", help_text="Elle reste dans l’historique de la charte.", max_length=1000,
        required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ScanForm(RefusableForm):
    """The signed paper. What the file really is, is read in it."""

    scan = forms.FileField(
        label="La charte signée, numérisée",
        help_text="Un PDF, une photo JPEG ou PNG, de 5 Mo au plus.",
        max_length=200,
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "max_length": "Le nom de ce fichier est trop long : raccourcissez-le.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    signed_on = forms.DateField(
        label="Jour de la dernière signature",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez le jour de la dernière signature.",
            "invalid": "Ce jour n’existe pas.",
        },
    )
    verified = forms.BooleanField(
        label="J’ai vérifié que les quatre personnes ont signé ce papier",
        error_messages={"required": "Vérifiez les quatre signatures, puis cochez cette case."},
    )

    def clean_scan(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["scan"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return file


class TextForm(RefusableForm):
    """The words of a version, with their fields."""

    title = forms.CharField(
        label="Titre", max_length=160, error_messages={"required": "Donnez un titre à la charte."}
    )
    body = forms.CharField(
        label="Texte",
        help_text="Une ligne vide entre deux paragraphes. Un tiret au début d’une ligne pour une liste. "
        "Deux étoiles autour des **mots en gras**. Une ligne toute en gras est un titre.",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 28}),
        error_messages={"required": "Écrivez le texte de la charte."},
    )

    def __init__(self, *args: Any, text: CharterText | None, **kwargs: Any) -> None:
        initial = {"title": text.title, "body": text.body} if text else {}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_body(self) -> str:
        body = without_invisible_signs(self.cleaned_data["body"].replace("\r\n", "\n"))
        if found := fields.faults(body):
            raise forms.ValidationError([fault.message for fault in found])
        return body

    def clean_title(self) -> str:
        title = _one_line(self.cleaned_data["title"])
        if found := fields.faults(title):
            raise forms.ValidationError([fault.message for fault in found])
        return title

    def wording(self) -> Wording:
        return Wording(self.cleaned_data["title"], self.cleaned_data["body"])


class PublishForm(RefusableForm):
    """Whether the substance changes, and what it is that changes."""

    SUBSTANCE, FORM = "fond", "forme"
    kind = forms.ChoiceField(
        label="Ce qui change",
        choices=[
            (FORM, "La forme : des mots, une correction"),
            (SUBSTANCE, "La substance : ce à quoi l’on s’engage"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si la substance change."},
    )
    what_changes = forms.CharField(
        label="Ce qui change, en quelques phrases",
        help_text="À écrire si la substance change : les signataires le liront.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
