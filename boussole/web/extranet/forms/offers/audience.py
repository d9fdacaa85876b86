"""Whom the offer is for, question by question. The fields come from the questionnaire of the theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.wording import asked_in_words, criterion_in_words
from boussole.questionnaires.definition import Kind, Question
from boussole.web.extranet.forms.offers.section import SectionForm
from boussole.web.extranet.writing import criteria
from boussole.web.extranet.writing.draft import Draft


@dataclass(frozen=True)
class Asked:
    """One question on the page: how it is asked of young people, and the fields that say what the offer wants."""

    question: Question
    words: str
    kind: BoundField
    accepted: BoundField | None = None
    minimum: BoundField | None = None
    maximum: BoundField | None = None


@dataclass(frozen=True)
class Gone:
    """A condition on a question that this questionnaire no longer has."""

    words: str
    drop: BoundField


class AudienceForm(SectionForm):
    """Whom the offer is for: one group of fields for each question that young people answer there."""

    def __init__(self, posted: QueryDict | None = None, *, draft: Draft) -> None:
        super().__init__(posted, draft=draft)
        for question in criteria.questions_of(draft.definition):
            self._add(question, self._before(draft.content, question))
        for criterion in self._gone:
            words = criterion_in_words(criterion, draft.definition)
            self.fields[f"drop-{criterion.question}"] = forms.BooleanField(
                label=f"Retirer cette condition : {words}", required=False
            )
        if "criteria" in draft.shared:
            for field in self.fields.values():
                field.disabled = True

    def initial_of(self, content: OfferContent) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for question in criteria.questions_of(self.draft.definition):
            criterion = self._before(content, question)
            found[f"kind-{question.code}"] = criterion.kind.value
            found[f"only-{question.code}"] = sorted(criterion.accepted)
            found[f"from-{question.code}"] = criterion.minimum
            found[f"to-{question.code}"] = criterion.maximum
        return found

    def written(self, content: OfferContent) -> OfferContent:
        self.is_valid()
        after = [
            self._chosen(question) or self._before(content, question)
            for question in criteria.questions_of(self.draft.definition)
        ]
        after += [each for each in self._gone if not self.cleaned_data.get(f"drop-{each.question}")]
        return replace(content, criteria=criteria.rewritten(content.criteria, after))

    # --- What the page shows ---------------------------------------------------------------------------
    @property
    def asked(self) -> Iterator[Asked]:
        """The questions, with what the offer wants of each in words."""
        content = self.written(self.draft.content) if self.is_bound else self.draft.content
        for question in criteria.questions_of(self.draft.definition):
            code = question.code
            is_number = question.kind == Kind.NUMBER
            words = asked_in_words(content.criterion(code), self.draft.definition)
            yield Asked(
                question=question,
                words=words,
                kind=self[f"kind-{code}"],
                accepted=None if is_number else self[f"only-{code}"],
                minimum=self[f"from-{code}"] if is_number else None,
                maximum=self[f"to-{code}"] if is_number else None,
            )

    @property
    def gone(self) -> list[Gone]:
        return [
            Gone(criterion_in_words(each, self.draft.definition), self[f"drop-{each.question}"])
            for each in self._gone
        ]

    # --- Fields ----------------------------------------------------------------------------------------
    def _add(self, question: Question, criterion: Criterion) -> None:
        is_number = question.kind == Kind.NUMBER
        narrow = CriterionKind.RANGE if is_number else CriterionKind.ONLY
        self.fields[f"kind-{question.code}"] = forms.ChoiceField(
            label=question.text,
            choices=[
                (CriterionKind.ALL.value, "Tout le monde"),
                (narrow.value, "De… à…" if is_number else "Seulement…"),
            ],
            widget=forms.RadioSelect,
            required=False,
        )
        if is_number:
            self.fields[f"from-{question.code}"] = _bound("minimum", question)
            self.fields[f"to-{question.code}"] = _bound("maximum", question)
        else:
            self.fields[f"only-{question.code}"] = forms.MultipleChoiceField(
                label="Réponses acceptées",
                choices=criteria.choices_of(question, criterion),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for question in criteria.questions_of(self.draft.definition):
            code = question.code
            kind = found.get(f"kind-{code}")
            if kind == CriterionKind.ONLY and not found.get(f"only-{code}") and f"only-{code}" in found:
                self.add_error(f"only-{code}", "Cochez au moins une réponse, ou revenez à « Tout le monde ».")
            if kind == CriterionKind.RANGE and {f"from-{code}", f"to-{code}"} <= found.keys():
                low, high = found[f"from-{code}"], found[f"to-{code}"]
                if low is None and high is None:
                    self.add_error(f"from-{code}", "Écrivez un nombre, ou revenez à « Tout le monde ».")
                elif low is not None and high is not None and low > high:
                    self.add_error(f"to-{code}", f"Écrivez un nombre qui n’est pas plus petit que {low}.")
        return found

    def _chosen(self, question: Question) -> Criterion | None:
        """What the fields of this question say; None when they cannot be read."""
        code, found = question.code, self.cleaned_data
        kind = found.get(f"kind-{code}") or CriterionKind.ALL.value
        names = [f"only-{code}"] if kind == CriterionKind.ONLY else [f"from-{code}", f"to-{code}"]
        if kind == CriterionKind.ALL:
            return Criterion(code)
        if any(name not in found for name in names):
            return None
        if kind == CriterionKind.ONLY:
            return Criterion(code, CriterionKind.ONLY, accepted=frozenset(found[names[0]]))
        return Criterion(code, CriterionKind.RANGE, minimum=found[names[0]], maximum=found[names[1]])

    def _before(self, content: OfferContent, question: Question) -> Criterion:
        criterion = content.criterion(question.code)
        return (
            criterion if criteria.is_editable(criterion, self.draft.definition) else Criterion(question.code)
        )

    @property
    def _gone(self) -> list[Criterion]:
        definition = self.draft.definition
        return [each for each in self.draft.content.criteria if not criteria.is_editable(each, definition)]


def _bound(end: str, question: Question) -> forms.IntegerField:
    unit = f" ({question.unit})" if question.unit else ""
    return forms.IntegerField(
        label=f"{question.label} {end}{unit}",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-input"}),
        min_value=0,
        max_value=9_999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Écrivez un nombre entier, par exemple 18."
        ),
    )
