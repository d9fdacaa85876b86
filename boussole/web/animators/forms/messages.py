"""What is written to partners, to whom, and the texts that come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from boussole.animation.actions import Selection, Words
from boussole.animation.models import MessageKind, PartnerMessage
from boussole.animation.models.partner_message import LONGEST_BODY, LONGEST_SUBJECT
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from boussole.web.shared import fields
from boussole.web.shared.free_text import without_invisible_signs

Status = Structure.Status
STANDINGS = [
    (str(Status.ACTIVE), "Les partenaires"),
    (str(Status.INVITED), "Celles qui sont invitées"),
    ("", "Toutes"),
]
KIND_HINTS = {
    str(MessageKind.SERVICE): "Ce qu’il faut savoir pour travailler : tout le monde le reçoit.",
    str(MessageKind.NEWS): "Ce dont on peut se passer : chaque personne peut ne plus en recevoir.",
}


class WordsForm(forms.Form):
    """A text."""

    kind = forms.ChoiceField(
        label="Nature du message",
        choices=MessageKind,
        initial=MessageKind.SERVICE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la nature du message."},
    )
    subject = forms.CharField(
        label="Objet",
        max_length=LONGEST_SUBJECT,
        error_messages={"required": "Écrivez un objet : c’est lui qui fait ouvrir le message."},
    )
    body = fields.Words(
        label="Texte",
        max_length=LONGEST_BODY,
        help_text="Le message commence par « Bonjour » et le prénom, et finit par votre nom et votre adresse : "
        "n’écrivez que ce qu’il y a entre les deux.",
        widget=forms.Textarea(attrs={"rows": "12"}),
        error_messages={"required": "Écrivez le message."},
    )

    def clean_subject(self) -> str:
        return " ".join(without_invisible_signs(self.cleaned_data["subject"]).split())

    @property
    def words(self) -> Words:
        found = self.cleaned_data
        return Words(found["kind"], found["subject"], found["body"])


class InTerritory(forms.Form):
    """For whom it is, among the territories that one animates; not asked to who animates one alone."""

    territory = forms.ChoiceField(label="Partenaires de quel territoire ?")

    def __init__(self, *args: Any, territories: Sequence[Territory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.territories = {territory.code: territory for territory in territories}
        if len(territories) > 1:
            places = [(code, territory.name) for code, territory in self.territories.items()]
            cast(forms.ChoiceField, self.fields["territory"]).choices = places
        else:
            del self.fields["territory"]

    @property
    def chosen_territory(self) -> Territory:
        code = self.cleaned_data.get("territory")
        return self.territories[code] if code else next(iter(self.territories.values()))


class MessageForm(InTerritory, WordsForm):
    """A text, and to whom."""

    people = forms.ChoiceField(
        label="À qui ?",
        choices=PartnerMessage.People,
        initial=PartnerMessage.People.MANAGERS,
        widget=forms.RadioSelect,
    )
    standing = forms.ChoiceField(
        label="Quelles structures ?", choices=STANDINGS, initial=Status.ACTIVE, required=False
    )
    theme = forms.ChoiceField(label="Thème", required=False)
    charter = forms.ChoiceField(label="Charte", choices=PartnerMessage.Charter)

    field_order = ("territory", "people", "standing", "theme", "charter", "kind", "subject", "body")

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {theme.code: theme for theme in themes}
        choices = [("", "Tous les thèmes"), *((code, theme.name) for code, theme in self.themes.items())]
        cast(forms.ChoiceField, self.fields["theme"]).choices = choices

    @property
    def selection(self) -> Selection:
        found = self.cleaned_data
        return Selection(
            people=found["people"],
            theme=self.themes.get(found["theme"]),
            standing=found["standing"],
            charter=found["charter"],
        )


class TemplateForm(InTerritory, WordsForm):
    """A text and its name."""

    name = forms.CharField(
        label="Nom du modèle",
        max_length=80,
        help_text="Pour le retrouver : « Invitation au comité », « Nouvelles du mois ».",
        error_messages={"required": "Donnez un nom à ce modèle."},
    )
    field_order = ("territory", "name", "kind", "subject", "body")
