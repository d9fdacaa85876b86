"""The file that somebody drops to know whether it is authentic."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from boussole.partners.sealing import MOST_BYTES

TOO_BIG = "Ce fichier dépasse 5 Mo : aucun document de la Boussole n’est aussi lourd."


class VerifyForm(forms.Form):
    """One file. Its name says nothing: its bytes are looked at."""

    file = forms.FileField(
        label="Votre document",
        help_text="Le fichier tel que vous l’avez reçu, de 5 Mo au plus.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return file
