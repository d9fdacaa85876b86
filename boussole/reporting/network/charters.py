"""Where charters ask for a gesture: to prepare, to send, to sign, refused, ending, renewed soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from boussole.accounts.models import User
from boussole.core.months import months_after
from boussole.partners import sealing
from boussole.partners.charters import life
from boussole.partners.models import CharterAgreement, Structure, today_of
from boussole.partners.models.charter import CharterAgreementQuerySet
from boussole.partners.models.structure import StructureQuerySet
from boussole.reporting.network.lines import MOST, about
from boussole.reporting.network.tasks import Kind, Signing, Task

Status = CharterAgreement.Status
Standing = Structure.Status


def tasks_of_charters(
    charters: CharterAgreementQuerySet, active: StructureQuerySet, user: User, now: datetime
) -> Iterator[Task]:
    """Those that this person runs, and the partners (`active`) that have none."""
    refused = list(_refused(charters, now))
    yield from refused
    yield from _uncovered(active, now, told={each.structure for each in refused if each.structure})
    yield from _at_work(charters, user, now)
    yield from _in_force(charters, now)
    yield from _without_document(charters, now.date())


def _of(agreement: CharterAgreement, kind: Kind, **said: Any) -> Task:
    return about(agreement.structure, kind, charter=agreement.public_id, **said)


def _refused(charters: CharterAgreementQuerySet, now: datetime) -> Iterator[Task]:
    """By whom and why, as long as no other agreement was begun since."""
    since = CharterAgreement.objects.filter(structure=OuterRef("structure"), pk__gt=OuterRef("pk"))
    covering = CharterAgreement.objects.covering(now).filter(structure=OuterRef("structure"))
    rows = charters.filter(~Exists(since), status=Status.REFUSED).exclude(structure__status=Standing.LEFT)
    rows = rows.annotate(is_covered=Exists(covering)).defer("words").select_related("structure", "territory")
    for each in rows.prefetch_related("signatories").order_by("-pk")[:MOST]:
        hides = each.structure.status == Standing.ACTIVE and not each.is_covered
        who = next((one for one in each.signatories.all() if one.refused_at), None)
        if who is None or who.refused_at is None:
            yield _of(each, Kind.REFUSED, hides_offers=hides)
            continue
        yield _of(
            each,
            Kind.REFUSED,
            day=today_of(each, who.refused_at),
            people=(who.name or who.get_role_display(),),
            said=who.refusal_reason,
            hides_offers=hides,
        )


def _uncovered(active: StructureQuerySet, now: datetime, *, told: set[UUID]) -> Iterator[Task]:
    """Partners with no charter at all; one under way, or refused, is a line of its own."""
    theirs = CharterAgreement.objects.filter(structure=OuterRef("pk"))
    covering, under_way = theirs.covering(now), theirs.filter(status__in=CharterAgreement.AT_WORK)
    rows = active.filter(~Exists(covering), ~Exists(under_way)).exclude(public_id__in=told)
    for each in rows.order_by("pk")[:MOST]:
        yield about(each, Kind.UNCOVERED, hides_offers=True)


def _at_work(charters: CharterAgreementQuerySet, user: User, now: datetime) -> Iterator[Task]:
    covering = CharterAgreement.objects.covering(now).filter(structure=OuterRef("structure"))
    rows = charters.filter(status__in=CharterAgreement.AT_WORK).annotate(is_covered=Exists(covering))
    rows = rows.select_related("structure", "territory").prefetch_related("signatories__links").defer("words")
    for each in rows.order_by("pk")[:MOST]:
        day = today_of(each, now)
        until = each.tolerated_until
        ends_soon = until is not None and day <= until <= day + life.TOLD_BEFORE_TOLERANCE_ENDS
        begun = each.sent_at if each.status == Status.SIGNING else each.prepared_at
        yield _of(
            each,
            Kind.TOLERANCE if ends_soon else Kind.SIGNING if each.status == Status.SIGNING else Kind.TO_SEND,
            day=until if ends_soon else today_of(each, begun) if begun else None,
            people=_waited(each, user),
            signing=_signing(each, user),
            hides_offers=each.structure.status == Standing.ACTIVE and not each.is_covered,
        )


def _waited(agreement: CharterAgreement, user: User) -> tuple[str, ...]:
    """Whose signature is missing, the reader's left out."""
    waited = (each for each in agreement.signatories.all() if each.is_waited_for)
    return tuple(each.name or each.get_role_display() for each in waited if each.user_id != user.pk)


def _signing(agreement: CharterAgreement, user: User) -> Signing:
    everybody = list(agreement.signatories.all())
    waited = [each for each in everybody if each.is_waited_for]
    mails = [
        today_of(agreement, link.sent_at)
        for each in waited
        if each.user_id != user.pk
        for link in each.links.all()
    ]
    return Signing(
        is_sent=agreement.status == Status.SIGNING,
        is_complete=bool(everybody) and all(each.is_complete for each in everybody),
        mine=next((str(each.role) for each in waited if each.user_id == user.pk), ""),
        last_mail=max(mails, default=None),
    )


def _in_force(charters: CharterAgreementQuerySet, now: datetime) -> Iterator[Task]:
    """Those that end soon, those that the structure would end sooner, those that are about to go on."""
    for each in charters.in_force(now).select_related("structure", "territory").defer("words"):
        day = today_of(each, now)
        if each.ends_on is not None:
            yield from _ending(each, day)
        elif each.signed_on is not None:
            renewal = life.renewal_after(each.signed_on, day)
            if renewal <= months_after(day, life.TOLD_BEFORE_RENEWAL):
                yield _of(each, Kind.RENEWAL, day=renewal)


def _ending(agreement: CharterAgreement, day: date) -> Iterator[Task]:
    if agreement.proposes_sooner(day) and agreement.sooner_from == CharterAgreement.Party.STRUCTURE:
        yield _of(agreement, Kind.SOONER, day=agreement.sooner_on, until=agreement.ends_on)
    elif agreement.ends_on and agreement.ends_on <= months_after(day, 1):
        by = (agreement.get_notice_from_display(),) if agreement.notice_from else ()
        yield _of(agreement, Kind.ENDING, day=agreement.ends_on, people=by, said=agreement.notice_reason)


def _without_document(charters: CharterAgreementQuerySet, day: date) -> Iterator[Task]:
    """It is made within minutes: from the day after, something holds it back."""
    waiting = sealing.waiting().filter(pk__in=charters.values("pk"), signed_on__lt=day)
    for each in waiting.select_related("structure")[:MOST]:
        yield _of(each, Kind.SEAL, day=each.signed_on)
