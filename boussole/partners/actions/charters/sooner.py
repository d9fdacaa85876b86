"""While a notice runs, an earlier last day: one party proposes it, the other agrees or lets the notice run."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.partners import policies
from boussole.partners.actions.charters.ending import SOONER, require_sooner
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.actions.charters.reminding import count_end_as_told
from boussole.partners.emails import charter_end as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, today_of


@transaction.atomic
def propose_sooner(
    agreement: CharterAgreement, *, on: date, by: User, day: date, now: datetime
) -> CharterAgreement:
    """Ask the other party to stop on that day: nothing changes before it agrees.

    :raises NotAllowed: for neither party, without a notice, or while another proposal waits
    :raises CharterRefused: for a day that is past, or not before the one of the notice
    """
    agreement = locked(agreement)
    policies.can_propose_sooner(by, agreement, day, now).require()
    require_sooner(on, agreement.ends_on, today_of(agreement, now))
    agreement.sooner_on, agreement.sooner_by = on, by
    agreement.sooner_from = policies.party_of(by, agreement, day) or ""
    agreement.save(update_fields=SOONER)
    trail.record("charter.sooner_proposed", by=by, on=agreement, at=now, sooner_on=on.isoformat())
    emails.tell_sooner_proposed(agreement, now=now)
    return agreement


@transaction.atomic
def agree_sooner(
    agreement: CharterAgreement, *, on: date, by: User, day: date, now: datetime
) -> CharterAgreement:
    """The other party says yes to that day, the one that it read: it becomes the last one.

    :raises NotAllowed: for the party that proposed it, or when nothing waits any more
    :raises CharterRefused: when another day was proposed meanwhile
    """
    agreement = locked(agreement)
    policies.can_answer_sooner(by, agreement, day, now).require()
    if agreement.sooner_on != on:
        raise CharterRefused("L’autre partie propose maintenant un autre jour : relisez avant de répondre.")
    agreement.ends_on = on
    agreement.save(update_fields=["ends_on"])
    trail.record("charter.sooner_agreed", by=by, on=agreement, at=now, ends_on=on.isoformat())
    emails.tell_sooner_agreed(agreement, now=now)
    count_end_as_told(agreement, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement


@transaction.atomic
def decline_sooner(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """The other party lets the notice run until its own last day.

    :raises NotAllowed: for the party that proposed, or when nothing waits any more
    """
    agreement = locked(agreement)
    policies.can_answer_sooner(by, agreement, day, now).require()
    _forget(agreement)
    trail.record("charter.sooner_declined", by=by, on=agreement, at=now)
    emails.tell_sooner_over(agreement, is_dropped=False, now=now)
    return agreement


@transaction.atomic
def drop_sooner(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """Whoever proposed it gives it up: the notice runs as it was.

    :raises NotAllowed: for the other party, or when nothing waits any more
    """
    agreement = locked(agreement)
    policies.can_drop_sooner(by, agreement, day, now).require()
    _forget(agreement)
    trail.record("charter.sooner_dropped", by=by, on=agreement, at=now)
    emails.tell_sooner_over(agreement, is_dropped=True, now=now)
    return agreement


def _forget(agreement: CharterAgreement) -> None:
    agreement.forget_sooner()
    agreement.save(update_fields=SOONER)
