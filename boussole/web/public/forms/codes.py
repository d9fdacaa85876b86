"""Coming back without the link: where to send a code, then the code."""

from __future__ import annotations

import re

from django import forms

from boussole.contact_requests.actions.codes import DIGITS
from boussole.contact_requests.contacts import WHAT_TO_TYPE, NotAContact, contact_from

WRONG_SHAPE = f"Écris les {DIGITS} chiffres du code, sans rien d’autre."


class WhereForm(forms.Form):
    """One box for both: people know what they gave."""

    contact = forms.CharField(
        label="Ton numéro de mobile ou ton adresse e-mail",
        help_text="Ceux que tu as donnés en envoyant ta demande.",
        max_length=254,
        error_messages={"required": WHAT_TO_TYPE, "max_length": WHAT_TO_TYPE},
    )

    def clean_contact(self) -> str:
        """As it is kept, however it was typed."""
        try:
            return contact_from(self.cleaned_data["contact"])
        except NotAContact as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class CodeForm(forms.Form):
    """The digits that were received."""

    code = forms.CharField(
        label="Ton code",
        help_text="6 chiffres, reçus par SMS ou par e-mail.",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input--number"}),
        error_messages={"required": WRONG_SHAPE, "max_length": WRONG_SHAPE},
    )

    def clean_code(self) -> str:
        """« 123 456 » is read as it is said."""
        digits = re.sub(r"[\s.-]", "", self.cleaned_data["code"])
        if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits):
            raise forms.ValidationError(WRONG_SHAPE)
        return digits
