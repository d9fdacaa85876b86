"""Prepare an agreement: the text in use, and the four people that we know."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.partners import policies
from boussole.partners.actions.charters.naming import name_signatories
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.charters import texts
from boussole.partners.models import CharterAgreement, CharterText, Structure, today_of
from boussole.territories.models import Territory

Status = CharterAgreement.Status


@transaction.atomic
def prepare(
    structure: Structure, territory: Territory, *, by: User, day: date, now: datetime
) -> CharterAgreement:
    """The agreement of a structure and a territory, with the text in use and the four people that we know.

    One that is prepared already is completed: `welcome` makes one without words.

    :raises NotAllowed: for somebody who does not animate this territory
    :raises CharterRefused: when it is being signed, or when no text is in use
    """
    structure = locked(structure)
    policies.can_prepare_charter(by, structure, territory, day).require()
    text = texts.in_use(territory)
    if text is None:
        raise CharterRefused("Aucun texte de charte n’est en usage : publiez-en un d’abord.")
    agreement = structure.charters.filter(territory=territory, status__in=CharterAgreement.AT_WORK).first()
    if agreement is not None and agreement.status == Status.SIGNING:
        raise CharterRefused("Une charte est déjà en cours de signature entre ces deux parties.")
    if agreement is None:
        agreement = CharterAgreement(structure=structure, territory=territory, status=Status.PREPARED)
    agreement.replaces = agreement.replaces or _former_of(structure, territory)
    agreement.text, agreement.prepared_by, agreement.prepared_at = text, by, now
    agreement.save()
    name_signatories(agreement, by=by, day=day)
    trail.record("charter.prepared", by=by, on=agreement, at=now, structure=structure.pk)
    return agreement


def ask_again(
    former: CharterAgreement, text: CharterText, *, by: User, now: datetime
) -> CharterAgreement | None:
    """Prepare what will replace an agreement in force, its substance having changed.

    None when one is being signed already: its page says that the words have changed since.
    """
    at_work = former.structure.charters.filter(
        territory=former.territory, status__in=CharterAgreement.AT_WORK
    ).first()
    if at_work is not None:
        return at_work if at_work.status == Status.PREPARED else None
    agreement = CharterAgreement.objects.create(
        structure=former.structure,
        territory=former.territory,
        text=text,
        status=Status.PREPARED,
        prepared_by=by,
        prepared_at=now,
        replaces=former,
    )
    name_signatories(agreement, by=by, day=today_of(agreement, now))
    trail.record("charter.prepared", by=by, on=agreement, at=now, structure=former.structure_id)
    return agreement


@transaction.atomic
def renew_with_carrier(territory: Territory, *, by: User, day: date, now: datetime) -> list[CharterAgreement]:
    """Another body carries the territory: prepare what will replace each agreement that names the former one.

    Those in force go on meanwhile, and nothing leaves before the animation sends each.

    :raises NotAllowed: for somebody who does not animate it
    :raises CharterRefused: when no text is in use
    """
    policies.can_renew_with_carrier(by, territory, day).require()
    text = texts.in_use(territory)
    if text is None:
        raise CharterRefused("Aucun texte de charte n’est en usage : publiez-en un d’abord.")
    rows = CharterAgreement.objects.naming_another_carrier(territory).select_related("structure", "territory")
    found = [ask_again(each, text, by=by, now=now) for each in rows.order_by("pk")]
    return [each for each in found if each is not None]


def _former_of(structure: Structure, territory: Territory) -> CharterAgreement | None:
    """What it will replace: that of the territory, else one that was loaded without any."""
    in_force = structure.charters.filter(status=Status.IN_FORCE)
    return in_force.filter(territory=territory).first() or in_force.filter(territory__isnull=True).first()
