"""A question has one more answer: offers that accept only some of the others are asked about it (product.md 5.2).

Publishing a questionnaire calls `ask_reviews` in its own transaction, once, with every answer it adds:

    added = answers_added(former.definition, version.definition)
    ask_reviews(version.theme, added, territory=version.territory, now=now)

Each structure is then written to once. The animation, or a person of the structure, says of each offer that it
accepts the answer (`accept`) or not (`leave_out`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from boussole.accounts.models import User
from boussole.offers.models import AnswerReview
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class AddedAnswer(NamedTuple):
    """The codes of a question and of an answer that it did not have."""

    question: str
    answer: str


def answers_added(old: Definition, new: Definition) -> list[AddedAnswer]:
    """The answers that the new version adds to questions of the old one; « je ne sais pas » excludes nobody. Pure."""
    return [
        AddedAnswer(code, answer.code)
        for code, question in new.questions.items()
        if (former := old.questions.get(code))
        for answer in question.answers
        if not answer.is_wildcard and answer.code not in former.by_code
    ]


def ask_reviews(
    theme: Theme, added: Collection[AddedAnswer], *, territory: Territory | None, now: datetime
) -> list[AnswerReview]:
    """Ask about these answers for each offer of the theme that accepts only some answers of their questions.

    Of the territory's offers when the version is its own. What was asked once is not asked again. The caller is in
    a transaction; one mail leaves for each structure.
    """
    raise NotImplementedError


@transaction.atomic
def accept(reviews: Iterable[AnswerReview], *, by: User, day: date, now: datetime) -> Sequence[AnswerReview]:
    """The offers accept the answer from now on: what is on line says so at once, and so does what is being written.

    Reviews that somebody has decided meanwhile are left as they are; those decided here are returned.

    :raises NotAllowed: for somebody who neither reviews nor writes one of these offers
    """
    raise NotImplementedError


@transaction.atomic
def leave_out(
    reviews: Iterable[AnswerReview], *, by: User, day: date, now: datetime
) -> Sequence[AnswerReview]:
    """The offers go on without the answer: nothing changes but the question, which is settled.

    :raises NotAllowed: for somebody who neither reviews nor writes one of these offers
    """
    raise NotImplementedError
