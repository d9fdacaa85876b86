"""What a professional arranges for their own work."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.contact_requests.models import DailyDigest, ReadyAnswer
from boussole.contact_requests.ready_answers import PLACEHOLDERS
from boussole.core.typography import NO_BREAK
from boussole.partners.models import Structure
from boussole.web.extranet.forms.account_fields import missing

NEVER = ""
HOURS = range(6, 21)
BLANKS = ", ".join(f"{blank} ({meaning})" for blank, meaning in PLACEHOLDERS.items())


class DigestForm(forms.Form):
    """At what hour, or never."""

    hour = forms.TypedChoiceField(
        label="Heure du résumé",
        help_text="Un seul mail par jour, et seulement quand quelque chose vous attend.",
        choices=[(NEVER, "Ne pas le recevoir"), *((hour, f"{hour}{NO_BREAK}h") for hour in HOURS)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, digest: DailyDigest | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hour"] = digest.hour if digest else DailyDigest.USUAL_HOUR


class ReadyAnswerForm(forms.ModelForm):
    """A title to find it by, a text to start from."""

    structure = forms.ModelChoiceField(
        label="Structure",
        queryset=Structure.objects.none(),
        empty_label="Choisir",
        error_messages={"required": "Choisissez la structure qui s’en servira."},
    )

    class Meta:
        model = ReadyAnswer
        fields = ("structure", "title", "text")
        labels = {"title": "Titre", "text": "Texte"}
        help_texts = {
            "title": "Pour la retrouver : « Prise de rendez-vous », « Message vocal laissé ».",
            "text": f"Les blancs se remplissent seuls : {BLANKS}.",
        }
        error_messages = {"title": missing("un titre"), "text": missing("le texte")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, structures: tuple[Structure, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(structures) > 1:
            field = self.fields["structure"]
            field.queryset = Structure.objects.filter(pk__in=[each.pk for each in structures])  # type: ignore[attr-defined]
            field.label_from_instance = lambda structure: structure.name  # type: ignore[attr-defined]
        else:
            del self.fields["structure"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def validate_unique(self) -> None:
        """The action says it, whatever the capitals, and under a lock."""
