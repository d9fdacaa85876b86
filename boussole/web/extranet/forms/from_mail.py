"""What one says from a mail: who one is, in a shared mailbox, and what one did."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.accounts.models import User
from boussole.contact_requests.action_links import Opened
from boussole.contact_requests.actions import FromMail
from boussole.core.typography import alphabetical
from boussole.web.extranet.forms.gestures import SeenForm


class FromMailForm(SeenForm):
    """One press: the button says the gesture. `who` is asked in a shared mailbox only."""

    who = forms.ChoiceField(
        label="Qui êtes-vous ?",
        help_text="Votre nom est noté avec ce que vous faites, et la personne le saura si vous la suivez.",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites d’abord qui vous êtes."},
    )
    gesture = forms.ChoiceField(
        choices=FromMail,
        widget=forms.HiddenInput,
        error_messages={"required": "Choisissez ce que vous faites."},
    )

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        if opened.person is not None:
            del self.fields["who"]
        else:
            people = sorted(
                ((str(user.pk), short_name(user)) for user in opened.people),
                key=lambda each: alphabetical(each[1]),
            )
            self.fields["who"].choices = people  # type: ignore[attr-defined]

    def clean_who(self) -> User | None:
        return self.opened.named(self.cleaned_data["who"])

    def person(self) -> User:
        """Who acts."""
        return self.opened.person or self.cleaned_data["who"]

    def made(self) -> FromMail:
        return FromMail(self.cleaned_data["gesture"])


def short_name(user: User) -> str:
    """« Nadia B. »: enough for a colleague, little for whoever finds the mail."""
    initial = f" {user.last_name[0].upper()}." if user.last_name else ""
    return f"{user.first_name}{initial}"
