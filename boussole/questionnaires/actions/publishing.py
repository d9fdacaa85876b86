"""Put a version on line, today or on a day chosen; what follows for territories and for offers."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.clock import local_day
from boussole.core.db import locked, require_transaction
from boussole.core.moves import MoveRefused
from boussole.questionnaires import emails, policies
from boussole.questionnaires.actions.drafting import create_draft, layer_of, next_number, rebase
from boussole.questionnaires.adaptation import Layer, adapted, conflicts
from boussole.questionnaires.changes import Publication, tell_published
from boussole.questionnaires.editing import Document
from boussole.questionnaires.models import Questionnaire, Theme
from boussole.questionnaires.queries import faults_of
from boussole.territories.models import Territory

Status = Questionnaire.Status

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(version: Questionnaire, *, by: User, day: date, now: datetime) -> Questionnaire:
    """Put a version on line in place of the one that was. Journeys under way end on the one they began with.

    :raises NotAllowed: for somebody who does not write the questionnaires there
    :raises MoveRefused: while something is left to mend, or when its state does not allow it
    """
    version = _in_hand(version)
    policies.can_shape(by, version.territory, day).require()
    return _put_on_line(version, by=by, day=day, now=now)


@transaction.atomic
def schedule(version: Questionnaire, *, on: date, by: User, day: date, now: datetime) -> Questionnaire:
    """Have a version go on line at the beginning of a day to come; until then nobody changes it.

    :raises NotAllowed: for somebody who does not write the questionnaires there
    :raises MoveRefused: while something is left to mend, or for a day that is not to come
    """
    version = _in_hand(version)
    policies.can_write(by, version, day).require()
    if on <= day:
        raise MoveRefused("Choisissez un jour à venir, ou publiez maintenant.")
    _require_sound(version)
    version.publish_on = on
    version.save(update_fields=["publish_on"])
    version.move_to(Status.SCHEDULED, by=by, at=now)
    trail.record("questionnaire.scheduled", by=by, on=version, at=now, number=version.version, day=on)
    return version


@transaction.atomic
def unschedule(version: Questionnaire, *, by: User, day: date, now: datetime) -> Questionnaire:
    """Take a version back into one's hands before its day.

    :raises NotAllowed: for somebody who does not write the questionnaires there
    :raises MoveRefused: when it no longer waits
    """
    version = _in_hand(version)
    policies.can_shape(by, version.territory, day).require()
    version.move_to(Status.DRAFT, by=by, at=now)
    trail.record("questionnaire.unscheduled", by=by, on=version, at=now, number=version.version)
    return version


def publish_due(*, now: datetime) -> int:
    """Put on line each version whose day has come where it is answered; return how many.

    Each has its own transaction: one that cannot be published does not hold back the others.
    """
    waiting = Questionnaire.objects.filter(status=Status.SCHEDULED).select_related("territory")
    due = [each for each in waiting.order_by("pk") if each.is_due(local_day(now, _timezone(each)))]
    published = 0
    for version in due:
        try:
            published += _publish_one_due(version, now=now)
        except Exception:
            logger.exception("The questionnaire %s could not be published on its day.", version.pk)
    return published


@transaction.atomic
def _publish_one_due(version: Questionnaire, *, now: datetime) -> bool:
    version = _in_hand(version)
    if version.status != Status.SCHEDULED:
        return False  # somebody took it back since the list was read
    try:
        _put_on_line(version, by=version.author, day=local_day(now, _timezone(version)), now=now)
    except MoveRefused as refusal:
        version.move_to(Status.DRAFT, by=None, at=now, note=refusal.message[:300])
        emails.tell_not_published(version, refusal.message, now=now)
        return False
    return True


def record_published(
    theme: Theme,
    territory: Territory | None,
    document: Document,
    *,
    by: User | None,
    now: datetime,
    based_on: Questionnaire | None = None,
    layer: Layer | None = None,
) -> Questionnaire:
    """Publish a document written elsewhere than in the editor (a bundle), under the number it says.

    A territory's comes with its layer and the national version under it. A draft that bears this number takes the
    next free one. The caller has checked the document.
    """
    require_transaction()
    bears_it = Questionnaire.objects.of(theme, territory).filter(version=document["version"])
    if (draft := bears_it.exclude(status__in=Questionnaire.PUBLISHED_EVER).first()) is not None:
        draft.version = next_number(theme, territory)
        draft.document = {**draft.document, "version": draft.version}
        draft.save(update_fields=["version", "document"])
    former = _taken_down(theme, territory, by=by, now=now)
    version = Questionnaire.objects.create(
        theme=theme,
        territory=territory,
        version=document["version"],
        status=Status.PUBLISHED,
        document=document,
        based_on=based_on,
        layer=layer,
        author=by,
        saved_at=now,
        published_at=now,
    )
    _tell_everybody(Publication(version, former, by, now), day=now.date())
    return version


def _put_on_line(version: Questionnaire, *, by: User | None, day: date, now: datetime) -> Questionnaire:
    _require_sound(version)
    former = _taken_down(version.theme, version.territory, by=by, now=now)
    version.move_to(Status.PUBLISHED, by=by, at=now)
    version.published_at = now
    version.save(update_fields=["published_at"])
    _tell_everybody(Publication(version, former, by, now), day=day)
    return version


def _taken_down(
    theme: Theme, territory: Territory | None, *, by: User | None, now: datetime
) -> Questionnaire | None:
    """What was on line there and no longer is; journeys that began on it still end on it."""
    former = Questionnaire.objects.of(theme, territory).on_line().first()
    if former is not None:
        former.move_to(Status.REPLACED, by=by, at=now)
    return former


def _tell_everybody(publication: Publication, *, day: date) -> None:
    """The trace, the modules above, then the territories that adapt this theme."""
    version, by, now = publication.questionnaire, publication.by, publication.now
    trail.record("questionnaire.published", by=by, on=version, at=now, number=version.version)
    tell_published(publication)
    if version.territory is None:
        _carry_to_territories(version, day=day, now=now)


def _carry_to_territories(national: Questionnaire, *, day: date, now: datetime) -> None:
    """Each territory that adapts this theme finds a draft with its layer on the new text; it decides."""
    own = Questionnaire.objects.filter(theme=national.theme, territory__isnull=False)
    on_line = {row.scope: row for row in own.on_line().select_related("territory", "based_on")}
    at_work = {row.scope: row for row in own.at_work().select_related("territory", "based_on")}
    for scope in sorted(on_line.keys() | at_work.keys()):
        draft = at_work.get(scope)
        basis = draft or on_line[scope]
        layer, before = layer_of(basis), basis.based_on.document if basis.based_on else national.document
        was_scheduled = None
        if draft is None:
            document = adapted(national.document, layer)
            draft = create_draft(
                national.theme, basis.territory, document, based_on=national, by=None, now=now
            )
        else:
            draft = locked(draft)
            if draft.status == Status.SCHEDULED:
                was_scheduled = draft.publish_on
                draft.move_to(Status.DRAFT, by=None, at=now, note="Une nouvelle version nationale est parue.")
            draft = rebase(draft, national, now=now)
        found = conflicts(layer, before, national.document)
        emails.tell_national_version(draft, found, was_scheduled=was_scheduled, day=day, now=now)


def _require_sound(version: Questionnaire) -> None:
    if found := faults_of(version):
        raise MoveRefused(" ".join(fault.message for fault in found))


def _in_hand(version: Questionnaire) -> Questionnaire:
    """The theme, then the version, locked: always in this order."""
    theme = locked(version.theme)
    version = locked(version)
    version.theme = theme
    return version


def _timezone(version: Questionnaire) -> str:
    return version.territory.timezone if version.territory else "Europe/Paris"
