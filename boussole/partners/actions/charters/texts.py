"""Word the charter, and put a version in use: what it changes for those who signed the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import AnswerRefused
from boussole.partners import policies
from boussole.partners.actions.charters.preparing import ask_again
from boussole.partners.charters import fields
from boussole.partners.emails import charters as emails
from boussole.partners.models import CharterAgreement, CharterText
from boussole.territories.models import Territory

Status = CharterText.Status


class TextRefused(AnswerRefused):
    """What was written cannot be used."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a version."""

    title: str
    body: str


@transaction.atomic
def write_text(
    territory: Territory | None, wording: Wording, *, by: User, day: date, now: datetime
) -> CharterText:
    """The draft of this level, written anew; the next number when there is none yet.

    :raises NotAllowed: for somebody who does not write for this level
    :raises TextRefused: for a field that does not exist
    """
    policies.can_write_text(by, territory, day).require()
    _check(wording)
    of_level = CharterText.objects.of(territory)
    draft = of_level.select_for_update().filter(status=Status.DRAFT).first()
    if draft is None:
        last = of_level.aggregate(last=Max("number"))["last"] or 0
        draft = CharterText(territory=territory, number=last + 1)
    draft.title, draft.body = wording.title.strip(), wording.body.strip()
    draft.written_by, draft.written_at = by, now
    draft.save()
    trail.record("charter_text.written", by=by, on=draft, at=now, number=draft.number)
    return draft


def _check(wording: Wording) -> None:
    if not wording.body.strip():
        raise TextRefused("Écrivez le texte de la charte.", "body")
    for field, words in (("title", wording.title), ("body", wording.body)):
        if found := fields.faults(words):
            raise TextRefused(" ".join(fault.message for fault in found), field)


@transaction.atomic
def publish_text(
    text: CharterText, *, asks_again: bool, what_changes: str, by: User, day: date, now: datetime
) -> list[CharterAgreement]:
    """Put a draft in use. When its substance changes, whoever signed the former one is asked again.

    Returns the agreements prepared for that: nothing leaves before the animation sends each.

    :raises NotAllowed: for somebody who does not write for this level
    :raises TextRefused: when nothing says what changes for those who must sign again
    """
    text = locked(text)
    policies.can_write_text(by, text.territory, day).require()
    if asks_again and not what_changes.strip():
        raise TextRefused("Dites ce qui change : les signataires le liront.", "what_changes")
    _check(Wording(text.title, text.body))
    concerned = list(_in_force_under(text)) if asks_again else []
    for former in CharterText.objects.of(text.territory).published().select_for_update():
        former.move_to(Status.REPLACED)
    text.move_to(Status.PUBLISHED)
    text.asks_again, text.what_changes = asks_again, what_changes.strip()
    text.published_by, text.published_at = by, now
    text.save(update_fields=["asks_again", "what_changes", "published_by", "published_at"])
    trail.record("charter_text.published", by=by, on=text, at=now, asks_again=asks_again)
    _renew_prepared(text)
    prepared = [found for agreement in concerned if (found := ask_again(agreement, text, by=by, now=now))]
    if prepared:
        emails.tell_text_changed(text, prepared, now=now)
    return prepared


@transaction.atomic
def drop_text(text: CharterText, *, by: User, day: date, now: datetime) -> CharterText:
    """Give a draft up; the row stays, its number is not used again.

    :raises NotAllowed: for somebody who does not write for this level
    """
    text = locked(text)
    policies.can_write_text(by, text.territory, day).require()
    text.move_to(Status.DROPPED)
    trail.record("charter_text.dropped", by=by, on=text, at=now)
    return text


def _follows(text: CharterText) -> Q:
    """The agreements that take their words at this level: a territory with its own text reads no other."""
    if text.territory_id is not None:
        return Q(territory=text.territory)
    own = CharterText.objects.published().exclude(territory=None)
    return Q(territory__isnull=True) | ~Q(territory__in=own.values("territory"))


def _in_force_under(text: CharterText) -> list[CharterAgreement]:
    """Signed, not ending, and of a territory: an agreement loaded without one has nobody to sign it again."""
    rows = CharterAgreement.objects.filter(_follows(text), status=CharterAgreement.Status.IN_FORCE)
    rows = rows.filter(ends_on__isnull=True, territory__isnull=False)
    return list(rows.select_related("structure", "territory").order_by("pk"))


def _renew_prepared(text: CharterText) -> None:
    """What has not been sent will be sent with these words."""
    waiting = CharterAgreement.objects.filter(_follows(text), status=CharterAgreement.Status.PREPARED)
    waiting.update(text=text)
