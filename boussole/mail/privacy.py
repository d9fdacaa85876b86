"""What messages keep: the text and the address for some weeks, then only that a message left."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from boussole.core.phones import NotAPhoneNumber, parse
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage
from boussole.privacy.registry import (
    Then,
    applies,
    declare,
    declare_impersonal,
    exports,
    not_personal,
    personal,
    rule,
)

TEXT = rule("mail.text", since="l’écriture du message", then=Then.ERASE, days=settings.MAIL_RETENTION_DAYS)
ROW = rule("mail.row", since="l’écriture du message", then=Then.DELETE, days=365)

declare(
    "mail.OutgoingMessage",
    personal(
        "to_address",
        "subject",
        "body",
        purpose="Prévenir la personne, et prouver ce qui a été dit",
        rule=TEXT,
    ),
    personal("to_domain", purpose="Ralentir les envois vers une messagerie en panne", rule=TEXT),
    personal("about_type", "about_id", purpose="Retrouver les messages d’une demande", rule=ROW),
    not_personal(
        "id",
        "channel",
        "template",
        "sender_name",
        "status",
        "created_at",
        "attempts",
        "next_attempt_at",
        "lease_until",
        "lease_holder",
        "last_error",
        "closed_at",
        "sent_at",
        "erased_at",
    ),
)
declare_impersonal("mail.WorkerBeat", because="Le dernier signe de vie d’un programme.")


def _to_erase(now: datetime) -> QuerySet[OutgoingMessage]:
    # A message that still waits is kept: it leaves or is given up within three days.
    old = OutgoingMessage.objects.filter(created_at__lt=TEXT.before(now), erased_at__isnull=True)
    return old.exclude(status=OutgoingMessage.Status.TODO)


@applies(TEXT)
def erase_old_texts(now: datetime, dry_run: bool) -> int:
    old = _to_erase(now)
    return old.count() if dry_run else outbox.erase_texts(old, now=now)


@applies(ROW)
def delete_old_rows(now: datetime, dry_run: bool) -> int:
    old = OutgoingMessage.objects.filter(created_at__lt=ROW.before(now))
    return old.count() if dry_run else old.delete()[0]


@exports("messages envoyés")
def messages_to(contact: str) -> list[dict[str, object]]:
    """What we wrote to this person, as they received it."""
    try:
        address = parse(contact)
    except NotAPhoneNumber:
        address = contact.strip()
    sent = OutgoingMessage.objects.filter(to_address__iexact=address).order_by("created_at")
    return [
        {"voie": m.get_channel_display(), "écrit le": m.created_at, "état": m.get_status_display(),
         "objet": m.subject, "texte": m.body}
        for m in sent
    ]  # fmt: skip
