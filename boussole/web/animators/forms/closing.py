"""A territory that closes for good: its last day, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from boussole.core.typography import day_in_words
from boussole.partners.charters.life import earliest_end
from boussole.partners.models import CharterAgreement
from boussole.web.shared.refusable import RefusableForm

LONGEST_REASON = CharterAgreement._meta.get_field("notice_reason").max_length


class ClosingForm(RefusableForm):
    """Read by every partner in its notice, and by the animation."""

    last_day = forms.DateField(
        label="Dernier jour du territoire",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."},
    )
    reason = forms.CharField(
        label="Raison",
        help_text="Chaque structure la lit dans son préavis. N’y nommez personne.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Dites pourquoi : les partenaires le liront."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        earliest = earliest_end(today)
        super().__init__(*args, initial={"last_day": earliest}, **kwargs)
        said = day_in_words(earliest, year=True)
        self.fields["last_day"].help_text = f"À partir du {said} : un mois de préavis pour chaque structure."
