"""« Toujours d’actualité »: which offers, all ticked from the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from boussole.offers.freshness_words import standing_in_words
from boussole.offers.models import Offer


class ConfirmForm(forms.Form):
    """The offers on the page. What a colleague confirmed in the meantime is let go without a fuss."""

    offers = forms.MultipleChoiceField(
        label="Décochez celles qui ont changé",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # The codes that were on the page: « toutes » never means an offer that nobody has seen.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, *args: Any, offers: Sequence[Offer], day: date, **kwargs: Any) -> None:
        codes = [offer.code for offer in offers]
        super().__init__(*args, initial={"offers": codes, "seen": " ".join(codes)}, **kwargs)
        self.by_code = {offer.code: offer for offer in offers}
        several = len({offer.structure_id for offer in offers}) > 1
        self.hints: Mapping[str, str] = {each.code: _hint(each, day, several=several) for each in offers}
        field = self.fields["offers"]
        field.choices = [(offer.code, offer.title) for offer in offers]  # type: ignore[attr-defined]
        field.valid_value = lambda value: True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self._codes(cleaned):
            self.add_error("offers", "Cochez au moins une offre, ou fermez cette page : rien ne change.")
        return cleaned

    def chosen(self) -> list[Offer]:
        """Those still on the list, among those that were wanted."""
        codes = self._codes(self.cleaned_data)
        return [offer for code, offer in self.by_code.items() if code in codes]

    def _codes(self, cleaned: Mapping[str, Any]) -> set[str]:
        if self.data.get("toutes"):
            return set(cleaned.get("seen", "").split())
        return set(cleaned.get("offers") or ())


def _hint(offer: Offer, day: date, *, several: bool) -> str:
    """Where it stands, and what it says: enough to know whether it is still true."""
    standing = standing_in_words(offer.confirm_by, day)
    whose = f" ({offer.structure.name})" if several else ""
    return f"{standing[:1].upper()}{standing[1:]}{whose}. {offer.summary}"
