"""How a territory presents itself, which communes it is made of, who animates it, what it opens."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from boussole.animation.actions import TerritoryWords
from boussole.core import phones
from boussole.questionnaires.models import Theme
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.territories.zones import Zone
from boussole.web.shared.people_fields import NameField
from boussole.web.shared.refusable import RefusableForm


class WordsForm(RefusableForm):
    """Everything young people and the law want to read about a territory."""

    name = forms.CharField(
        label="Nom du territoire",
        help_text="Comme les jeunes le liront : « Haute-Loire », « Pays basque ».",
        max_length=120,
        error_messages={"required": "Donnez un nom au territoire."},
    )
    carrier_name = forms.CharField(
        label="Structure porteuse",
        help_text="L’organisme qui anime la Boussole ici.",
        max_length=160,
        error_messages={"required": "Dites quel organisme porte la Boussole sur ce territoire."},
    )
    carrier_email = forms.EmailField(label="E-mail du territoire", required=False)
    carrier_phone = forms.CharField(label="Téléphone", required=False, max_length=30)
    data_protection_contact = forms.EmailField(
        label="Contact pour la protection des données",
        help_text="Publié dans la page sur les données personnelles.",
        error_messages={"required": "La loi demande une adresse où écrire sur ses données personnelles."},
    )
    welcome = forms.CharField(
        label="Phrase d’accueil",
        help_text="Une phrase, en « tu », sous le nom du territoire.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    carrier_address = forms.CharField(label="Adresse", required=False, max_length=200)
    carrier_postcode = forms.RegexField(
        r"^\d{5}$",
        label="Code postal",
        required=False,
        error_messages={"invalid": "Un code postal a cinq chiffres."},
    )
    carrier_city = forms.CharField(label="Ville", required=False, max_length=80)
    carrier_opening_hours = forms.CharField(label="Horaires", required=False, max_length=200)
    carrier_website = forms.URLField(label="Site", required=False, assume_scheme="https")
    director_name = forms.CharField(label="Direction de la publication", required=False, max_length=120)
    director_function = forms.CharField(label="Fonction", required=False, max_length=120)
    director_email = forms.EmailField(
        label="E-mail de la direction",
        help_text="Pour lui faire signer les chartes. Il n’est jamais publié.",
        required=False,
    )

    MORE = (
        "welcome", "carrier_address", "carrier_postcode", "carrier_city", "carrier_opening_hours",
        "carrier_website", "director_name", "director_function", "director_email",
    )  # fmt: skip

    def clean_carrier_phone(self) -> str:
        typed = str(self.cleaned_data["carrier_phone"])
        if not typed:
            return ""
        try:
            return phones.in_words(phones.parse(typed))
        except phones.NotAPhoneNumber as fault:
            raise forms.ValidationError(fault.message) from fault

    @property
    def words(self) -> TerritoryWords:
        names = list(WordsForm.base_fields)
        return TerritoryWords(**{name: self.cleaned_data[name] for name in names})

    @property
    def more(self) -> list[forms.BoundField]:
        """What can be filled later."""
        return [self[name] for name in self.MORE]

    @classmethod
    def initial_of(cls, territory: Territory) -> dict[str, Any]:
        return {name: getattr(territory, name) for name in cls.base_fields}


class NewTerritoryForm(WordsForm):
    """The same, a first zone (a whole département, narrowed afterwards if need be), and the themes to begin with."""

    field_order = ("name", "departement", "themes")  # as on the page: errors are summed up in this order

    departement = forms.ChoiceField(
        label="Département",
        help_text="Vous pourrez ensuite n’en garder qu’une partie, ou en ajouter un autre.",
        error_messages={"required": "Choisissez un département."},
    )

    themes = forms.MultipleChoiceField(
        label="Thèmes",
        help_text="Ceux que les jeunes trouveront à l’ouverture. On en ajoute et on en ferme quand on veut.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, initial={"themes": [theme.code for theme in themes]}, **kwargs)
        self.known = {theme.code: theme for theme in themes}
        where = cast(forms.ChoiceField, self.fields["departement"])
        where.choices = [("", "Choisir"), *departement_choices()]
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = [(t.code, t.name) for t in themes]

    @property
    def chosen(self) -> list[Theme]:
        """Those left ticked, in the national order."""
        return [theme for code, theme in self.known.items() if code in self.cleaned_data["themes"]]

    @property
    def zone(self) -> Zone:
        return Zone.parse([f"departement:{self.cleaned_data['departement']}"])


class DepartementForm(forms.Form):
    """Which part of the map to draw on."""

    departement = forms.ChoiceField(label="Département")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["departement"]).choices = departement_choices()


class InviteAnimatorForm(RefusableForm):
    """Who will animate the territory."""

    email = forms.EmailField(label="E-mail", error_messages={"required": "Donnez son adresse e-mail."})
    first_name = NameField(label="Prénom", error_messages={"required": "Donnez son prénom."})
    last_name = NameField(label="Nom", error_messages={"required": "Donnez son nom."})


class OpenThemesForm(RefusableForm):
    """Which national themes the territory opens, and from which day."""

    themes = forms.MultipleChoiceField(
        label="Thèmes à ouvrir",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un thème."},
    )
    on = forms.DateField(
        label="À partir du",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choisissez un jour.", "invalid": "Ce jour n’existe pas."},
    )

    def __init__(self, *args: Any, themes: list[Theme], day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": day}, **kwargs)
        self.known = {theme.code: theme for theme in themes}
        cast(forms.MultipleChoiceField, self.fields["themes"]).choices = [(t.code, t.name) for t in themes]

    @property
    def chosen(self) -> list[Theme]:
        return [theme for code, theme in self.known.items() if code in self.cleaned_data["themes"]]


def departement_choices() -> list[tuple[str, str]]:
    """« Ain (01) », by code, overseas included."""
    keys = geography().areas("departement")
    codes = [(key.removeprefix("departement:"), geography().name_of(key)) for key in keys]
    return [(code, f"{name} ({code})") for code, name in codes]
