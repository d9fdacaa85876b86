"""The one form that sends: how to reach me, what is shared, one agreement."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast

from django import forms

from boussole.contact_requests.draft import SharedAnswer
from boussole.core.typography import enumeration
from boussole.web.public.forms.questions import AgeForm
from boussole.web.public.forms.reachable import ReachableForm

# What the box says is kept with what it allowed: change the version with the words.
AGREEMENT_VERSION = "2026-11"
AGREEMENT = "J’accepte que {structures} {receive} mes coordonnées et les réponses cochées, pour me contacter."
AGREEMENT_MISSING = "Coche cette case pour envoyer ta demande : sans ton accord, rien ne part."


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One answer as it will be read by the structures of its theme; `key` names it in the form."""

    theme: str
    theme_name: str
    step: int
    answer: SharedAnswer

    @property
    def key(self) -> str:
        return f"{self.theme}/{self.answer.question}"

    @property
    def edit_at(self) -> str:
        """The page of the questionnaire where this answer can be changed."""
        return f"{self.theme}/{self.step}"


class FilingForm(ReachableForm):
    """One form for all the offers chosen."""

    shared = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une de ces réponses a changé : relis la liste."},
    )
    agreement = forms.BooleanField(error_messages={"required": AGREEMENT_MISSING})
    # No person sees this field; robots fill everything in.
    website = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(
        self,
        *args: Any,
        lines: Iterable[SharedLine],
        structures: Iterable[str],
        age_is_known: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        shared = cast(forms.MultipleChoiceField, self.fields["shared"])
        shared.choices = [(line.key, line.answer.label) for line in self.lines]
        withheld = self.initial.get("withheld", ())
        shared.initial = [line.key for line in self.lines if line.key not in withheld]
        names = list(dict.fromkeys(structures))
        self.fields["agreement"].label = AGREEMENT.format(
            structures=enumeration(names), receive="reçoivent" if len(names) > 1 else "reçoive"
        )
        if not age_is_known:
            self.fields["age"] = deepcopy(AgeForm.base_fields["age"])
            self.fields["age"].error_messages["required"] = "Écris ton âge en chiffres, par exemple 19."

    def shared_lines(self) -> list[SharedLine]:
        """The lines left in. Only on a valid form."""
        kept = set(self.cleaned_data["shared"])
        return [line for line in self.lines if line.key in kept]

    @property
    def looks_automatic(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))
