"""A young person files one form: the same key files once, whatever the network does (guarantees.md 4.1)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from boussole.audit import trail
from boussole.contact_requests import contacts, emails, links, promise
from boussole.contact_requests.draft import MINIMUM_AGE, FilingDraft, Reachable, SharedAnswer
from boussole.contact_requests.holding import hold_structures_of
from boussole.contact_requests.load import hold, watch_capacity
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core.clock import local_day
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.territories.geography import geography, timezone_of
from boussole.territories.models import Territory

NUMBER_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is confused when read aloud


class TooYoung(MoveRefused):
    """Under 15: no coordinates are taken (loi Informatique et Libertés, art. 45)."""


class OffersGone(MoveRefused):
    """Some of the offers are no longer shown; `gone` holds their ids."""

    def __init__(self, gone: Sequence[int]) -> None:
        super().__init__("Une des offres choisies n’est plus proposée. Retire-la pour envoyer ta demande.")
        self.gone = list(gone)


class LeftAlone(Exception):
    """Whoever is reached at this phone or e-mail said « ce n’est pas moi »: nothing is filed, and nobody says so.

    `looks_like` is what the receipt shows: it is in no table (decision 0017).
    """

    def __init__(self, looks_like: Filing) -> None:
        super().__init__()
        self.looks_like = looks_like


def file(draft: FilingDraft, *, now: datetime) -> Filing:
    """File one form: the same key files once; with another content, it corrects what was filed.

    Rows, messages and jobs commit together: an accepted request is never lost nor left silent.

    :raises TooYoung: under 15
    :raises OffersGone: when an offer is no longer shown; nothing is filed
    :raises LeftAlone: when this phone or e-mail is protected; nothing is filed
    """
    if draft.age < MINIMUM_AGE:
        raise TooYoung("Avant 15 ans, le site ne prend pas de coordonnées.")
    is_left_alone = bool(contacts.blocks_on(contacts.marks_of(draft.reachable), now))
    try:
        with transaction.atomic():
            filing = _file_first(draft, now=now)
            if is_left_alone:
                # The same work as for anybody, then undone: same refusals, same delay, and nothing stored.
                transaction.set_rollback(True)
    except IntegrityError:
        # The key is already there: a double press, a reload, an answer lost on the way, a correction.
        existing = Filing.objects.filter(key=draft.key).first()
        if existing is None:
            raise
        return existing if is_left_alone else _file_again(existing, draft, now=now)
    if is_left_alone:
        raise LeftAlone(filing)
    return filing


def _file_first(draft: FilingDraft, *, now: datetime) -> Filing:
    home = geography().commune(draft.commune)
    territory = Territory.objects.at(home)
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
    write_reachable(filing, draft.reachable)
    filing.shared_questions = _shared_questions(draft)
    filing.link_hash = links.hash_of(links.token_of(filing.pk, settings.SECRET_KEY))
    filing.save(force_insert=True)
    requests = _add_requests(filing, draft, now=now)
    trail.record("contact_request.filed", by=trail.YOUNG_PERSON, on=filing, at=now, requests=len(requests))
    if not filing.is_quarantined:
        tell_everyone(filing, requests, now=now)
    return filing


@transaction.atomic
def _file_again(filing: Filing, draft: FilingDraft, *, now: datetime) -> Filing:
    """The same form again: nothing if nothing changed, else the new content replaces the old one.

    A form that was erased meanwhile stays so, whatever a page left open sends again.
    """
    filing = locked(filing)
    if filing.anonymised_at or filing.fingerprint == draft.fingerprint:
        return filing
    filing.unproved = contacts.unproved_after(filing, draft.reachable, by_author=True)
    write_reachable(filing, draft.reachable)
    filing.fingerprint = draft.fingerprint
    filing.shared_questions = _shared_questions(draft)
    filing.age, filing.commune, filing.second_commune = draft.age, draft.commune, draft.second_commune
    filing.revision += 1
    filing.revised_at = now
    filing.save()
    kept = list(
        filing.contact_requests.filter(offer__in=draft.offers).select_related("offer__theme", "structure")
    )
    # First those that are added: they hold structures, for which nobody who holds a request may be waiting.
    added = _add_requests(filing, draft, now=now)
    for contact_request in kept:
        contact_request.filing = filing
        contact_request.situation = _situation(draft, contact_request.offer)
        contact_request.save(update_fields=["situation"])
    trail.record(
        "contact_request.revised",
        by=trail.YOUNG_PERSON,
        on=filing,
        at=now,
        revision=filing.revision,
        added=len(added),
    )
    if not filing.is_quarantined:
        _tell_again(filing, kept, added, now=now)
    return filing


def _tell_again(
    filing: Filing, kept: list[ContactRequest], added: list[ContactRequest], *, now: datetime
) -> None:
    """What has changed to those who had it, a recap to the others, one receipt for all."""
    for contact_request in kept:
        if contact_request.is_open:
            emails.send_recap(contact_request, now=now, corrected=True)
    for contact_request in added:
        emails.send_recap(contact_request, now=now)
    # The receipt goes to the corrected address: the first one may have gone nowhere.
    emails.acknowledge(filing, kept + added, now=now)


def write_reachable(filing: Filing, reachable: Reachable) -> None:
    """Copy on the filing how to reach its author; the caller saves."""
    filing.first_name = reachable.first_name
    filing.phone = reachable.phone
    filing.email = reachable.email
    filing.moments = list(reachable.moments)
    filing.voicemail_ok = reachable.voicemail_ok
    filing.message = reachable.message


def _add_requests(filing: Filing, draft: FilingDraft, *, now: datetime) -> list[ContactRequest]:
    """One request per offer that is not already asked; the promise is frozen here, as it was shown."""
    asked = set(filing.contact_requests.values_list("offer_id", flat=True)) if filing.revision > 1 else set()
    wanted = [pk for pk in draft.offers if pk not in asked]
    hold_structures_of(wanted)
    today = local_day(now, filing.timezone)
    offers = {
        o.pk: o
        for o in Offer.objects.shown_on(today)
        .promising(today)
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
            offer_version_id=offers[pk].version_on_line,
            offer_title=offers[pk].title,
            promised_days=offers[pk].days_promised,
            filed_at=now,
            due_at=promise.due_at(now, offers[pk].days_promised, filing.timezone),
            situation=_situation(draft, offers[pk]),
            reasons=list(draft.reasons.get(pk, ())),
        )
        for pk in wanted
    ]
    ContactRequest.objects.bulk_create(requests)
    hold(offers.values())
    for offer in offers.values():
        watch_capacity(offer)
    return requests


def _situation(draft: FilingDraft, offer: Offer) -> list[dict[str, object]]:
    lines: tuple[SharedAnswer, ...] = draft.situations.get(offer.theme.code, ())
    return [
        {"question": x.question, "label": x.label, "text": x.text, "sensitive": x.sensitive} for x in lines
    ]


def _shared_questions(draft: FilingDraft) -> list[str]:
    """What the agreement covers: themes and questions, never the answers."""
    return sorted(f"{theme}/{line.question}" for theme, lines in draft.situations.items() for line in lines)


def tell_everyone(filing: Filing, requests: list[ContactRequest], *, now: datetime) -> None:
    """The receipt to the young person, and a recap to each contact e-mail of each offer."""
    emails.acknowledge(filing, requests, now=now)
    for contact_request in requests:
        emails.send_recap(contact_request, now=now)


def _new_number() -> str:
    """The number of a receipt, easy to read aloud: « B-7F3K-92QM »."""
    signs = "".join(secrets.choice(NUMBER_SIGNS) for _ in range(8))
    return f"B-{signs[:4]}-{signs[4:]}"
