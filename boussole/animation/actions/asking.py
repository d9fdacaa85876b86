"""Ask a structure whether it could meet a need, and hear its answer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.animation import emails, policies
from boussole.animation.models import StructureQuestion
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


@transaction.atomic
def ask_structure(
    structure: Structure,
    *,
    territory: Territory,
    theme: Theme,
    area: str,
    need: str,
    text: str,
    by: User,
    day: date,
    now: datetime,
) -> StructureQuestion:
    """Put the question to whoever is responsible for the structure, by mail and in the extranet.

    :raises NotAllowed: for somebody who does not animate the territory, or a structure that does not work there
    :raises MoveRefused: when nobody there can answer, or the same question waits already
    """
    structure = locked(structure)  # one question at a time: the same cannot be asked twice
    policies.can_ask(by, territory, structure, day).require()
    asked = StructureQuestion.objects.waiting().filter(structure=structure, theme=theme, area=area, need=need)
    if asked.exists():
        raise MoveRefused("Cette question attend déjà la réponse de la structure.")
    question = StructureQuestion.objects.create(
        territory=territory,
        structure=structure,
        theme=theme,
        area=area,
        need=need,
        text=text,
        asked_by=by,
        asked_at=now,
    )
    if not emails.tell_structure(question, day=day, now=now):
        raise MoveRefused("Personne ne répond pour cette structure : ouvrez plutôt un prospect.")
    trail.record("structure_question.asked", by=by, on=question, at=now)
    return question


@transaction.atomic
def answer_question(
    question: StructureQuestion,
    answer: StructureQuestion.Answer,
    *,
    words: str,
    by: User,
    day: date,
    now: datetime,
) -> StructureQuestion:
    """Answer for the structure; whoever asked is told by mail.

    :raises NotAllowed: for somebody else, or when a colleague has answered
    """
    question = locked(question)
    policies.can_answer(by, question, day).require()
    question.answer, question.words = answer, words
    question.answered_by, question.answered_at = by, now
    question.save(update_fields=["answer", "words", "answered_by", "answered_at"])
    emails.tell_animator(question, now=now)
    trail.record("structure_question.answered", by=by, on=question, at=now, answer=str(answer))
    return question
