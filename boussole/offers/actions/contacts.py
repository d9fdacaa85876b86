"""How the structure is reached for an offer: true at once, without review (decision 0023)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.offers import policies, reach
from boussole.offers.models import Offer
from boussole.partners.models import Referent


@transaction.atomic
def change_contacts(
    offer: Offer, *, emails: Sequence[str], followed_by: User | None, by: User, day: date, now: datetime
) -> Offer:
    """Say where the requests of an offer arrive, and who follows it (None: every referent).

    :raises NotAllowed: for somebody who does not answer for the structure
    :raises MoveRefused: without any address, or for somebody who does not work there
    """
    offer = locked(offer)
    policies.can_write(by, offer.structure, day).require()
    if not emails:
        raise MoveRefused("Donnez au moins un e-mail de contact : les demandes y arrivent.")
    at_work = Referent.objects.in_force(day).filter(structure=offer.structure, user__is_active=True)
    if followed_by is not None and not at_work.filter(user=followed_by).exists():
        raise MoveRefused("Cette personne ne répond plus pour la structure : choisissez quelqu’un d’autre.")
    changed = [
        name
        for name, value in (("contact_emails", list(emails)), ("followed_by", followed_by))
        if getattr(offer, name) != value
    ]
    if not changed:
        return offer
    offer.contact_emails, offer.followed_by = list(emails), followed_by
    offer.save(update_fields=changed)
    trail.record("offer.contacts_changed", by=by, on=offer, at=now, changed=changed)
    reach.refresh([offer])  # the absences of whoever follows it decide whether it is shown
    return offer
