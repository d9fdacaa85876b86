"""What is written about questions, to professionals only. Nothing about young people."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import User
from boussole.animation.models import StructureQuestion
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.partners.models import Referent
from boussole.territories.geography import geography

FOLDER = "animation/messages"


def tell_structure(question: StructureQuestion, *, day: date, now: datetime) -> int:
    """To its managers, else to all its referents; return how many people were written to."""
    there = Referent.objects.in_force(day).filter(structure=question.structure, user__is_active=True)
    rows = list(there.select_related("user"))
    told = [row.user for row in rows if row.is_manager] or [row.user for row in rows]
    for user in told:
        _send("asked", user, question, link="extranet:question", now=now)
    return len(told)


def tell_animator(question: StructureQuestion, *, now: datetime) -> None:
    """To whoever asked, while they still have an account."""
    if question.asked_by is not None and question.asked_by.is_active:
        _send("answered", question.asked_by, question, link="animators:question", now=now)


def _send(name: str, to: User, question: StructureQuestion, *, link: str, now: datetime) -> None:
    context: dict[str, object] = {
        "first_name": to.first_name,
        "structure": question.structure.name,
        "theme": question.theme.name,
        "place": geography().name_in_words(question.area) if question.area else question.territory.name,
        "need": question.need,
        "text": question.text,
        "asked_by": question.asked_by.full_name if question.asked_by else "l’animation",
        "answer": question.get_answer_display() if question.answer else "",
        "words": question.words,
        "answered_by": question.answered_by.full_name if question.answered_by else "",
        "link": absolute(link, question.public_id),
    }
    outbox.send(template=f"{FOLDER}/{name}", to=to.email, context=context, about=question, now=now)
