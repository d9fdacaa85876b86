"""Handing a request over: the sender proposes, the young person agrees, the sender may change their mind.

Until the receiver accepts, the request stays the sender's: its clock runs. The request is always locked
before its redirection, so that two gestures at the same instant are made one after the other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, passing, policies
from boussole.contact_requests.actions.calling_off import call_off
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.holding import hold_structures_of
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import shared_notes_of
from boussole.core.db import locked, require_transaction
from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer

Status, Agreement = Redirection.Status, Redirection.Agreement


@transaction.atomic
def redirect(
    contact_request: ContactRequest,
    *,
    to_offer: Offer,
    reason: str,
    diagnosis: str,
    shared_fields: Collection[str],
    agreement: str,
    by: User,
    now: datetime,
) -> Redirection:
    """Propose the request to another structure, with the agreement told by voice; or ask for it first."""
    hold_structures_of([to_offer.pk])
    to_offer = Offer.objects.select_related("structure").get(pk=to_offer.pk)
    contact_request = locked(contact_request)
    policies.can_redirect(by, contact_request, now).require()
    policies.can_target(contact_request, to_offer, now).require()
    policies.says_enough(diagnosis, contact_request.filing).require()
    offered = passing.fields_of(contact_request, shared_notes=shared_notes_of(contact_request).count())
    policies.are_offered(shared_fields, offered).require()
    if agreement == Agreement.ASKED:
        policies.can_be_asked(contact_request.filing).require()
    else:
        policies.can_hear_agreement(by, contact_request, now).require()
    redirection = Redirection.objects.create(
        contact_request=contact_request,
        to_offer=to_offer,
        to_structure=to_offer.structure,
        reason=reason,
        diagnosis=diagnosis.strip(),
        shared_fields=passing.agreed_codes(shared_fields, offered),
        agreement=agreement,
        by=by,
        at=now,
    )
    _trace("redirected", redirection, by=by, now=now, agreement=str(agreement))
    if agreement == Agreement.TOLD:
        _propose(redirection, now=now)
    else:
        emails.ask_agreement(redirection, now=now)
    return redirection


@transaction.atomic
def orient_outside(
    contact_request: ContactRequest,
    *,
    name: str,
    contact: str,
    reason: str,
    diagnosis: str,
    by: User,
    now: datetime,
) -> Redirection:
    """Give the young person the public contact of a body without account here; the request ends with it.

    Nothing about them leaves the site, so there is nothing to agree to: they choose to call, or not.
    """
    contact_request = locked(contact_request)
    policies.can_redirect(by, contact_request, now).require()
    if not name.strip() or not contact.strip():
        raise NotAllowed("Donnez le nom de l’organisme et la façon de le joindre.")
    redirection = Redirection.objects.create(
        contact_request=contact_request,
        outside_name=name.strip(),
        outside_contact=contact.strip(),
        reason=reason,
        diagnosis=diagnosis.strip(),
        agreement=Agreement.TOLD,
        agreed_at=now,
        by=by,
        at=now,
    )
    redirection.move_to(Status.ORIENTED, at=now)
    end(contact_request, ContactRequest.Outcome.REDIRECTED, by=by, now=now)
    _trace("oriented_outside", redirection, by=by, now=now)
    emails.tell_oriented_outside(redirection, now=now)
    return redirection


@transaction.atomic
def agree(redirection: Redirection, *, now: datetime) -> Redirection:
    """The young person says yes on their page; late is not too late."""
    redirection = held(redirection)
    policies.can_agree(redirection).require()
    _propose(redirection, now=now)
    _trace("redirection_agreed", redirection, by=trail.YOUNG_PERSON, now=now)
    return redirection


@transaction.atomic
def refuse(redirection: Redirection, *, now: datetime) -> Redirection:
    """The young person says no: nothing leaves, and the sender keeps the request."""
    redirection = held(redirection)
    policies.can_agree(redirection).require()
    redirection.move_to(Status.REFUSED, at=now)
    _trace("redirection_refused", redirection, by=trail.YOUNG_PERSON, now=now)
    emails.tell_sender(redirection, "redirection_refused", now=now)
    return redirection


@transaction.atomic
def note_agreement(redirection: Redirection, *, by: User, now: datetime) -> Redirection:
    """The sender has obtained by voice what was asked by message."""
    redirection = held(redirection)
    policies.can_note_agreement(by, redirection, now).require()
    policies.can_hear_agreement(by, redirection.contact_request, now).require()
    redirection.agreement = Agreement.TOLD
    _propose(redirection, now=now)
    _trace("redirection_agreed", redirection, by=by, now=now)
    return redirection


@transaction.atomic
def cancel(redirection: Redirection, *, by: User, now: datetime) -> Redirection:
    """The sender keeps the request after all."""
    redirection = held(redirection)
    policies.can_cancel(by, redirection, now).require()
    call_off(redirection, now=now)
    _trace("redirection_cancelled", redirection, by=by, now=now)
    return redirection


def cancel_for_merge(redirection: Redirection, *, by: User, now: datetime) -> None:
    """The sender and the receiver turn out to be one structure, which keeps the request."""
    require_transaction()
    redirection = held(redirection)
    if redirection.is_under_way:
        call_off(redirection, now=now)
        _trace("redirection_cancelled", redirection, by=by, now=now)


def held(redirection: Redirection) -> Redirection:
    """A fresh copy of the redirection and of its request, both locked, the request first."""
    contact_request = locked(redirection.contact_request)
    redirection = locked(redirection)
    redirection.contact_request = contact_request
    return redirection


def _propose(redirection: Redirection, *, now: datetime) -> None:
    """The receiver may read it from now on, and has two days to answer."""
    redirection.agreed_at = now
    redirection.move_to(Status.PROPOSED, at=now)
    emails.propose(redirection, now=now)


def _trace(
    what: str, redirection: Redirection, *, by: User | trail.Actor, now: datetime, **facts: str
) -> None:
    trail.record(
        f"contact_request.{what}",
        by=by,
        on=redirection.contact_request,
        at=now,
        redirection=redirection.pk,
        **facts,
    )
