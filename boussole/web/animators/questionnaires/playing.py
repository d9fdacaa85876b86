"""A journey through a draft, read from the address: where, how old, what was answered, page after page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.http import QueryDict

from boussole.offers.models import Offer
from boussole.orientation.journey import Step, current_step, kept, step_at, steps
from boussole.orientation.matching import match, near_misses
from boussole.orientation.queries import terms_of
from boussole.orientation.situation import Situation
from boussole.orientation.wording import summary_lines
from boussole.questionnaires.definition import Answered, Definition, Kind, Question
from boussole.questionnaires.models import Questionnaire
from boussole.territories.geography import Commune, geography
from boussole.web.shared.questions import StepForm, WholeNumberField

PREFIX = "r"  # before the codes of questions, which could be called « age » or « commune »
SEEN = "vu"  # the questions that a page showed: left blank is an answer too
AGE = 18
EXAMPLE = "Saint-Étienne"


class WhoForm(forms.Form):
    """Where the young person lives, and their age."""

    commune = forms.CharField(label="Commune", max_length=80, required=False)
    age = WholeNumberField(label="Âge", min_value=10, max_value=99, required=False)


@dataclass(frozen=True, slots=True)
class SeenOffer:
    """An offer of the results, and why; or one that a single criterion leaves out, and which."""

    title: str
    structure: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Play:
    """One moment of the journey."""

    definition: Definition
    situation: Situation
    who: WhoForm
    step: Step | None
    total: int
    form: StepForm | None
    hidden: list[tuple[str, str]]
    back: str
    found: list[SeenOffer]
    nearly: list[SeenOffer]

    @cached_property
    def answered(self) -> list[tuple[str, str]]:
        lines = summary_lines(self.situation.answers, self.definition)
        return [(question.label, words) for question, words in lines]


def play_of(version: Questionnaire, data: QueryDict, day: date) -> Play:
    """Read the address, ask what comes next, and match the offers shown that day. Four queries."""
    definition = version.definition
    who = _who(version, data)
    answers = kept(definition, answers_in(definition, data))
    situation = Situation(commune=_commune(who), age=_age(who), answers=answers)
    step = _step(definition, answers, data)
    asked = set() if step is None else {question.code for question in step.questions}
    form = None
    if step is not None:
        shown = {code: _shown(given) for code, given in answers.items() if code in asked}
        form = StepForm(questions=step.questions, prefix=PREFIX, initial=shown)
    found, nearly = _offers(version, situation, definition, day)
    return Play(
        definition,
        situation,
        who,
        step,
        len(steps(definition, answers)),
        form,
        [
            ("commune", situation.commune.name),
            ("age", str(situation.age or "")),
            *_as_fields(answers, but=asked),
        ],
        _back(definition, situation, step),
        found,
        nearly,
    )


def answers_in(definition: Definition, data: QueryDict) -> dict[str, Answered]:
    """The answers in the address; what is not one of the question's is left out."""
    found: dict[str, Answered] = {}
    for code in data.getlist(SEEN):
        if (question := definition.questions.get(code)) is not None:
            found[code] = _answered(question, data.getlist(f"{PREFIX}-{code}"))
    return found


def _answered(question: Question, given: list[str]) -> Answered:
    if question.kind == Kind.NUMBER:
        digits = "".join(character for character in "".join(given) if character.isdecimal())
        return int(digits[:6]) if digits else None
    chosen = frozenset(code for code in given if code in question.by_code)
    if question.kind == Kind.SEVERAL:
        return chosen
    return frozenset(sorted(chosen)[:1]) or None


def _who(version: Questionnaire, data: QueryDict) -> WhoForm:
    territory = version.territory
    default = {"commune": (territory.carrier_city if territory else "") or EXAMPLE, "age": AGE}
    given = {name: data[name] for name in default if name in data}
    form = WhoForm({**default, **given})
    form.is_valid()
    return form


def _commune(who: WhoForm) -> Commune:
    """The commune typed, or the best guess: the page shows which one it is."""
    found = geography().search(who.cleaned_data.get("commune") or EXAMPLE, 1) or geography().search(
        EXAMPLE, 1
    )
    return found[0].commune


def _age(who: WhoForm) -> int | None:
    return who.cleaned_data.get("age")


def _step(definition: Definition, answers: Mapping[str, Answered], data: QueryDict) -> Step | None:
    wanted = data.get("etape", "")
    if wanted.isdecimal() and (step := step_at(definition, answers, int(wanted))):
        return step
    return current_step(definition, answers)


def _as_fields(answers: Mapping[str, Answered], *, but: set[str]) -> list[tuple[str, str]]:
    """The answers as hidden fields, those of the page on show left out."""
    fields = []
    for code, given in answers.items():
        if code not in but:
            fields.append((SEEN, code))
            values = sorted(given) if isinstance(given, frozenset) else [] if given is None else [str(given)]
            fields += [(f"{PREFIX}-{code}", value) for value in values]
    return fields


def _back(definition: Definition, situation: Situation, step: Step | None) -> str:
    """The address of the page before; empty on the first one."""
    number = (step.number if step else len(steps(definition, situation.answers)) + 1) - 1
    if number < 1:
        return ""
    address = QueryDict(mutable=True)
    address["commune"], address["age"], address["etape"] = (
        situation.commune.name,
        str(situation.age or ""),
        str(number),
    )
    for name, value in _as_fields(situation.answers, but=set()):
        address.appendlist(name, value)
    return f"?{address.urlencode()}"


def _offers(
    version: Questionnaire, situation: Situation, definition: Definition, day: date
) -> tuple[list[SeenOffer], list[SeenOffer]]:
    homes = [each for each in (situation.commune, situation.second_commune) if each]
    terms = terms_of(version.theme_id, day, [f"commune:{home.code}" for home in homes])
    found = match(situation, terms, definition, day)
    missed = near_misses(situation, terms, definition, day)
    codes = [each.offer for each in found] + [each.offer for each in missed]
    rows = {row.code: row for row in Offer.objects.filter(code__in=codes).select_related("structure")}
    return (
        [
            SeenOffer(rows[each.offer].title, rows[each.offer].structure.name, each.reasons)
            for each in found
            if each.offer in rows
        ],
        [
            SeenOffer(rows[each.offer].title, rows[each.offer].structure.name, (each.missing,))
            for each in missed
            if each.offer in rows
        ],
    )


def _shown(given: Answered) -> object:
    return sorted(given) if isinstance(given, frozenset) else given
