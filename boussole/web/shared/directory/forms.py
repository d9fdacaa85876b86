"""What is looked for in the directory, what one shows there, what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from boussole.accounts.models import Mandate
from boussole.core import phones
from boussole.partners.actions import Said
from boussole.partners.models import DirectoryCoordinate, Referent
from boussole.partners.policies.directory import CoordinateOwner
from boussole.questionnaires.models import Theme
from boussole.reporting.directory.search import Wanted
from boussole.reporting.directory.words import LONGEST_WORDS
from boussole.territories.geography import Commune, geography
from boussole.web.shared.fields import Words
from boussole.web.shared.free_text import without_invisible_signs

Kind = DirectoryCoordinate.Kind
Visibility = DirectoryCoordinate.Visibility
DISTANCES = (5, 10, 25, 50, 100)
USUAL_KM = 25


class SearchForm(forms.Form):
    """Reads the address of the page."""

    q = forms.CharField(
        label="Nom",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    theme = forms.ChoiceField(label="Thème", required=False)
    reseau = forms.ChoiceField(label="Réseau", required=False)
    ou = forms.CharField(
        label="Commune",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rayon = forms.TypedChoiceField(
        label="À moins de",
        required=False,
        coerce=int,
        empty_value=USUAL_KM,
        choices=[(km, f"{km}\u00a0km") for km in DISTANCES],
        initial=USUAL_KM,
    )

    def __init__(self, *args: Any, themes: Iterable[Theme], networks: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "rayon" not in self.data:
            self.data = {**{name: self.data[name] for name in self.data}, "rayon": str(USUAL_KM)}
        self.themes = {theme.code: theme for theme in themes}
        self.centre: Commune | None = None
        choices = [("", "Tous"), *((code, theme.name) for code, theme in self.themes.items())]
        cast(forms.ChoiceField, self.fields["theme"]).choices = choices
        cast(forms.ChoiceField, self.fields["reseau"]).choices = [
            ("", "Tous"),
            *((name, name) for name in networks),
        ]

    def clean_q(self) -> str:
        return " ".join(without_invisible_signs(self.cleaned_data["q"]).split())

    def clean_ou(self) -> str:
        typed: str = self.cleaned_data["ou"]
        if typed:
            found = geography().search(typed, limit=1)
            if not found:
                raise forms.ValidationError(
                    "Aucune commune ne porte ce nom : vérifiez l’écriture, ou donnez le code postal."
                )
            self.centre = found[0].commune
            return found[0].label
        return ""

    @property
    def wanted(self) -> Wanted:
        """What was asked; only on a valid form."""
        asked = self.cleaned_data
        return Wanted(
            words=asked["q"],
            theme=self.themes.get(asked["theme"]),
            network=asked["reseau"],
            centre=self.centre,
            km=asked["rayon"],
        )


class CoordinatesForm(forms.Form):
    """The three ways to reach one owner, each with who may see it. Choosing somebody is the agreement."""

    def __init__(
        self, *args: Any, owner: CoordinateOwner, rows: Iterable[DirectoryCoordinate], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"p{owner.public_id.hex}", **kwargs)
        self.owner = owner
        self.is_shown = False
        kept = {row.kind: row for row in rows}
        for kind in Kind:
            row = kept.get(kind)
            self.is_shown = self.is_shown or (row is not None and row.visibility != Visibility.NOBODY)
            self.fields[kind] = _value_field(kind, row.value if row else _known(owner, kind))
            self.fields[f"{kind}_seen"] = forms.ChoiceField(
                label=f"{kind.label} : qui la voit ?"
                if kind == Kind.EMAIL
                else f"{kind.label} : qui le voit ?",
                choices=_choices(owner),
                initial=row.visibility if row else Visibility.NOBODY,
            )

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[kind], self[f"{kind}_seen"]) for kind in Kind]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for kind in Kind:
            self._clean_value(kind, found)
            shown = found.get(f"{kind}_seen", Visibility.NOBODY) != Visibility.NOBODY
            if shown and kind not in self.errors and not found.get(kind):
                self.add_error(kind, "Écrivez la coordonnée à montrer, ou choisissez « Personne ».")
        return found

    def _clean_value(self, kind: Kind, found: dict[str, Any]) -> None:
        if kind == Kind.EMAIL or not found.get(kind):
            return
        try:
            found[kind] = phones.parse(found[kind])
        except phones.NotAPhoneNumber as refusal:
            self.add_error(kind, refusal.message)
            return
        if kind == Kind.MOBILE and not phones.is_mobile(found[kind]):
            self.add_error(kind, "Ce numéro n’est pas celui d’un portable : écrivez-le à « Téléphone ».")

    def said(self) -> list[Said]:
        """What the owner wants; only on a valid form."""
        found = self.cleaned_data
        return [Said(kind, found[kind] or "", Visibility(found[f"{kind}_seen"])) for kind in Kind]


def _value_field(kind: Kind, value: str) -> forms.Field:
    if kind == Kind.EMAIL:
        return forms.EmailField(
            label=kind.label,
            required=False,
            initial=value,
            max_length=254,
            error_messages={"invalid": "Écrivez une adresse complète, par exemple prenom@example.org."},
        )
    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    initial = phones.in_words(value) if value else ""
    return forms.CharField(label=kind.label, required=False, initial=initial, max_length=30, widget=widget)


def _known(owner: CoordinateOwner, kind: Kind) -> str:
    """What the account says already, proposed and shown to nobody; a structure's line for partners is its own."""
    if not isinstance(owner, Referent | Mandate):
        return ""
    number = owner.user.phone
    if kind == Kind.EMAIL:
        return owner.user.email
    is_mobile = bool(number) and phones.is_mobile(number)
    return number if (kind == Kind.MOBILE) is is_mobile else ""


def _choices(owner: CoordinateOwner) -> list[tuple[str, str]]:
    """A mandate on a region or on the country has no territory to share."""
    everywhere = isinstance(owner, Mandate) and owner.territory_id is None
    return [
        (str(value), str(label))
        for value, label in Visibility.choices
        if not (everywhere and value == Visibility.TERRITORY)
    ]


class ErrorForm(forms.Form):
    """What somebody saw."""

    text = Words(
        label="Qu’est-ce qui ne va pas ?",
        max_length=1000,
        help_text="Par exemple : le numéro ne répond plus, la personne est partie, l’adresse a changé.",
        widget=forms.Textarea,
        error_messages={"required": "Dites ce qui ne va pas, même en quelques mots."},
    )


class AnswerForm(forms.Form):
    """What was done."""

    answer = Words(
        label="Qu’avez-vous fait ?",
        max_length=1000,
        help_text="La personne qui a prévenu lira cette réponse.",
        widget=forms.Textarea,
        error_messages={"required": "Dites ce qui a été fait, même en quelques mots."},
    )
