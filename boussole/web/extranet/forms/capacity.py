"""How many open requests an offer holds."""

from __future__ import annotations

from django import forms

from boussole.offers.models import Offer


class CapacityForm(forms.Form):
    """A number and what happens then; no number, no limit."""

    capacity = forms.IntegerField(
        label="Demandes ouvertes au plus",
        help_text="Laissez vide pour ne pas mettre de limite.",
        min_value=1,
        max_value=9999,
        required=False,
        error_messages={
            "invalid": "Écrivez un nombre, par exemple 12.",
            "min_value": "Écrivez au moins 1. Pour ne plus recevoir de demande, déclarez plutôt une pause.",
            "max_value": "Au-delà de 9 999, laissez vide.",
        },
    )
    when_full = forms.ChoiceField(
        label="Quand c’est atteint", choices=Offer.WhenFull, widget=forms.RadioSelect
    )
