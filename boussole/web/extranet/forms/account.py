"""What a person says of themselves, when they open their account and later."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from boussole.accounts.models import User
from boussole.core.phones import NotAPhoneNumber, parse
from boussole.web.extranet.forms.account_fields import NewPasswordField, missing
from boussole.web.shared.people_fields import JobField, NameField


class OpenAccountForm(forms.Form):
    """What an invited person says to open their account."""

    first_name = NameField(
        label="Prénom",
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages=missing("votre prénom"),
    )
    last_name = NameField(
        label="Nom",
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages=missing("votre nom"),
    )
    password = NewPasswordField(label="Mot de passe", error_messages=missing("un mot de passe"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        validate_password(self.cleaned_data["password"], User(email=self.user.email, **names))
        return self.cleaned_data["password"]


class ProfileForm(forms.Form):
    first_name = OpenAccountForm.base_fields["first_name"]
    last_name = OpenAccountForm.base_fields["last_name"]
    job_title = JobField(
        required=False,
        help_text="Par exemple : conseillère, éducateur de rue.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    phone = forms.CharField(
        label="Téléphone professionnel",
        max_length=30,
        required=False,
        help_text="Vos collègues le voient dans l’annuaire ; les jeunes, jamais.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "work tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        if not self.cleaned_data["phone"]:
            return ""
        try:
            return parse(self.cleaned_data["phone"])
        except NotAPhoneNumber as refusal:
            raise ValidationError(refusal.message) from refusal
