"""The editorial line as a form: numbers, and lists of words one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField

from boussole.offers.editorial.line import Line

PAIR = " = "
OFF = "0 pour ne pas vérifier."
_NUMBERS = {
    "title_characters": ("Titre, caractères au plus", 120),
    "summary_characters": ("Texte court, caractères au plus", 300),
    "description_characters": ("Texte complet, caractères au plus", 6000),
    "sentence_words": ("Mots par phrase, au plus", 60),
    "least_ease": ("Lisibilité, de 0 à 100, au moins", 100),
}
_PAIRS = {
    "plain_words": ("Mots à remplacer", "Un par ligne : usager = jeune"),
    "acronyms": ("Sigles et leurs mots", "Un par ligne : CAF = caisse d’allocations familiales"),
}
_WORDS = {
    "known_acronyms": ("Sigles que tout le monde connaît", "Séparés par des virgules : CV, SMS"),
    "known_words": (
        "Mots justes qui ne sont pas dans le dictionnaire",
        "Séparés par des virgules : noms de lieux, de services, mots d’ici.",
    ),
}
LONGEST_LIST = 20_000  # characters


class LineForm(forms.Form):
    """Reads a `Line`; a line of words that has no « = » is refused with its number."""

    says_tu = forms.BooleanField(label="Vérifier que l’on dit « tu »", required=False)

    def __init__(self, *args: Any, line: Line | None = None, **kwargs: Any) -> None:
        initial = _initial(line) if line else None
        super().__init__(*args, initial=initial, **kwargs)
        for name, (label, most) in _NUMBERS.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=most,
                help_text=OFF,
                error_messages={
                    "required": "Écrivez un nombre, 0 pour ne pas vérifier.",
                    "invalid": "Écrivez un nombre entier, 0 pour ne pas vérifier.",
                    "min_value": f"Écrivez un nombre de 0 à {most}.",
                    "max_value": f"Écrivez un nombre de 0 à {most}.",
                },
            )
        for name, (label, hint) in (_PAIRS | _WORDS).items():
            rows = 10 if name in _PAIRS else 3
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                required=False,
                validators=[MaxLengthValidator(LONGEST_LIST)],  # no counter: nobody gets near
                widget=forms.Textarea(attrs={"rows": rows}),
            )
        self.order_fields([*_NUMBERS, "says_tu", *_PAIRS, *_WORDS])

    def clean_plain_words(self) -> dict[str, str]:
        return self._pairs("plain_words")

    def clean_acronyms(self) -> dict[str, str]:
        return self._pairs("acronyms")

    def clean_known_acronyms(self) -> tuple[str, ...]:
        return self._words("known_acronyms")

    def clean_known_words(self) -> tuple[str, ...]:
        return self._words("known_words")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for name, fault in Line(**found).faults():
                self.add_error(name, fault)
        return found

    @property
    def numbers(self) -> list[BoundField]:
        """The limits, drawn side by side."""
        return [self[name] for name in _NUMBERS]

    @property
    def lists(self) -> list[BoundField]:
        return [self[name] for name in (*_PAIRS, *_WORDS)]

    @property
    def line(self) -> Line:
        """What a valid form says."""
        return Line(**self.cleaned_data)

    def _pairs(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        wrong: list[str] = []
        for number, text in enumerate(self.cleaned_data[name].splitlines(), start=1):
            if not text.strip():
                continue
            word, equals, plain = (part.strip() for part in text.partition("="))
            if equals and word and plain:
                found[word] = plain
            else:
                wrong.append(
                    f"Ligne {number}, « {text.strip()[:40]} » : écrivez le mot, un signe =, puis ses mots."
                )
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def _words(self, name: str) -> tuple[str, ...]:
        parts = self.cleaned_data[name].replace("\n", ",").split(",")
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


class TryForm(forms.Form):
    """A text to read against the line, kept nowhere."""

    text = forms.CharField(
        label="Un texte à essayer",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _initial(line: Line) -> dict[str, Any]:
    return {
        **{name: getattr(line, name) for name in (*_NUMBERS, "says_tu")},
        **{name: _written(getattr(line, name)) for name in _PAIRS},
        **{name: ", ".join(sorted(getattr(line, name))) for name in _WORDS},
    }


def _written(pairs: dict[str, str]) -> str:
    return "\n".join(f"{word}{PAIR}{plain}" for word, plain in sorted(pairs.items()))
