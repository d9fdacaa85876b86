"""Who somebody is: a name, a function. They leave in messages signed by the platform, which must not say more (T15)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from boussole.web.shared.free_text import has_address, has_link, without_invisible_signs

NAME, JOB = 80, 120  # signs


class _OneLine(forms.CharField):
    """One line, whatever was pasted: what follows a line end would be a sentence of ours."""

    def to_python(self, value: Any) -> str:
        return " ".join(without_invisible_signs(str(super().to_python(value))).split())


class NameField(_OneLine):
    """A first name, a last name, or both."""

    def __init__(self, *, max_length: int = NAME, **options: Any) -> None:
        super().__init__(max_length=max_length, validators=[_only_a_name], **options)


class JobField(_OneLine):
    """What somebody does; « écoute et/ou accueil » is a function, an address is not."""

    def __init__(self, *, label: str = "Fonction", max_length: int = JOB, **options: Any) -> None:
        super().__init__(label=label, max_length=max_length, validators=[_no_link], **options)


def _only_a_name(text: str) -> None:
    if has_address(text):
        raise ValidationError("Écrivez un nom seulement, sans adresse ni lien.", code="not-a-name")


def _no_link(text: str) -> None:
    if has_link(text):
        raise ValidationError("Écrivez une fonction seulement, sans lien.", code="not-a-function")
