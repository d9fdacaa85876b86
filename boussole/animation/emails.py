"""What is written about questions and territories, and what the animation writes itself, to professionals only."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import Mandate, User
from boussole.animation import unsubscribing
from boussole.animation.models import MessageKind, PartnerMessage, StructureQuestion
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox, text
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import Referent
from boussole.territories.geography import geography
from boussole.territories.models import Territory

FOLDER = "animation/messages"
OWN_LINK = "(un lien propre à chaque personne)"


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


# --- What the animation writes itself -------------------------------------------------------------------
def write_to_partner(message: PartnerMessage, to: User, *, now: datetime) -> OutgoingMessage:
    """One copy, in the name of the territory."""
    return outbox.send(
        template=f"{FOLDER}/to_partners",
        to=to.email,
        context=_context(message, to),
        about=message,
        now=now,
        sender_name=f"La Boussole, {message.territory.name}",
    )


def as_read(message: PartnerMessage, by: User) -> tuple[str, str]:
    """The subject and the text that this person would read, but for the link that belongs to each reader."""
    context = _context(message, by)
    if context["unsubscribe"]:
        context["unsubscribe"] = OWN_LINK
    subject = text.subject_line(text.rendered(f"{FOLDER}/to_partners/subject.txt", context))
    return subject, text.several_lines(text.rendered(f"{FOLDER}/to_partners/body.txt", context))


def _context(message: PartnerMessage, to: User) -> dict[str, object]:
    writer = message.written_by
    is_news = message.kind == MessageKind.NEWS
    return {
        "first_name": to.first_name,
        "subject": message.subject,
        "body": message.body,
        "writer": writer.full_name if writer else "L’animation",
        "territory": message.territory.name,
        "reply_to": writer.email if writer and writer.is_active else message.territory.carrier_email,
        "unsubscribe": unsubscribing.link_for(to, message.territory) if is_news else "",
    }


# --- Territories --------------------------------------------------------------------------------------
def tell_territory_closes(territory: Territory, *, reason: str, charters: int, now: datetime) -> None:
    """To its animation, once: the last day, why, and what is left to do; partners have their own notice."""
    said = {"ends_on": day_in_words(territory.closes_on, year=True) if territory.closes_on else ""}
    _to_animation(territory, "territory_closes", now, reason=reason, charters=charters, **said)


def tell_territory_stays(territory: Territory, *, now: datetime) -> None:
    """To its animation: nothing closes."""
    _to_animation(territory, "territory_stays", now)


def _to_animation(territory: Territory, name: str, now: datetime, **more: object) -> None:
    rows = Mandate.objects.in_force_at(now).filter(territory=territory, role=Mandate.Role.ANIMATOR)
    for row in rows.filter(user__is_active=True).select_related("user"):
        context: dict[str, object] = {
            "first_name": row.user.first_name,
            "territory": territory.name,
            "link": absolute("animators:territory", territory.code),
            **more,
        }
        template = f"{FOLDER}/{name}"
        outbox.send(template=template, to=row.user.email, context=context, about=territory, now=now)
