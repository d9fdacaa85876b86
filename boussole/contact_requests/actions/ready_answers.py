"""The texts that the people of a structure write often: shared, and written with care once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import policies
from boussole.contact_requests.models import ReadyAnswer
from boussole.core.db import locked
from boussole.partners.models import Structure


@transaction.atomic
def add_ready_answer(structure: Structure, *, title: str, text: str, by: User, now: datetime) -> ReadyAnswer:
    """Keep one more text for the whole structure."""
    structure = locked(structure)  # the limit and the titles hold when two people add at once
    policies.can_add_answer(by, structure, now.date()).require()
    policies.can_be_titled(structure, title).require()
    answer = ReadyAnswer.objects.create(
        structure=structure, title=title, text=text, updated_by=by, updated_at=now
    )
    trail.record("workshop.ready_answer_added", by=by, on=answer, at=now)
    return answer


@transaction.atomic
def change_ready_answer(
    answer: ReadyAnswer, *, title: str, text: str, by: User, now: datetime
) -> ReadyAnswer:
    """Another title, another text; what was already written with it does not change."""
    answer = locked(answer)
    policies.can_keep_answers(by, answer.structure_id, now.date()).require()
    policies.can_be_titled(answer.structure_id, title, than=answer).require()
    answer.title, answer.text, answer.updated_by, answer.updated_at = title, text, by, now
    answer.save()
    trail.record("workshop.ready_answer_changed", by=by, on=answer, at=now)
    return answer


@transaction.atomic
def delete_ready_answer(answer: ReadyAnswer, *, by: User, now: datetime) -> None:
    """Take it away; deleting twice does nothing more."""
    policies.can_keep_answers(by, answer.structure_id, now.date()).require()
    count, _ = ReadyAnswer.objects.filter(pk=answer.pk).delete()
    if count:
        trail.record("workshop.ready_answer_deleted", by=by, on=answer, at=now)
