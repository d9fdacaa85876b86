"""When and how: the delay promised, the hours, the periods, the dates, the phone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from boussole.offers.content import DELAYS, OfferContent, Period
from boussole.web.extranet.forms.offers.section import SectionForm
from boussole.web.extranet.writing.draft import Draft
from boussole.web.shared.fields import one_line

MOST_PERIODS = 12
SPARE_ROWS = 2
TOO_MANY_DAYS = 1000  # beyond, it is a slip of the keyboard: nothing to keep


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Écrivez un jour qui existe, par exemple 23/11/2026."},
    )


class WhenForm(SectionForm):
    """When the offer is given, until when, and the delay that its structure promises."""

    parts = ("opening_hours", "valid_from", "valid_until", "phone")

    promised_days = forms.IntegerField(
        label="Délai de réponse promis, en jours",
        help_text="De 1 à 7. C’est la date que lit le jeune : promettez ce que vous tenez toujours.",
        required=False,
        min_value=DELAYS.start,
        max_value=DELAYS.stop - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-input"}),
        error_messages={
            "invalid": "Écrivez un nombre de jours, de 1 à 7.",
            "min_value": "La charte demande un délai de 1 à 7 jours : écrivez au moins 1.",
            "max_value": "La charte demande un délai de 1 à 7 jours : écrivez 7 au plus.",
        },
    )
    opening_hours = one_line(
        "Horaires", 200, "Par exemple : le mercredi, de 14 h à 17 h.", autocomplete="off"
    )
    valid_from = _day("En ligne à partir du")
    valid_until = _day("Jusqu’au")
    phone = one_line(
        "Téléphone",
        30,
        "Laissez vide pour montrer celui de votre structure.",
        inputmode="tel",
        autocomplete="off",
    )

    def __init__(self, posted: QueryDict | None = None, *, draft: Draft) -> None:
        content = draft.content
        if posted is None and content.promised_days is not None and content.promised_days not in DELAYS:
            posted = self._as_posted(content)  # kept as typed: so is the sentence beside it
        super().__init__(posted, draft=draft)
        self.rows = self._rows(posted)
        for row in range(self.rows):
            self.fields[f"from-{row}"] = _day("Du")
            self.fields[f"to-{row}"] = _day("au")
        if "periods" in draft.shared:
            for row in range(self.rows):
                self.fields[f"from-{row}"].disabled = self.fields[f"to-{row}"].disabled = True

    def initial_of(self, content: OfferContent) -> Mapping[str, Any]:
        found = {**super().initial_of(content), "promised_days": content.promised_days}
        for row, period in enumerate(content.periods):
            found |= {f"from-{row}": period.starts_on, f"to-{row}": period.ends_on}
        return found

    def written(self, content: OfferContent) -> OfferContent:
        content = replace(super().written(content), promised_days=self._days_typed(content))
        return replace(content, periods=self.cleaned_data["periods"]) if self._periods_are_read else content

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("valid_from"), found.get("valid_until")
        if since and until and until < since:
            self.add_error(
                "valid_until", "Cette date vient avant la première : choisissez-en une plus tardive."
            )
            found.pop("valid_from", None)  # neither is kept: one without the other would say something else
        self._check_periods(found)
        if self._periods_are_read:
            found["periods"] = tuple(
                Period(found[f"from-{row}"], found[f"to-{row}"])
                for row in range(self.rows)
                if found[f"from-{row}"]
            )
        return found

    @property
    def periods(self) -> list[tuple[BoundField, BoundField]]:
        """The rows of the page, the spare ones last."""
        return [(self[f"from-{row}"], self[f"to-{row}"]) for row in range(self.rows)]

    def _check_periods(self, found: Mapping[str, Any]) -> None:
        for row in range(self.rows):
            names = (f"from-{row}", f"to-{row}")
            if any(name not in found for name in names):
                continue
            since, until = (found[name] for name in names)
            if since and not until:
                self.add_error(names[1], "Choisissez aussi le dernier jour.")
            elif until and not since:
                self.add_error(names[0], "Choisissez aussi le premier jour.")
            elif since and until and until < since:
                self.add_error(names[1], "Ce jour vient avant le premier : choisissez-en un plus tard.")

    @property
    def _periods_are_read(self) -> bool:
        return not any(
            name in self.errors for row in range(self.rows) for name in (f"from-{row}", f"to-{row}")
        )

    def _days_typed(self, content: OfferContent) -> int | None:
        """A number out of bounds is kept as it was typed: the last page says what is wrong with it."""
        if "promised_days" in self.cleaned_data:
            found: int | None = self.cleaned_data["promised_days"]
            return found
        with suppress(ValueError):
            typed = int(str(self["promised_days"].value()).strip())
            if 0 <= typed < TOO_MANY_DAYS:
                return typed
        return content.promised_days

    def _rows(self, posted: QueryDict | None) -> int:
        filled = len(self.draft.content.periods)
        if posted is not None:
            typed = [
                row for row in range(MOST_PERIODS) if posted.get(f"from-{row}") or posted.get(f"to-{row}")
            ]
            filled = max(filled, *(row + 1 for row in typed), 0) if typed else filled
        return max(min(filled + SPARE_ROWS, MOST_PERIODS), len(self.draft.content.periods))

    def _as_posted(self, content: OfferContent) -> QueryDict:
        posted = QueryDict(mutable=True)
        for name, value in self.initial_of(content).items():
            posted[name] = (
                value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
            )
        return posted
