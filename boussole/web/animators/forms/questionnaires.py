"""What somebody types to write a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms

from boussole.questionnaires.comparing import KINDS
from boussole.questionnaires.definition import Definition, Kind, Question
from boussole.questionnaires.editing import Entry, free_code, tidy

YES_NO = {"yes": "Oui", "no": "Non"}
BLANK_ANSWERS = 1


class PageForm(forms.Form):
    """The title of a page: what young people read above its questions."""

    title = forms.CharField(
        label="Titre de la page",
        help_text="En quelques mots, dits à un jeune : « Où tu en es », « Au quotidien ».",
        max_length=60,
        error_messages={"required": "Donnez un titre à la page."},
    )


class NewQuestionForm(forms.Form):
    """A question begins with its words and how one answers it; the rest is on its own page."""

    text = forms.CharField(
        label="La question, telle que le jeune la lit",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez la question."},
    )
    label = forms.CharField(
        label="Son nom court",
        help_text="Pour les professionnels : « Situation », « Permis ».",
        max_length=40,
        error_messages={"required": "Donnez-lui un nom court, en un ou deux mots."},
    )
    kind = forms.ChoiceField(
        label="Comment y répond-on ?",
        choices=[(kind.value, KINDS[kind].capitalize()) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez comment on y répond."},
    )


class QuestionForm(forms.Form):
    """The words and the rules of one question. Its answers are `AnswerForm`s beside it."""

    text = forms.CharField(
        label="La question, telle que le jeune la lit",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Écrivez la question."},
    )
    help = forms.CharField(
        label="Un mot d’aide sous la question",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    label = forms.CharField(
        label="Son nom court",
        help_text="Pour les professionnels : « Situation », « Permis ».",
        max_length=40,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Combien de réponses peut-on choisir ?",
        choices=[(kind.value, KINDS[kind].capitalize()) for kind in (Kind.ONE, Kind.SEVERAL)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez combien de réponses on peut donner."},
    )
    is_sensitive = forms.BooleanField(
        label="C’est une question sensible",
        help_text="Santé, handicap, violences… La réponse ne part jamais par e-mail.",
        required=False,
    )
    minimum = forms.IntegerField(label="Le plus petit nombre accepté", required=False)
    maximum = forms.IntegerField(label="Le plus grand nombre accepté", required=False)
    unit = forms.CharField(
        label="Unité", help_text="Par exemple : « € par mois ».", max_length=30, required=False
    )
    condition = forms.MultipleChoiceField(
        label="La poser seulement à qui a répondu…",
        help_text="Rien de coché : la question est posée à tout le monde.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    yes_reason = forms.CharField(label="« Oui », dit au jeune", max_length=200, required=False)
    yes_summary = forms.CharField(label="« Oui », dit à un professionnel", max_length=200, required=False)
    no_reason = forms.CharField(label="« Non », dit au jeune", max_length=200, required=False)
    no_summary = forms.CharField(label="« Non », dit à un professionnel", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        question: Question,
        definition: Definition,
        is_locked: bool = False,
        is_published: bool = False,
        **kwargs: Any,
    ) -> None:
        """`is_locked`: national, in a territory. `is_published`: young people have seen this code (decision 0004)."""
        self.question, self.is_locked, self.is_published = question, is_locked, is_published
        super().__init__(*args, initial=_initial(question), **kwargs)
        cast(forms.MultipleChoiceField, self.fields["condition"]).choices = list(
            _conditions(question, definition)
        )
        for name in self._useless():
            del self.fields[name]

    def _useless(self) -> Iterator[str]:
        """The fields that this question has no use for, and those that only the national team decides."""
        if self.question.kind != Kind.NUMBER or self.is_locked:
            yield from ("minimum", "maximum", "unit")
        if self.question.kind != Kind.YES_NO:
            yield from ("yes_reason", "yes_summary", "no_reason", "no_summary")
        if self.is_locked:
            yield "is_sensitive"
        if self.is_published or self.question.kind not in (Kind.ONE, Kind.SEVERAL):
            yield "kind"
        if self.is_locked or not cast(forms.MultipleChoiceField, self.fields["condition"]).choices:
            yield "condition"

    def clean_condition(self) -> list[str]:
        chosen = list(self.cleaned_data["condition"])
        if len({each.partition("/")[0] for each in chosen}) > 1:
            raise forms.ValidationError("Cochez les réponses d’une seule question.")
        return chosen

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "minimum" in self.fields:
            low, high = found.get("minimum"), found.get("maximum")
            if low is not None and high is not None and low > high:
                self.add_error("maximum", "Le plus grand nombre doit dépasser le plus petit.")
        return found

    def entry(self, current: Entry) -> Entry:
        """The question as written in the document, its answers left as they are."""
        found = self.cleaned_data
        written = {**current, **{name: found[name] for name in ("text", "help", "label")}}
        for name in ("minimum", "maximum", "unit"):
            if name in found:
                written[name] = found[name]
        if "kind" in found:
            written["kind"] = found["kind"]
        if "is_sensitive" in found:
            written["sensitive"] = found["is_sensitive"]
        if "condition" in self.fields:
            written["only_if"] = _only_if(found["condition"])
        for key in YES_NO:
            if f"{key}_reason" in found:
                written[key] = {"reason": found[f"{key}_reason"], "summary": found[f"{key}_summary"]}
        return tidy(written)


class AnswerForm(forms.Form):
    """One answer. Without a text, a new one is nothing."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="La réponse", max_length=160, required=False)
    reason = forms.CharField(label="Dite au jeune", max_length=200, required=False)
    summary = forms.CharField(label="Dite à un professionnel", max_length=200, required=False)
    wildcard = forms.BooleanField(label="N’écarte aucune offre, comme « je ne sais pas »", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("text") and (found.get("code") or found.get("reason") or found.get("summary")):
            self.add_error("text", "Écrivez la réponse, ou retirez-la.")
        return found


class _AnswerFormSet(forms.BaseFormSet):
    """The answers of a question, in order, with a few blank ones at the end."""

    def answers(self, current: list[Entry], *, prefix: str, locked: frozenset[str]) -> list[Entry]:
        """The answers as written in the document; a new one takes a code made from its words.

        Of a national answer (`locked`) only the words are taken.
        """
        known = {answer["code"]: answer for answer in current}
        taken = set(known)
        written: list[Entry] = []
        more: list[Entry] = []
        for form in self.forms:
            found = form.cleaned_data
            if not found.get("text"):
                continue
            code = found["code"] if found["code"] in known else free_code(found["text"], taken, prefix)
            taken.add(code)
            entry = {**known.get(code, {}), "code": code}
            entry |= {name: found[name] for name in ("text", "reason", "summary")}
            if code not in locked:
                entry["wildcard"] = found["wildcard"]
            (written if code in known else more).append(tidy(entry))
        # « Je ne sais pas » stays last: what is new comes before it.
        end = next((place for place, each in enumerate(written) if each.get("wildcard")), len(written))
        return [*written[:end], *more, *written[end:]]


AnswerFormSet = forms.formset_factory(AnswerForm, formset=_AnswerFormSet, extra=BLANK_ANSWERS)


class ScheduleForm(forms.Form):
    """The day on which a version goes on line."""

    on = forms.DateField(
        label="Jour de publication",
        help_text="Au début de ce jour.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choisissez un jour.",
            "invalid": "Écrivez une date, par exemple 12/01/2027.",
        },
    )


def answers_initial(question: Question) -> list[dict[str, Any]]:
    """What the fields show of the answers of a question."""
    return [
        {
            "code": each.code,
            "text": each.text,
            "reason": each.reason,
            "summary": each.summary,
            "wildcard": each.is_wildcard,
        }
        for each in question.answers
    ]


def _initial(question: Question) -> dict[str, Any]:
    told = {
        f"{key}_{name}": getattr(answer, name)
        for key, answer in zip(YES_NO, question.answers, strict=False)
        for name in ("reason", "summary")
        if question.kind == Kind.YES_NO
    }
    only_if = question.only_if
    return {
        **{
            name: getattr(question, name)
            for name in ("text", "help", "is_sensitive", "minimum", "maximum", "unit")
        },
        "kind": question.kind.value,
        "label": "" if question.label == question.text else question.label,
        "condition": [f"{only_if.question}/{code}" for code in only_if.answers] if only_if else [],
        **told,
    }


def _conditions(question: Question, definition: Definition) -> Iterator[tuple[str, str]]:
    """The answers to the earlier questions, in the words of both."""
    for code, earlier in definition.questions.items():
        if code == question.code:
            return
        for answer in earlier.answers:
            yield f"{code}/{answer.code}", f"{earlier.label} : {answer.text}"


def _only_if(chosen: list[str]) -> Mapping[str, Any] | None:
    if not chosen:
        return None
    pairs = [each.partition("/") for each in chosen]
    return {"question": pairs[0][0], "answers": [answer for _, _, answer in pairs]}
