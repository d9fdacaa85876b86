"""How to reach somebody: the fields of the one form, and of the page that corrects them."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models.filing import Moment
from boussole.core import phones
from boussole.web.shared.free_text import (
    refuse_addresses,
    refuse_social_security_numbers,
    without_invisible_signs,
)

PHONE_TO_CORRECT = (
    "Ce numéro n’est pas complet ou n’existe pas : écris les 10\u00a0chiffres, par exemple 06 39 98 12 34."
)
FOREIGN_PHONE = (
    "Ce numéro n’est pas français. Donne un numéro de France ou d’outre-mer, ou une adresse e-mail."
)
EMAIL_TO_CORRECT = (
    "Cette adresse e-mail n’est pas complète : écris-la en entier, par exemple lina@example.org."
)
NO_WAY_TO_REACH = "Donne un numéro de téléphone ou une adresse e-mail : un seul des deux suffit."
LONGEST_MESSAGE = 1000


class ReachableForm(forms.Form):
    """Phone or e-mail, one is enough; the rest is optional."""

    phone = forms.CharField(
        label="Ton numéro de téléphone",
        help_text="Mobile ou fixe.",
        required=False,
        max_length=40,
        error_messages={"max_length": PHONE_TO_CORRECT},
    )
    email = forms.EmailField(
        label="Ton adresse e-mail",
        required=False,
        max_length=254,
        error_messages={"invalid": EMAIL_TO_CORRECT, "max_length": EMAIL_TO_CORRECT},
    )
    first_name = forms.CharField(
        label="Ton prénom",
        required=False,
        max_length=60,
        validators=[refuse_addresses],
        error_messages={"max_length": "Écris un prénom plus court."},
    )
    moments = forms.MultipleChoiceField(
        label="Quand préfères-tu qu’on te contacte ?",
        choices=Moment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisis parmi les moments proposés."},
    )
    voicemail_ok = forms.BooleanField(
        label="On peut me laisser un message vocal",
        help_text="Si tu partages ton téléphone, ne coche pas : personne ne laissera de message.",
        required=False,
    )
    message = forms.CharField(
        label="Un message",
        help_text="Ce qui peut aider à te répondre. N’écris rien de ta santé ni de ce qui est trop personnel.",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": "4"}),
        validators=[refuse_social_security_numbers],
        error_messages={"max_length": "Ton message est trop long : garde 1\u00a0000 signes au plus."},
    )

    def clean_phone(self) -> str:
        """The number in international form."""
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return phones.parse(typed)
        except phones.NotAPhoneNumber as refusal:
            is_foreign = refusal.message == phones.NOT_FRENCH
            raise forms.ValidationError(FOREIGN_PHONE if is_foreign else PHONE_TO_CORRECT) from refusal

    def clean_first_name(self) -> str:
        return " ".join(without_invisible_signs(self.cleaned_data["first_name"]).split())

    def clean_message(self) -> str:
        return without_invisible_signs(self.cleaned_data["message"]).strip()

    def clean(self) -> dict[str, Any]:
        """One way to be reached, at least."""
        cleaned = super().clean() or {}
        has_one_to_correct = bool({"phone", "email"} & set(self.errors))
        if not has_one_to_correct and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", NO_WAY_TO_REACH)
        return cleaned

    def reachable(self) -> Reachable:
        """What was typed, for the domain. Only on a valid form."""
        cleaned = self.cleaned_data
        return Reachable(
            first_name=cleaned["first_name"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            moments=tuple(cleaned["moments"]),
            voicemail_ok=cleaned["voicemail_ok"],
            message=cleaned["message"],
        )


class CorrectionForm(ReachableForm):
    """What has changed. What is left blank stays as it was: the page does not show it (guarantees.md T7)."""

    def __init__(self, *args: Any, current: Reachable, **kwargs: Any) -> None:
        super().__init__(
            *args,
            initial={"moments": list(current.moments), "voicemail_ok": current.voicemail_ok},
            **kwargs,
        )
        self.current = current
        self.fields["phone"].label = "Nouveau numéro de téléphone"
        self.fields["email"].label = "Nouvelle adresse e-mail"
        self.fields["message"].label = "Nouveau message"
        if current.message:
            self.fields["message"].help_text = "Il remplacera celui que tu as déjà envoyé."

    def clean(self) -> dict[str, Any]:
        """Blank means unchanged, so there is always a way to be reached."""
        cleaned = self.cleaned_data
        for name in ("phone", "email", "first_name", "message"):
            if name not in self.errors and not cleaned.get(name):
                cleaned[name] = getattr(self.current, name)
        return super().clean()


class MomentsForm(forms.Form):
    """When to call, and whether a voice message is safe; nothing else is asked."""

    moments = ReachableForm.base_fields["moments"]
    voicemail_ok = ReachableForm.base_fields["voicemail_ok"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moments"].help_text = "Ne coche rien si tous les moments te vont."
