"""The form of one page of a questionnaire, made from its questions: for young people, and for who tries a draft."""

import re
from typing import Any

from django import forms

from boussole.questionnaires.definition import Answered, Kind, Question

TOO_FAR = "Écris un nombre entre {minimum} et {maximum}."


class StepForm(forms.Form):
    """One field per question. Nothing is required: shown and left blank is an answer too."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.code] = _field(question)

    @staticmethod
    def initial_from(answers: dict[str, Answered]) -> dict[str, object]:
        """What was answered before, as the fields show it."""
        return {code: _shown(given) for code, given in answers.items()}

    def answers(self) -> dict[str, Answered]:
        """What was answered, for the domain. Only on a valid form."""
        return {q.code: _answered(q, self.cleaned_data[q.code]) for q in self.questions}


class WholeNumberField(forms.IntegerField):
    """A number as people type it: « 19 ans », « 1 200 € »."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--number"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"\s|€|ans?\b|euros?\b", "", str(value or "")))


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.text, "help_text": question.help, "required": False}
    choices = [(answer.code, answer.text) for answer in question.answers]
    if question.kind == Kind.NUMBER:
        bounds = TOO_FAR.format(minimum=question.minimum, maximum=question.maximum)
        if question.unit:
            common["label"] = f"{question.text} ({question.unit})"
        return WholeNumberField(
            **common,
            min_value=question.minimum,
            max_value=question.maximum,
            error_messages={"invalid": bounds, "min_value": bounds, "max_value": bounds},
        )
    wrong = {"invalid_choice": "Choisis une des réponses proposées."}
    if question.kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(
            **common, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=wrong
        )
    return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect, error_messages=wrong)


def _shown(given: Answered) -> object:
    # A radio button wants one value, boxes want a list: one value is told from the field by its widget.
    if isinstance(given, frozenset):
        return sorted(given)
    return given


def _answered(question: Question, cleaned: Any) -> Answered:
    if question.kind == Kind.NUMBER:
        return cleaned
    if question.kind == Kind.SEVERAL:
        return frozenset(cleaned)
    return frozenset([cleaned]) if cleaned else None
