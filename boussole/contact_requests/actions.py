"""What happens to requests. Each function is one use case, one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, links, policies, promise
from boussole.contact_requests.draft import MINIMUM_AGE, FilingDraft, Reachable, SharedAnswer
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.core.clock import local_day
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed
from boussole.offers import reach
from boussole.offers.models import Offer
from boussole.territories.geography import geography, timezone_of
from boussole.territories.models import Territory

Status = ContactRequest.Status
Outcome = ContactRequest.Outcome
NUMBER_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is confused when read aloud


class TooYoung(MoveRefused):
    """Under 15: no coordinates are taken (loi Informatique et Libertés, art. 45)."""


class AlreadyTold(MoveRefused):
    """Something was logged since the page was opened: a double press, or a colleague who was quicker."""


class OffersGone(MoveRefused):
    """Some of the offers are no longer shown; `gone` holds their ids."""

    def __init__(self, gone: Sequence[int]) -> None:
        super().__init__("Une des offres choisies n’est plus proposée. Retire-la pour envoyer ta demande.")
        self.gone = list(gone)


# --- Filing ---------------------------------------------------------------------------------------
def file(draft: FilingDraft, *, now: datetime) -> Filing:
    """File one form: the same key files once; with another content, it corrects what was filed.

    Rows, messages and jobs commit together: an accepted request is never lost nor left silent.

    :raises TooYoung: under 15
    :raises OffersGone: when an offer is no longer shown; nothing is filed
    """
    if draft.age < MINIMUM_AGE:
        raise TooYoung("Avant 15 ans, le site ne prend pas de coordonnées.")
    try:
        with transaction.atomic():
            return _file_first(draft, now=now)
    except IntegrityError:
        # The key is already there: a double press, a reload, an answer lost on the way, a correction.
        existing = Filing.objects.filter(key=draft.key).first()
        if existing is None:
            raise
        return _file_again(existing, draft, now=now)


def _file_first(draft: FilingDraft, *, now: datetime) -> Filing:
    home = geography().commune(draft.commune)
    territory = Territory.objects.around(home).order_by("pk").first()
    filing = Filing(
        key=draft.key,
        fingerprint=draft.fingerprint,
        number=_new_number(),
        age=draft.age,
        commune=home.code,
        second_commune=draft.second_commune,
        territory=territory,
        timezone=timezone_of(home),
        filed_at=now,
        agreement_version=draft.agreement_version,
        agreed_at=now,
        is_quarantined=draft.is_doubtful,
    )
    _write_reachable(filing, draft.reachable)
    filing.shared_questions = _shared_questions(draft)
    filing.link_hash = links.hash_of(links.token_of(filing.pk, settings.SECRET_KEY))
    filing.save(force_insert=True)
    requests = _add_requests(filing, draft, now=now)
    trail.record("contact_request.filed", by=trail.YOUNG_PERSON, on=filing, at=now, requests=len(requests))
    if not filing.is_quarantined:
        _tell_everyone(filing, requests, now=now)
    return filing


@transaction.atomic
def _file_again(filing: Filing, draft: FilingDraft, *, now: datetime) -> Filing:
    """The same form again: nothing if nothing changed, else the new content replaces the old one."""
    filing = locked(filing)
    if filing.fingerprint == draft.fingerprint:
        return filing
    _write_reachable(filing, draft.reachable)
    filing.fingerprint = draft.fingerprint
    filing.shared_questions = _shared_questions(draft)
    filing.age, filing.commune, filing.second_commune = draft.age, draft.commune, draft.second_commune
    filing.revision += 1
    filing.revised_at = now
    filing.save()
    kept = list(
        filing.contact_requests.select_related("offer__theme", "structure", "filing").filter(
            offer__in=draft.offers
        )
    )
    for contact_request in kept:
        contact_request.filing = filing
        contact_request.situation = _situation(draft, contact_request.offer)
        contact_request.save(update_fields=["situation"])
    added = _add_requests(filing, draft, now=now)
    trail.record(
        "contact_request.revised",
        by=trail.YOUNG_PERSON,
        on=filing,
        at=now,
        revision=filing.revision,
        added=len(added),
    )
    if not filing.is_quarantined:
        for contact_request in kept:
            if contact_request.is_open:
                emails.send_recap(contact_request, now=now, corrected=True)
        for contact_request in added:
            emails.send_recap(contact_request, now=now)
        # The receipt goes to the corrected address: the first one may have gone nowhere.
        emails.acknowledge(filing, kept + added, now=now)
    return filing


def _write_reachable(filing: Filing, reachable: Reachable) -> None:
    filing.first_name = reachable.first_name
    filing.phone = reachable.phone
    filing.email = reachable.email
    filing.moments = list(reachable.moments)
    filing.voicemail_ok = reachable.voicemail_ok
    filing.message = reachable.message


def _add_requests(filing: Filing, draft: FilingDraft, *, now: datetime) -> list[ContactRequest]:
    """One request per offer that is not already asked; the promise is frozen here."""
    asked = set(filing.contact_requests.values_list("offer_id", flat=True)) if filing.revision > 1 else set()
    wanted = [pk for pk in draft.offers if pk not in asked]
    offers = {
        o.pk: o
        for o in Offer.objects.shown_on(local_day(now, filing.timezone))
        .filter(pk__in=wanted)
        .select_related("structure", "theme")
    }
    if gone := [pk for pk in wanted if pk not in offers]:
        raise OffersGone(gone)
    requests = [
        ContactRequest(
            filing=filing,
            offer=offers[pk],
            structure=offers[pk].structure,
            offer_title=offers[pk].title,
            promised_days=offers[pk].promised_days,
            filed_at=now,
            due_at=promise.due_at(now, offers[pk].promised_days, filing.timezone),
            situation=_situation(draft, offers[pk]),
            reasons=list(draft.reasons.get(pk, ())),
        )
        for pk in wanted
    ]
    ContactRequest.objects.bulk_create(requests)
    for offer in offers.values():
        _watch_capacity(offer)
    return requests


def _situation(draft: FilingDraft, offer: Offer) -> list[dict[str, object]]:
    lines: tuple[SharedAnswer, ...] = draft.situations.get(offer.theme.code, ())
    return [
        {"question": x.question, "label": x.label, "text": x.text, "sensitive": x.sensitive} for x in lines
    ]


def _shared_questions(draft: FilingDraft) -> list[str]:
    """What the agreement covers: themes and questions, never the answers."""
    return sorted(f"{theme}/{line.question}" for theme, lines in draft.situations.items() for line in lines)


def _tell_everyone(filing: Filing, requests: list[ContactRequest], *, now: datetime) -> None:
    emails.acknowledge(filing, requests, now=now)
    for contact_request in requests:
        emails.send_recap(contact_request, now=now)


def _new_number() -> str:
    """The number of a receipt, easy to read aloud: « B-7F3K-92QM »."""
    signs = "".join(secrets.choice(NUMBER_SIGNS) for _ in range(8))
    return f"B-{signs[:4]}-{signs[4:]}"


def _watch_capacity(offer: Offer) -> None:
    """An offer that holds all the open requests it can is shown last (product.md 5.2)."""
    if offer.capacity is None:
        return
    is_full = offer.contact_requests.open().count() >= offer.capacity
    if is_full != offer.is_full:
        reach.set_full(offer, is_full)


@transaction.atomic
def release_from_quarantine(filing: Filing, *, by: User, now: datetime) -> Filing:
    """A person looked and found it genuine: it leaves as if it had just been sent; its dates do not move."""
    filing = locked(filing)
    policies.can_review(by, filing, now).require()
    filing.is_quarantined = False
    filing.save(update_fields=["is_quarantined"])
    requests = list(filing.contact_requests.select_related("offer__theme", "structure", "filing"))
    trail.record("contact_request.released", by=by, on=filing, at=now)
    _tell_everyone(filing, requests, now=now)
    return filing


@transaction.atomic
def reject_from_quarantine(filing: Filing, *, by: User, now: datetime) -> Filing:
    """A person looked and found it unwanted: its requests close, nobody is written to, nothing is deleted."""
    filing = locked(filing)
    policies.can_review(by, filing, now).require()
    for contact_request in filing.contact_requests.open().select_for_update():
        _close(contact_request, Outcome.UNWANTED, by=by, now=now)
    trail.record("contact_request.rejected", by=by, on=filing, at=now)
    return filing


# --- What professionals do ------------------------------------------------------------------------
@transaction.atomic
def take_up(contact_request: ContactRequest, *, by: User, now: datetime) -> ContactRequest:
    """Become the named owner of the request; the young person is told."""
    contact_request = locked(contact_request)
    policies.can_take_up(by, contact_request, now).require()
    contact_request.owner = by
    contact_request.move_to(Status.TAKEN_UP, by=by, at=now)
    late = contact_request.due_at < now
    trail.record("contact_request.taken_up", by=by, on=contact_request, at=now, late=late)
    emails.tell_taken_up(contact_request, now=now)
    return contact_request


@transaction.atomic
def log_attempt(
    contact_request: ContactRequest,
    *,
    kind: str,
    result: str,
    by: User,
    now: datetime,
    text: str = "",
    next_step: str = "",
    visibility: str = FollowUp.Visibility.SHARED,
    known: int | None = None,
) -> ContactRequest:
    """Log a call, a message or a meeting. The first one keeps the promise, if it is in time.

    `known` is how many lines of the log its author had before their eyes.

    :raises ValueError: for a note, which is not an attempt
    :raises AlreadyTold: when there are more
    """
    if kind == FollowUp.Kind.NOTE:
        raise ValueError("A note is not an attempt.")
    contact_request = locked(contact_request)
    policies.can_log(by, contact_request, now).require()
    _require_seen(contact_request, known)
    FollowUp.objects.create(
        contact_request=contact_request,
        kind=kind,
        result=result,
        visibility=visibility,
        text=text,
        next_step=next_step,
        by=by,
        at=now,
    )
    first = contact_request.first_attempt_at is None
    contact_request.first_attempt_at = contact_request.first_attempt_at or now
    reached = result == FollowUp.Result.REACHED
    _follow_attempt(contact_request, reached=reached, by=by, now=now)
    trail.record(
        "contact_request.attempt_logged", by=by, on=contact_request, at=now, reached=reached, first=first
    )
    # Somebody who has just been written to needs no second message saying that nobody answered.
    if not reached and kind != FollowUp.Kind.MESSAGE:
        emails.tell_missed_attempt(contact_request, now=now)
    return contact_request


def _require_seen(contact_request: ContactRequest, known: int | None) -> None:
    if known is not None and contact_request.follow_ups.count() != known:
        raise AlreadyTold(
            "Une suite vient d’être notée sur cette demande : relisez l’historique avant d’ajouter la vôtre."
        )


def _follow_attempt(contact_request: ContactRequest, *, reached: bool, by: User, now: datetime) -> None:
    """Who tries takes it up; who reaches has established the contact."""
    if contact_request.status == Status.SENT:
        contact_request.owner = by
        contact_request.move_to(Status.TAKEN_UP, by=by, at=now)
    if reached and contact_request.status == Status.TAKEN_UP:
        contact_request.move_to(Status.CONTACTED, by=by, at=now)
    contact_request.save(update_fields=["first_attempt_at"])


@transaction.atomic
def add_note(
    contact_request: ContactRequest,
    *,
    text: str,
    visibility: str,
    by: User,
    now: datetime,
    known: int | None = None,
) -> ContactRequest:
    """Write a note, shared or private. It is not an attempt, and the young person is told nothing.

    :raises AlreadyTold: when the log has more than the `known` lines that its author had before their eyes
    """
    contact_request = locked(contact_request)
    policies.can_note(by, contact_request, now).require()
    _require_seen(contact_request, known)
    FollowUp.objects.create(
        contact_request=contact_request,
        kind=FollowUp.Kind.NOTE,
        visibility=visibility,
        text=text,
        by=by,
        at=now,
    )
    trail.record("contact_request.noted", by=by, on=contact_request, at=now, visibility=visibility)
    return contact_request


@transaction.atomic
def close(
    contact_request: ContactRequest, *, outcome: str, by: User, now: datetime, note: str = ""
) -> ContactRequest:
    """End the request with its outcome; the young person is told, unless it was unwanted."""
    contact_request = locked(contact_request)
    policies.can_close_as(by, contact_request, outcome, now).require()
    _close(contact_request, Outcome(outcome), by=by, now=now, note=note)
    trail.record("contact_request.closed", by=by, on=contact_request, at=now, outcome=outcome)
    if outcome != Outcome.UNWANTED:
        emails.tell_closed(contact_request, now=now)
    return contact_request


def _close(
    contact_request: ContactRequest, outcome: Outcome, *, by: User | None, now: datetime, note: str = ""
) -> None:
    contact_request.outcome = outcome
    contact_request.closed_at = now
    contact_request.move_to(Status.CLOSED, by=by, at=now, note=note)
    _watch_capacity(contact_request.offer)


@transaction.atomic
def reopen(contact_request: ContactRequest, *, reason: str, by: User, now: datetime) -> ContactRequest:
    """Take an ended request up again, within 30 days, with a reason. The promise does not restart."""
    contact_request = locked(contact_request)
    policies.can_reopen(by, contact_request, now).require()
    if not reason.strip():
        raise NotAllowed("Indiquez pourquoi vous rouvrez cette demande.")
    contact_request.outcome, contact_request.closed_at, contact_request.owner = "", None, by
    contact_request.move_to(Status.TAKEN_UP, by=by, at=now, note=reason)
    trail.record("contact_request.reopened", by=by, on=contact_request, at=now)
    _watch_capacity(contact_request.offer)
    return contact_request


# --- What the young person does, through their link -----------------------------------------------
@transaction.atomic
def withdraw(contact_request: ContactRequest, *, now: datetime) -> ContactRequest:
    """The young person does not want to be called any more; the structure is told at once."""
    contact_request = locked(contact_request)
    policies.can_withdraw(contact_request).require()
    _close(contact_request, Outcome.WITHDRAWN, by=None, now=now)
    trail.record("contact_request.withdrawn", by=trail.YOUNG_PERSON, on=contact_request, at=now)
    if not contact_request.filing.is_quarantined:
        emails.tell_withdrawn(contact_request, now=now)
    return contact_request


@transaction.atomic
def correct_details(filing: Filing, reachable: Reachable, *, now: datetime) -> Filing:
    """The young person corrects how to reach them; the structures that still follow them are told."""
    filing = locked(filing)
    requests = list(filing.contact_requests.open().select_related("offer__theme", "structure", "filing"))
    if not requests:
        raise MoveRefused("Tes demandes sont terminées : il n’y a plus rien à corriger.")
    before = Reachable(
        filing.first_name,
        filing.phone,
        filing.email,
        tuple(filing.moments),
        filing.voicemail_ok,
        filing.message,
    )
    if before == reachable:
        return filing
    _write_reachable(filing, reachable)
    filing.revision += 1
    filing.revised_at = now
    filing.save()
    trail.record("contact_request.details_corrected", by=trail.YOUNG_PERSON, on=filing, at=now)
    if not filing.is_quarantined:
        for contact_request in requests:
            contact_request.filing = filing
            emails.send_recap(contact_request, now=now, corrected=True)
        if (before.phone, before.email) != (reachable.phone, reachable.email):
            emails.acknowledge(filing, requests, now=now)
    return filing


# --- Reading is traced ----------------------------------------------------------------------------
def record_look(contact_request: ContactRequest, *, by: User, now: datetime) -> None:
    """Trace that a professional opened a young person's request (product.md 5.7)."""
    trail.record("contact_request.opened", by=by, on=contact_request, at=now)


def record_list(requests: Sequence[ContactRequest], *, by: User, now: datetime, coordinates: bool) -> None:
    """Trace that a list named these young people, with or without their coordinates (guarantees.md R9)."""
    if requests:
        ids = [each.pk for each in requests]
        trail.record("contact_request.listed", by=by, on=None, at=now, requests=ids, coordinates=coordinates)


def record_export(count: int, *, format: str, by: User, now: datetime) -> None:
    """Trace that a list left the site as a file."""
    trail.record("contact_request.exported", by=by, on=None, at=now, count=count, format=format)


def record_review(filings: Sequence[Filing], *, by: User, now: datetime) -> None:
    """Trace that somebody read doubtful filings in order to judge them."""
    for filing in filings:
        trail.record("contact_request.reviewed", by=by, on=filing, at=now)
