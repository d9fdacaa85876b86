"""The fields that the account forms share: an address, a password, a code."""

from typing import Any

from django import forms

from boussole.accounts.passwords import WHAT_IT_MUST_BE, as_typed_anywhere


class AddressField(forms.CharField):
    """An e-mail that names an account. Any text is accepted: a wrong one is only an address nobody has."""

    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class CurrentPasswordField(forms.CharField):
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def to_python(self, value: Any) -> str:
        return as_typed_anywhere(super().to_python(value))


class NewPasswordField(CurrentPasswordField):
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, help_text=WHAT_IT_MUST_BE, **options)


class CodeField(forms.CharField):
    widget = forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "spellcheck": "false",
            "class": "code-field",
        }
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, error_messages={"required": "Saisissez le code."}, **options)


def missing(what: str) -> dict[str, str]:
    return {"required": f"Saisissez {what}."}
