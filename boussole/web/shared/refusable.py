"""What the domain refused, said in the form that asked for it."""

from __future__ import annotations

from django import forms

from boussole.core.moves import MoveRefused


class RefusableForm(forms.Form):
    """A form whose action may say no: beside the answer to change, or above all of them when it is about none."""

    def refuse(self, refusal: MoveRefused) -> None:
        """Say it there; what was typed stays."""
        field = getattr(refusal, "field", "")
        self.add_error(field if field in self.fields else None, refusal.message)
