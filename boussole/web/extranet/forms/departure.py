"""Somebody leaves a structure on a day: nothing stays without anybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from boussole.web.extranet.forms.absences import day_field
from boussole.web.shared.handing_over import HandOverForm


class DepartureForm(HandOverForm):
    """The last day, one choice for everything, and one each where another one is better."""

    last_day = day_field("Dernier jour dans la structure")
    field_order = ("last_day",)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.initial.setdefault("last_day", today)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        alone = [f for f in (*self.request_fields, *self.relay_fields) if not found.get(f.name)]
        if alone and not found.get("everything") and "everything" not in self.errors:
            self.add_error("everything", "Choisissez quelqu’un : rien ne peut rester sans personne.")
        return found
