"""What is done from a mail, without signing in: a few gestures, by a named person (product.md 5.4).

Each goes through the same action as in the extranet, so the same rules refuse it and the same messages leave.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import action_links, emails
from boussole.contact_requests.actions.answering import add_note, log_attempt, take_up
from boussole.contact_requests.models import ActionLink, ContactRequest, FollowUp
from boussole.core.db import locked
from boussole.core.moves import MoveRefused


class FromMail(models.TextChoices):
    """What a link opens, and nothing more."""

    TAKE_UP = "prise-en-charge", "Je m’en occupe"
    SPOKE = "contact", "On s’est parlé"
    NO_ANSWER = "sans-reponse", "Pas de réponse"
    VOICEMAIL = "message-laisse", "Message vocal laissé"
    NOT_FOR_US = "pas-pour-nous", "Ce n’est pas pour nous"


CALLS = {
    FromMail.SPOKE: FollowUp.Result.REACHED,
    FromMail.NO_ANSWER: FollowUp.Result.NOT_REACHED,
    FromMail.VOICEMAIL: FollowUp.Result.LEFT_MESSAGE,
}
NOT_FOR_US_NOTE = "Signalé depuis le mail : « Ce n’est pas pour nous »."


class LinkIsOver(MoveRefused):
    """The link ended between the page and the press."""


@transaction.atomic
def act_from_mail(
    link: ActionLink, gesture: FromMail, *, by: User, known: int | None, now: datetime
) -> ContactRequest:
    """Do this on the request of the link, as this person; `known` as in `log_attempt`.

    :raises LinkIsOver: when the link no longer opens, or not for this person
    """
    # The request first, as everywhere: whoever ends links holds it.
    contact_request = locked(link.contact_request)
    opened = action_links.opened(link.pk, now)
    if opened is None or opened.named(by.pk) is None:
        raise LinkIsOver("Ce lien ne permet plus d’agir : connectez-vous.")
    trail.record(
        "contact_request.acted_from_mail",
        by=by,
        on=contact_request,
        at=now,
        via="mail",
        gesture=gesture.name,
        link=link.pk,
        # In a shared mailbox, the name is the one that the reader chose: a colleague may check.
        chosen=opened.person is None,
    )
    if gesture == FromMail.TAKE_UP:
        return take_up(contact_request, by=by, now=now)
    if gesture == FromMail.NOT_FOR_US:
        return _not_for_us(contact_request, by=by, known=known, now=now)
    call = {"kind": FollowUp.Kind.CALL, "result": CALLS[gesture]}
    return log_attempt(contact_request, **call, by=by, known=known, now=now)


def _not_for_us(
    contact_request: ContactRequest, *, by: User, known: int | None, now: datetime
) -> ContactRequest:
    """Say it to the managers: redirecting shows more than a link may, so it waits for somebody who signs in.

    The promise goes on, and the young person is told nothing: nothing has changed for them yet.
    """
    private = FollowUp.Visibility.PRIVATE
    add_note(contact_request, text=NOT_FOR_US_NOTE, visibility=private, by=by, known=known, now=now)
    emails.tell_not_for_us(contact_request, by=by, now=now)
    return contact_request
