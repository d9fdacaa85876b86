"""Handing a request over, step by step; answering the one that is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from boussole.contact_requests import passing, policies
from boussole.contact_requests.models import Filing, Redirection
from boussole.core.typography import day_in_words
from boussole.core.verdicts import Verdict
from boussole.offers.models import Offer

Agreement = Redirection.Agreement
LONGEST_DIAGNOSIS, LONGEST_NAME, LONGEST_CONTACT, LONGEST_NOTE = 1000, 160, 300, 300
OUTSIDE, OFFER = "dehors", "offre:"
# « La structure n’a pas répondu » is said by the animation, of somebody else.
REASONS = [(each.value, each.label) for each in Redirection.Reason if each != Redirection.Reason.NO_ANSWER]
ASKING = {
    Agreement.TOLD: "Oui, elle me l’a dit de vive voix",
    Agreement.ASKED: "Pas encore : lui demander par message",
}


class DiagnosisForm(forms.Form):
    """Why, and what was understood."""

    reason = forms.ChoiceField(label="Pourquoi réorienter ?", choices=REASONS, widget=forms.RadioSelect)
    diagnosis = forms.CharField(
        label="Votre pré-diagnostic",
        max_length=LONGEST_DIAGNOSIS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Ce que vous avez compris de son besoin, en 2 ou 3 phrases. La structure le lit avant d’accepter, "
            "et la personne peut le lire : ni nom, ni coordonnées."
        ),
    )

    def __init__(self, *args: Any, filing: Filing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filing = filing

    @property
    def reason_in_words(self) -> str:
        return dict(REASONS).get(self.cleaned_data.get("reason", ""), "")

    def clean_diagnosis(self) -> str:
        text: str = self.cleaned_data["diagnosis"]
        verdict = policies.says_enough(text, self.filing)
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return text


class TargetForm(forms.Form):
    """To whom: an offer of the network, or a body outside it."""

    q = forms.CharField(
        label="Chercher une structure",
        max_length=80,
        required=False,
        help_text="Un nom, une commune ou un thème.",
    )
    target = forms.ChoiceField(
        label="À qui proposer la demande ?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une offre, ou un organisme hors de la Boussole.",
            "invalid_choice": "Cette offre ne peut plus être proposée : choisissez-en une autre.",
        },
    )
    outside_name = forms.CharField(label="Nom de l’organisme", max_length=LONGEST_NAME, required=False)
    outside_contact = forms.CharField(
        label="Comment le public le joint",
        max_length=LONGEST_CONTACT,
        required=False,
        help_text="Un téléphone, une adresse, des horaires : la personne les reçoit tels quels.",
    )

    def __init__(self, *args: Any, targets: Sequence[tuple[Offer, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {f"{OFFER}{offer.code}": offer for offer, _ in targets}
        self.hints = {f"{OFFER}{offer.code}": hint for offer, hint in targets}
        self.hints[OUTSIDE] = (
            "La personne reçoit son contact, et choisit de l’appeler. Rien d’elle n’est transmis."
        )
        choices = [(key, f"{offer.title}, {offer.structure.name}") for key, offer in self.offers.items()]
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            *choices,
            (OUTSIDE, "Un organisme qui n’est pas dans la Boussole"),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("target") == OUTSIDE:
            for name, message in (
                ("outside_name", "Écrivez le nom de l’organisme."),
                ("outside_contact", "Écrivez comment la personne peut le joindre."),
            ):
                if name not in self.errors and not found.get(name):
                    self.add_error(name, message)
        return found

    @property
    def offer(self) -> Offer | None:
        """The offer chosen; None outside the network."""
        return self.offers.get(self.cleaned_data.get("target", ""))


class SharingForm(forms.Form):
    """What goes with the request, line by line, and whether the young person agrees."""

    shared = forms.MultipleChoiceField(
        label="Ce que la personne accepte de transmettre",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les lignes sensibles ne sont pas cochées : cochez-les si elle le souhaite.",
    )
    agreement = forms.ChoiceField(
        label="La personne est-elle d’accord ?",
        widget=forms.RadioSelect,
        choices=list(ASKING.items()),
        error_messages={"required": "Dites si la personne est d’accord : rien ne part sans elle."},
    )

    def __init__(
        self, *args: Any, fields: Iterable[passing.Field], can_be_asked: Verdict, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.can_be_asked = can_be_asked
        self.optional = [each for each in fields if not each.is_required]
        self.always = [each for each in fields if each.is_required]
        self.hints = {each.code: "Réponse sensible" for each in self.optional if each.is_sensitive}
        self.fields["shared"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.label} : {each.text}") for each in self.optional
        ]

    def clean_agreement(self) -> str:
        agreement: str = self.cleaned_data["agreement"]
        if agreement == Agreement.ASKED and not self.can_be_asked:
            raise forms.ValidationError(self.can_be_asked.reason)
        return agreement


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label="Pourquoi décliner ?", choices=Redirection.Decline, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Une précision",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lue par la structure qui vous a adressé la demande.",
    )


def hint_of(offer: Offer, due: Any, why: Sequence[str], *, is_near: bool) -> str:
    """« Répond en 3 jours, soit jeudi 26 novembre. Parce que : tu cherches un emploi. »"""
    words = [f"{offer.theme.name}. Répond au plus tard le {day_in_words(due)}."]
    if why:
        words.append(f"Correspond : « {', '.join(why)} ».")
    if not is_near:
        words.append("N’intervient pas là où vit la personne, en principe.")
    if offer.is_full:
        words.append("Dit manquer de place en ce moment.")
    return " ".join(words)
