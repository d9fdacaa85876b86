"""Coming back without the link: where to send a code, then the code."""

from __future__ import annotations

from django import forms

from boussole.contact_requests.actions.codes import DIGITS
from boussole.contact_requests.contacts import WHAT_TO_TYPE, NotAContact, contact_from
from boussole.web.shared.digits import DigitsField

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

    code = DigitsField(
        DIGITS,
        wrong_shape=WRONG_SHAPE,
        label="Ton code",
        help_text=f"{DIGITS} chiffres, reçus par SMS ou par e-mail.",
    )
