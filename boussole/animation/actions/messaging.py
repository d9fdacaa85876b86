"""Write to partners: a text, a selection, a look at who will receive it, then one copy each, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from boussole.accounts.models import User
from boussole.animation import emails, policies
from boussole.animation.audience import Audience, audience_of
from boussole.animation.models import (
    PartnerMessage,
    PartnerMessageRecipient,
    PartnerMessageTemplate,
    Unsubscription,
)
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory

MOST_RECIPIENTS = 1_000  # a territory has some hundreds of people; beyond, something was chosen by mistake


class MessageRefused(MoveRefused):
    """What was asked cannot be sent as it is."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said."""

    kind: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Selection:
    """To whom."""

    people: str = PartnerMessage.People.MANAGERS
    theme: Theme | None = None
    standing: str = ""
    charter: str = PartnerMessage.Charter.ANY


@transaction.atomic
def write_message(
    territory: Territory, words: Words, selection: Selection, *, by: User, day: date, now: datetime
) -> PartnerMessage:
    """Keep a draft. Nothing leaves.

    :raises NotAllowed: for somebody who does not animate the territory
    """
    policies.can_write_to_partners(by, territory, day).require()
    return PartnerMessage.objects.create(
        territory=territory,
        kind=words.kind,
        subject=words.subject,
        body=words.body,
        people=selection.people,
        theme=selection.theme,
        standing=selection.standing,
        charter=selection.charter,
        written_by=by,
        written_at=now,
    )


@transaction.atomic
def change_message(
    message: PartnerMessage, words: Words, selection: Selection, *, by: User, day: date
) -> PartnerMessage:
    """Say something else, or to others, while it is a draft.

    :raises NotAllowed: for somebody else, or once it has left
    """
    message = locked(message)
    policies.can_change_message(by, message, day).require()
    message.kind, message.subject, message.body = words.kind, words.subject, words.body
    message.people, message.theme = selection.people, selection.theme
    message.standing, message.charter = selection.standing, selection.charter
    message.save(update_fields=["kind", "subject", "body", "people", "theme", "standing", "charter"])
    return message


@transaction.atomic
def send_message(
    message: PartnerMessage, *, looked_at: str, by: User, day: date, now: datetime
) -> PartnerMessage:
    """One copy to each, in the outbox, with the line that says so: pressed twice, it leaves once.

    `looked_at` is the fingerprint of the audience that was on the page: nobody is written to unseen.

    :raises NotAllowed: for somebody else, or once it has left
    :raises MessageRefused: when the people have changed since, or there is nobody, or too many
    """
    message = locked(message)
    policies.can_change_message(by, message, day).require()
    audience = audience_of(message, now)
    _check(audience, looked_at)
    message.move_to(PartnerMessage.Status.SENT, by=by, at=now)
    PartnerMessageRecipient.objects.bulk_create(
        PartnerMessageRecipient(
            message=message,
            user=each.user,
            structure=each.structure,
            outgoing=emails.write_to_partner(message, each.user, now=now),
        )
        for each in audience.recipients
    )
    count = len(audience.recipients)
    trail.record("partner_message.sent", by=by, on=message, at=now, people=count, kind=str(message.kind))
    return message


def _check(audience: Audience, looked_at: str) -> None:
    if not audience.recipients:
        raise MessageRefused("Personne ne correspond à cette sélection : élargissez-la.")
    if len(audience.recipients) > MOST_RECIPIENTS:
        raise MessageRefused("Cette sélection dépasse mille personnes : précisez-la.")
    if audience.fingerprint != looked_at:
        raise MessageRefused("La liste des destinataires a changé entre-temps : relisez-la, puis envoyez.")


@transaction.atomic
def drop_message(message: PartnerMessage, *, by: User, day: date, now: datetime) -> PartnerMessage:
    """Give up a draft.

    :raises NotAllowed: for somebody else, or once it has left
    """
    message = locked(message)
    policies.can_change_message(by, message, day).require()
    message.move_to(PartnerMessage.Status.DROPPED, by=by, at=now)
    return message


# --- Templates ----------------------------------------------------------------------------------------
@transaction.atomic
def write_template(
    territory: Territory, name: str, words: Words, *, by: User, day: date, now: datetime
) -> PartnerMessageTemplate:
    """Keep a text that will come back.

    :raises NotAllowed: for somebody who does not animate the territory
    :raises MessageRefused: when another one has this name
    """
    policies.can_write_to_partners(by, territory, day).require()
    return _saved(PartnerMessageTemplate(territory=territory), name, words, by, now)


@transaction.atomic
def change_template(
    template: PartnerMessageTemplate, name: str, words: Words, *, by: User, day: date, now: datetime
) -> PartnerMessageTemplate:
    """The messages written from it keep their own text.

    :raises NotAllowed: for somebody who does not animate the territory
    :raises MessageRefused: when another one has this name
    """
    template = locked(template)
    policies.can_write_to_partners(by, template.territory, day).require()
    return _saved(template, name, words, by, now)


def _saved(
    template: PartnerMessageTemplate, name: str, words: Words, by: User, now: datetime
) -> PartnerMessageTemplate:
    template.name, template.kind = name, words.kind
    template.subject, template.body = words.subject, words.body
    template.written_by, template.written_at = by, now
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise MessageRefused("Un autre modèle a déjà ce nom : choisissez-en un autre.") from None
    return template


@transaction.atomic
def withdraw_template(
    template: PartnerMessageTemplate, *, by: User, day: date, now: datetime
) -> PartnerMessageTemplate:
    """It is proposed no more.

    :raises NotAllowed: for somebody who does not animate the territory
    """
    template = locked(template)
    policies.can_write_to_partners(by, template.territory, day).require()
    template.withdrawn_at = now
    template.save(update_fields=["withdrawn_at"])
    return template


# --- News, or none --------------------------------------------------------------------------------------
@transaction.atomic
def unsubscribe(user: User, territory: Territory, *, now: datetime) -> Unsubscription:
    """No more news of this territory; pressed twice, it is the same."""
    row, is_new = Unsubscription.objects.get_or_create(user=user, territory=territory, defaults={"at": now})
    if is_new:
        trail.record("partner_message.unsubscribed", by=user, on=territory, at=now)
    return row


@transaction.atomic
def subscribe_again(user: User, territory: Territory, *, now: datetime) -> None:
    """News come again."""
    gone, _ = Unsubscription.objects.filter(user=user, territory=territory).delete()
    if gone:
        trail.record("partner_message.subscribed_again", by=user, on=territory, at=now)
