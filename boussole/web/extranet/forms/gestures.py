"""What a professional writes about a request: an attempt, a note, an end, a reopening."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models

from boussole.contact_requests import policies
from boussole.contact_requests.models import ContactRequest, FollowUp

Kind, Result, Visibility = FollowUp.Kind, FollowUp.Result, FollowUp.Visibility
ATTEMPT_KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.NOTE]
CLOSINGS = [(outcome.value, outcome.label) for outcome in ContactRequest.CLOSING_OUTCOMES]
LONGEST_TEXT, LONGEST_STEP, LONGEST_REASON = 2000, 300, 500


class Usual(models.TextChoices):
    """The five results that most attempts have: one press each."""

    SPOKE = "CALL:REACHED", "On s’est parlé"
    NO_ANSWER = "CALL:NOT_REACHED", "Pas de réponse"
    VOICEMAIL = "CALL:LEFT_MESSAGE", "Message vocal laissé"
    WROTE = "MESSAGE:LEFT_MESSAGE", "Je lui ai écrit"
    MET = "MEETING:REACHED", "Rencontre sur place"


def _text(
    label: str, longest: int, *, rows: int, required: bool = False, help_text: str = "", key: str = ""
) -> forms.CharField:
    """A text of several lines; `key` is the key of the keyboard that leads to it."""
    widget = forms.Textarea(attrs={"rows": rows, **({"data-shortcut": key} if key else {})})
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=help_text, widget=widget
    )


class SeenForm(forms.Form):
    """Carries how many lines of the log were on the page: a double press is then noticed."""

    known = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("known", known)


class AttemptForm(SeenForm):
    """A call, a message or a meeting, and what came of it."""

    usual = forms.ChoiceField(choices=Usual, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Comment", choices=ATTEMPT_KINDS, required=False, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="Résultat", choices=Result, required=False, widget=forms.RadioSelect)
    text = _text("Ce qui s’est dit", LONGEST_TEXT, rows=3, key="a")
    next_step = _text("Et ensuite", LONGEST_STEP, rows=1, help_text="La prochaine étape, et quand.")
    is_private = forms.BooleanField(
        label="Garder ce texte dans la structure",
        help_text="Sinon, il suit la demande si elle est réorientée.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("usual"):
            found["kind"], found["result"] = found["usual"].split(":")
            return found
        for name, message in (
            ("kind", "Choisissez l’un des résultats, ou dites comment vous avez essayé."),
            ("result", "Dites ce que cet essai a donné."),
        ):
            if name not in self.errors and not found.get(name):
                self.add_error(name, message)
        return found

    def facts(self) -> dict[str, Any]:
        """What the action needs to know."""
        found = self.cleaned_data
        return {
            "kind": found["kind"],
            "result": found["result"],
            "text": found["text"],
            "next_step": " ".join(found["next_step"].split()),
            "visibility": Visibility.PRIVATE if found["is_private"] else Visibility.SHARED,
            "known": found["known"],
        }


class NoteForm(SeenForm):
    """A note for those who follow the request, or for the structure alone."""

    text = _text(
        "Note",
        LONGEST_TEXT,
        rows=3,
        required=True,
        help_text=(
            "Ce qui aide à accompagner la personne. "
            "Rien sur sa santé ou sa vie privée qu’elle n’ait pas choisi de dire."
        ),
    )
    visibility = forms.ChoiceField(
        label="Qui peut la lire",
        choices=Visibility,
        initial=Visibility.PRIVATE,
        widget=forms.RadioSelect,
    )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "visibility", "known")}


class _OutcomeRadios(forms.RadioSelect):
    """Outcomes that are not true of what was logged stay visible, and cannot be chosen."""

    refused: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.refused:
            option["attrs"]["disabled"] = True
        return option


class CloseForm(forms.Form):
    """How it ended. `refused` says, for each outcome that cannot be chosen yet, why."""

    outcome = forms.ChoiceField(
        label="Comment cela s’est-il terminé ?", choices=CLOSINGS, widget=_OutcomeRadios
    )
    note = _text(
        "Une précision",
        LONGEST_REASON,
        rows=2,
        help_text="Lue par votre structure, jamais envoyée à la personne.",
    )

    def __init__(self, *args: Any, contact_request: ContactRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdicts = {code: policies.fits(contact_request, code) for code, _ in CLOSINGS}
        self.refused = {code: verdict.reason for code, verdict in verdicts.items() if not verdict}
        cast(_OutcomeRadios, self.fields["outcome"].widget).refused = self.refused


class ReopenForm(forms.Form):
    """Why a request that had ended goes on."""

    reason = _text("Pourquoi rouvrir cette demande ?", LONGEST_REASON, rows=2, required=True)
