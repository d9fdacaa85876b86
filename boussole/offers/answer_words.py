"""The answers that offers are asked about, in the words of the questionnaires on line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from boussole.offers.models import AnswerReview
from boussole.offers.wording import accepted_in_words
from boussole.questionnaires.definition import Question
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import questionnaire_version

Key = tuple[int, str, str]  # the theme, the question, the answer


@dataclass(frozen=True, slots=True)
class AddedAnswer:
    """One answer that is new: « Emploi », « Situation », « est en alternance »."""

    theme: str
    label: str
    answer: str
    pressed: str  # as young people read it
    asked: Question | None

    def accepted_by(self, review: AnswerReview) -> list[str]:
        """What the offer accepts of this question until now, in words."""
        criteria = (row.value for row in review.offer.criteria.all() if row.question == review.question)
        return [words for criterion in criteria for words in accepted_in_words(criterion, self.asked)]


def key_of(review: AnswerReview) -> Key:
    return review.offer.theme_id, review.question, review.answer


def added_in_words(reviews: Iterable[AnswerReview]) -> dict[Key, AddedAnswer]:
    """The words of these answers, by key. One query: versions on line are kept in memory.

    The national version first; a territory's own for what it alone asks. What no version asks any more keeps its
    codes.
    """
    wanted = {key_of(review): review.offer.theme.name for review in reviews}
    on_line = Questionnaire.objects.on_line().filter(theme__in={theme for theme, _, _ in wanted})
    versions = list(
        on_line.order_by(F("territory").asc(nulls_first=True), "pk").values_list("theme_id", "pk")
    )
    found: dict[Key, AddedAnswer] = {}
    for key, theme in wanted.items():
        found[key] = AddedAnswer(theme, key[1], key[2], key[2], None)
        for pk in (pk for theme_id, pk in versions if theme_id == key[0]):
            question = questionnaire_version(pk).questions.get(key[1])
            if question and (answer := question.by_code.get(key[2])):
                told = (answer.summary or answer.text).rstrip(".")
                found[key] = AddedAnswer(theme, question.label, told, answer.text, question)
                break
    return found
