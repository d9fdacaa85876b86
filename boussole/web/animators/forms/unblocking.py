"""What an animator decides for a request that nobody answers."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, CoordinatesLook
from boussole.contact_requests.policies import gives_a_reason
from boussole.contact_requests.queries import colleagues_for
from boussole.web.animators.desk import Desk

LONGEST_REASON = CoordinatesLook._meta.get_field("reason").max_length


class ReassignForm(forms.Form):
    """To whom, in the structure."""

    to = forms.ChoiceField(
        label="À qui la confier ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une personne de la structure."},
    )

    def __init__(self, *args: Any, contact_request: ContactRequest, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        referents = colleagues_for(contact_request, desk.now)
        self.people: dict[str, User] = {str(each.user.public_id): each.user for each in referents}
        field = cast(forms.ChoiceField, self.fields["to"])
        field.choices = [(key, _described(user)) for key, user in self.people.items()]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["to"]]


class ReasonForm(forms.Form):
    """Why the coordinates are opened: the structure and the young person will read it."""

    reason = forms.CharField(
        label="Pourquoi ouvrir ces coordonnées ?",
        help_text="Par exemple : « La structure ne répond plus, je rappelle moi-même. »",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez pourquoi vous ouvrez ces coordonnées : la structure le lira."},
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not (verdict := gives_a_reason(reason)):
            raise forms.ValidationError(verdict.reason)
        return str(reason)


def _described(user: User) -> str:
    return f"{user.full_name}, {user.job_title}" if user.job_title else user.full_name
