"""What the young person says about a request. Beside the log of the professionals, never over it (decision 0021)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, policies
from boussole.contact_requests.models import ContactRequest, Opinion, YoungPersonWord
from boussole.contact_requests.recipients import addresses_of
from boussole.contact_requests.schedule import Audience
from boussole.core.clock import local_day
from boussole.core.db import locked
from boussole.core.verdicts import NotAllowed

Kind = YoungPersonWord.Kind


class Heard(StrEnum):
    """What « personne ne m’a contacté » brought about."""

    NOT_YET = "not-yet"  # the date has not passed: nothing is wrong, nothing changes
    ESCALATED = "escalated"  # the structure and the animation are written to, now
    CONTRADICTED = "contradicted"  # an attempt is logged: the managers are written to, both words are kept
    ALREADY = "already-heard"  # said today already


@transaction.atomic
def say_contacted(contact_request: ContactRequest, *, now: datetime) -> YoungPersonWord:
    """« On m’a contacté »: kept beside the log. The promise is measured on the log alone."""
    contact_request = locked(contact_request)
    policies.can_say_contacted(contact_request, now).require()
    # Said, denied, then said again on one day: the first time is the one that counts.
    word, is_new = _keep(contact_request, Kind.CONTACTED, now)
    if is_new and contact_request.first_attempt_at is None and not contact_request.filing.is_quarantined:
        addresses = addresses_of(Audience.OWNER_OR_CONTACT, contact_request, now)
        emails.ask_to_log(contact_request, addresses, now=now)
    return word


@transaction.atomic
def say_not_contacted(contact_request: ContactRequest, *, now: datetime) -> Heard:
    """« Personne ne m’a contacté »: before the date, when it will be; after it, everybody is told at once."""
    contact_request = locked(contact_request)
    policies.can_say_not_contacted(contact_request, now).require()
    is_tried = contact_request.first_attempt_at is not None
    if not is_tried and now <= contact_request.due_at:
        return Heard.NOT_YET
    _, is_new = _keep(contact_request, Kind.NOT_CONTACTED, now)
    if not is_new:
        return Heard.ALREADY
    if not contact_request.filing.is_quarantined:
        _escalate(contact_request, is_tried=is_tried, now=now)
    return Heard.CONTRADICTED if is_tried else Heard.ESCALATED


@transaction.atomic
def nudge(contact_request: ContactRequest, *, now: datetime) -> YoungPersonWord:
    """Remind whoever takes care of it that somebody waits: once a day."""
    contact_request = locked(contact_request)
    policies.can_nudge(contact_request, now).require()
    word, _ = _keep(contact_request, Kind.NUDGE, now)
    if not contact_request.filing.is_quarantined:
        addresses = addresses_of(Audience.OWNER_OR_CONTACT, contact_request, now)
        emails.pass_on_nudge(contact_request, addresses, now=now)
    return word


@transaction.atomic
def give_opinion(
    contact_request: ContactRequest, *, helped: str, score: int, word: str, now: datetime
) -> Opinion:
    """Did it help? Given once; corrected for 30 days, without a new date."""
    contact_request = locked(contact_request)
    policies.can_give_opinion(contact_request, now).require()
    opinion, is_new = Opinion.objects.update_or_create(
        contact_request=contact_request,
        defaults={"helped": helped, "score": score, "word": word},
        create_defaults={"helped": helped, "score": score, "word": word, "given_at": now},
    )
    trail.record(
        "contact_request.opinion_given",
        by=trail.YOUNG_PERSON,
        on=contact_request,
        at=now,
        helped=helped,
        score=score,
        first=is_new,
    )
    return opinion


@transaction.atomic
def settle(word: YoungPersonWord, *, note: str, by: User, now: datetime) -> YoungPersonWord:
    """A manager explains a contradiction, once. Neither the word nor the log changes."""
    word = locked(word)
    policies.can_settle(by, word, now).require()
    if not note.strip():
        raise NotAllowed("Écrivez ce que vous avez compris, ou ce que vous avez fait.")
    word.settled_at, word.settled_by, word.settled_note = now, by, note.strip()
    word.save(update_fields=["settled_at", "settled_by", "settled_note"])
    trail.record("contact_request.disagreement_settled", by=by, on=word.contact_request, at=now)
    return word


CODES = {
    Kind.CONTACTED: "contact_request.said_contacted",
    Kind.NOT_CONTACTED: "contact_request.said_not_contacted",
    Kind.NUDGE: "contact_request.nudged",
}


def _keep(contact_request: ContactRequest, kind: Kind, now: datetime) -> tuple[YoungPersonWord, bool]:
    """The word of today, and whether it is new. The request is locked: two presses are one word."""
    day = local_day(now, contact_request.filing.timezone)
    word, is_new = contact_request.words.get_or_create(kind=kind, day=day, defaults={"at": now})
    if is_new:
        trail.record(CODES[kind], by=trail.YOUNG_PERSON, on=contact_request, at=now)
    return word, is_new


def _escalate(contact_request: ContactRequest, *, is_tried: bool, now: datetime) -> None:
    """To the whole team and the animation when nobody tried; when the log says otherwise, to the team alone."""
    team = addresses_of(Audience.EVERY_REFERENT, contact_request, now)
    emails.tell_not_contacted(contact_request, team, is_tried=is_tried, now=now)
    if not is_tried:
        animation = addresses_of(Audience.ANIMATOR, contact_request, now)
        emails.warn_not_contacted(contact_request, animation, now=now)
