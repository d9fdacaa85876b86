"""The page of a structure, written one section at a time."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from boussole.core import phones
from boussole.core.typography import counted
from boussole.partners import actions, siret
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import UnknownCommune, geography
from boussole.web.shared.fields import Words, one_line
from boussole.web.shared.refusable import RefusableForm
from boussole.web.shared.zones.named import commune_named

SHORT_NUMBER = 4  # digits: 3919, 3949


def several_lines(label: str, most: int, help_text: str, rows: int = 4) -> forms.CharField:
    """A text of some lines, that the browser does not cut."""
    field = Words(
        label=label,
        max_length=most,
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": "Raccourcissez : %(show_value)s signes, %(limit_value)s au plus."},
    )
    field.widget.attrs.pop("maxlength", None)
    return field


class StructureForm(RefusableForm):
    """One section. `written` are the fields that `update_structure` writes, `seen` what they said at the beginning."""

    parts: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(self, posted: QueryDict | None = None, *, structure: Structure | None) -> None:
        self.structure = structure
        super().__init__(posted, initial=self.initial_of(structure) if structure else None)

    @property
    def seen(self) -> str:
        """What the person has read of this section; what was typed keeps what it was typed over."""
        if self.structure is None:
            return ""
        return self.data.get("seen") or actions.fingerprint(self.structure, self.parts)

    def initial_of(self, structure: Structure) -> dict[str, Any]:
        return {name: getattr(structure, name) for name in self.parts}

    @property
    def written(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.parts}

    @property
    def themes(self) -> list[Theme] | None:
        return None


class IdentityForm(StructureForm):
    """Who it is, what it does, on what."""

    parts = ("name", "kind", "network", "siret", "role", "competence")

    name = one_line(
        "Nom de la structure",
        160,
        "Comme les jeunes le lisent sur chaque offre.",
        autocomplete="organization",
    )
    kind = one_line("Nature", 80, "Association, mission locale, service d’une commune…")
    network = one_line(
        "Réseau", 120, "« Missions locales », « Info Jeunes »… Laissez vide s’il n’y en a pas."
    )
    siret = one_line(
        "Numéro SIRET",
        30,
        "14 chiffres. Il aide à reconnaître deux fiches de la même structure.",
        inputmode="numeric",
    )
    role = several_lines("Rôle en deux phrases", 600, "Pour un jeune qui ne la connaît pas.")
    competence = several_lines(
        "Ce que la structure sait faire",
        600,
        "Pour les autres partenaires : ils lui adressent les bonnes personnes.",
    )
    on_themes = forms.MultipleChoiceField(
        label="Thèmes",
        help_text="Ceux sur lesquels la structure travaille, même sans offre pour l’instant.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, posted: QueryDict | None = None, *, structure: Structure) -> None:
        super().__init__(posted, structure=structure)
        self.fields["name"].required = self.fields["kind"].required = True
        self.fields["name"].error_messages["required"] = "Donnez le nom de la structure."
        self.fields["kind"].error_messages["required"] = "Dites quelle sorte de structure c’est."
        self.known = {theme.code: theme for theme in Theme.objects.order_by("position", "pk")}
        field = cast(forms.MultipleChoiceField, self.fields["on_themes"])
        field.choices = [(theme.code, theme.name) for theme in self.known.values()]

    def initial_of(self, structure: Structure) -> dict[str, Any]:
        own = {"on_themes": [theme.code for theme in structure.themes.all()]}
        return (
            super().initial_of(structure)
            | own
            | {"siret": siret.in_words(structure.siret), "kind": structure.kind_in_words}
        )

    @property
    def themes(self) -> list[Theme]:
        return [self.known[code] for code in self.cleaned_data["on_themes"]]

    def clean_siret(self) -> str:
        number = siret.tidied(self.cleaned_data["siret"])
        if fault := siret.fault_in(number):
            raise forms.ValidationError(fault)
        return number


class ReachForm(StructureForm):
    """Where it is, when it is open, how one comes and how one calls: read by everybody."""

    parts: tuple[str, ...] = (
        "address",
        "postcode",
        "commune",
        "access",
        "opening_hours",
        "phone",
        "email",
        "website",
    )

    address = one_line("Adresse", 200, "Numéro et rue.", autocomplete="street-address")
    place = one_line("Commune", 80, "Son nom ou son code postal.", autocomplete="off")
    access = several_lines(
        "Comment venir", 400, "Arrêt de bus ou de tram, étage, interphone, accès en fauteuil.", rows=3
    )
    opening_hours = one_line("Horaires", 200, "« du lundi au vendredi, de 9 h à 17 h »")
    phone = one_line("Téléphone", 30, autocomplete="tel", inputmode="tel")
    email = forms.EmailField(
        label="E-mail",
        required=False,
        help_text="Celui de l’accueil : il est public.",
        error_messages={"invalid": "Écrivez une adresse complète, par exemple accueil@example.org."},
    )
    website = forms.URLField(
        label="Site",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Écrivez l’adresse du site, par exemple https://exemple.example.org."},
    )

    def initial_of(self, structure: Structure) -> dict[str, Any]:
        return super().initial_of(structure) | {"place": place_in_words(structure)}

    def clean_place(self) -> str:
        typed = self.cleaned_data["place"]
        if not typed:
            raise forms.ValidationError("Dites dans quelle commune.")
        if self.structure is not None and typed == place_in_words(self.structure):
            return self.structure.commune
        return commune_named(typed).code

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        digits = typed.replace(" ", "").replace("\u00a0", "")
        if not typed or (digits.isdigit() and len(digits) == SHORT_NUMBER):
            return typed
        try:
            return phones.in_words(phones.parse(typed))
        except phones.NotAPhoneNumber as fault:
            raise forms.ValidationError(fault.message) from fault

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "place" in found:
            found["commune"] = found["place"]
            found["postcode"] = self._postcode(found["place"], self.data.get("place", ""))
        return found

    def _postcode(self, commune: str, typed: str) -> str:
        """Its postcode as typed, or as it was; else the commune's first one."""
        postcodes = geography().commune(commune).postcodes
        before = self.structure.postcode if self.structure else ""
        asked = [each for each in postcodes if each in typed]
        return next(iter(asked), before if before in postcodes else next(iter(postcodes), ""))


class SiteForm(ReachForm):
    """One more place of the body: its name, then how one comes."""

    parts = ("name", *ReachForm.parts)
    field_order = ("name",)

    name = one_line("Nom du lieu", 160, "« Antenne de Feurs », « Permanence au centre social »…")

    def __init__(self, posted: QueryDict | None = None, *, structure: Structure | None) -> None:
        super().__init__(posted, structure=structure)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Donnez un nom à ce lieu."


class RequestsForm(StructureForm):
    """What a new offer starts with."""

    parts = ("default_promised_days", "default_contact")

    default_promised_days = forms.TypedChoiceField(
        label="Délai habituel",
        choices=[(n, counted(n, "jour")) for n in range(1, 8)],
        coerce=int,
        help_text="Celui que vous tenez d’ordinaire pour rappeler un jeune. Chaque offre peut en promettre un autre.",
    )
    default_contact = forms.EmailField(
        label="E-mail qui reçoit les demandes",
        required=False,
        help_text="Proposé pour chaque nouvelle offre : une boîte que plusieurs personnes lisent.",
        error_messages={"invalid": "Écrivez une adresse complète, par exemple demandes@example.org."},
    )


def place_in_words(structure: Structure) -> str:
    """« Saint-Étienne (42000) », typed back as it is."""
    try:
        name = geography().commune(structure.commune).name
    except UnknownCommune:
        return ""
    return f"{name} ({structure.postcode})" if structure.postcode else name
