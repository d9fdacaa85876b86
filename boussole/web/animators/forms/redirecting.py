"""To another structure: what the animation chooses for a request that its structure leaves without answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from boussole.contact_requests import policies
from boussole.contact_requests.models import Filing, Redirection
from boussole.core.typography import counted
from boussole.core.verdicts import Verdict
from boussole.offers.models import Offer
from boussole.orientation.queries import FoundOffer
from boussole.territories.geography import commune_name

Agreement = Redirection.Agreement
LONGEST_DIAGNOSIS = 1000
ASKING = {
    Agreement.ASKED: "Lui demander par message, sur sa page de suivi",
    Agreement.TOLD: "Je l’ai jointe : elle est d’accord",
}


class OtherStructureForm(forms.Form):
    """Which offer, what to tell its structure, how the young person agrees."""

    target = forms.ChoiceField(
        label="À quelle offre proposer la demande ?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une des offres.",
            "invalid_choice": "Cette offre ne peut plus être proposée : choisissez-en une autre.",
        },
    )
    diagnosis = forms.CharField(
        label="Ce que lira la structure",
        max_length=LONGEST_DIAGNOSIS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ni nom, ni coordonnées : elle les reçoit seulement si elle accepte.",
        initial="La structure choisie n’a pas répondu à la date promise. Cette personne attend toujours un appel.",
    )
    agreement = forms.ChoiceField(
        label="L’accord de la personne", choices=list(ASKING.items()), widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        offers: Sequence[FoundOffer],
        filing: Filing,
        can_hear: Verdict,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filing = filing
        target = cast(forms.ChoiceField, self.fields["target"])
        target.choices = [(offer.code, f"{offer.structure_name} : {offer.title}") for offer in offers]
        self.hints = {offer.code: _hint(offer) for offer in offers}
        # By voice, for who has opened the coordinates; or when nothing else is left, and the refusal says so.
        can_be_asked = policies.can_be_asked(filing)
        open_ways = {Agreement.ASKED: bool(can_be_asked), Agreement.TOLD: bool(can_hear) or not can_be_asked}
        agreement = cast(forms.ChoiceField, self.fields["agreement"])
        agreement.choices = [(way.value, ASKING[way]) for way in ASKING if open_ways[way]]

    def clean_diagnosis(self) -> str:
        text: str = self.cleaned_data["diagnosis"]
        if not (verdict := policies.says_enough(text, self.filing)):
            raise forms.ValidationError(verdict.reason)
        return text

    @property
    def chosen(self) -> Offer:
        return Offer.objects.select_related("structure", "theme").get(code=self.cleaned_data["target"])


def _hint(offer: FoundOffer) -> str:
    return f"Répond en {counted(offer.promised_days, 'jour')}, {commune_name(offer.structure_commune)}."
