"""The answers that offers are asked about, in the words of the questionnaires on line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boussole.offers.models import AnswerReview
from boussole.offers.wording import accepted_in_words
from boussole.questionnaires.definition import Definition, Question
from boussole.questionnaires.models import Questionnaire

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
    """By what its words are found."""
    return review.offer.theme_id, review.question, review.answer


def added_in_words(reviews: Iterable[AnswerReview]) -> dict[Key, AddedAnswer]:
    """The words of these answers, by key. Two queries at most.

    The national version first; the territories' own for what they alone ask. What no version asks any more keeps its
    codes. Rows are read, not `questionnaire_version`: that one keeps for good a version which goes on line in this
    very transaction, and may yet not.
    """
    found = {
        key_of(each): AddedAnswer(each.offer.theme.name, each.question, each.answer, each.answer, None)
        for each in reviews
    }
    missing = set(found)
    for is_national in (True, False):
        rows = Questionnaire.objects.on_line().filter(
            theme__in={theme for theme, _, _ in missing}, territory__isnull=is_national
        )
        for version in rows.order_by("pk") if missing else ():
            for key in [key for key in missing if key[0] == version.theme_id]:
                if told := _told(version.definition, found[key].theme, *key[1:]):
                    found[key] = told
                    missing.remove(key)
    return found


def _told(definition: Definition, theme: str, code: str, answer: str) -> AddedAnswer | None:
    question = definition.questions.get(code)
    given = question.by_code.get(answer) if question else None
    if question is None or given is None:
        return None
    return AddedAnswer(theme, question.label, (given.summary or given.text).rstrip("."), given.text, question)
