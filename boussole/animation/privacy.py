"""Prospects are bodies; what names a colleague of the animation, or whom to call there, is personal."""

from datetime import datetime

from boussole.animation.models import PartnerMessage, PartnerMessageRecipient, Unsubscription
from boussole.privacy.registry import Then, applies, declare, exports, not_personal, personal, rule

KEPT = rule("animation.prospect", since="tant que le territoire est animé", then=Then.DELETE)
MESSAGE = rule("animation.partner_message", since="son écriture", then=Then.DELETE, days=2 * 365)
REFUSAL = rule("animation.unsubscription", since="tant que le compte existe", then=Then.DELETE)

declare(
    "animation.Prospect",
    personal("contact", "opened_by", purpose="Joindre un organisme qui pourrait aider", rule=KEPT),
    not_personal(
        "id",
        "public_id",
        "territory",
        "theme",
        "area",
        "need",
        "searches",
        "name",
        "structure",
        "status",
        "due_on",
        "opened_at",
    ),
)
declare(
    "animation.ProspectStep",
    personal("note", "by", purpose="Se souvenir de ce qui a été fait", rule=KEPT),
    not_personal("id", "prospect", "from_status", "to_status", "at"),
)
declare(
    "animation.StructureQuestion",
    personal(
        "text", "words", "asked_by", "answered_by", purpose="Savoir qui demande et qui répond", rule=KEPT
    ),
    not_personal(
        "id",
        "public_id",
        "territory",
        "structure",
        "theme",
        "area",
        "need",
        "asked_at",
        "answer",
        "answered_at",
    ),
)
declare(
    "animation.PartnerMessageTemplate",
    personal("written_by", purpose="Savoir qui a écrit le modèle", rule=KEPT),
    not_personal(
        "id", "public_id", "territory", "name", "kind", "subject", "body", "written_at", "withdrawn_at"
    ),
)
declare(
    "animation.PartnerMessage",
    personal(
        "written_by", "sent_by", "subject", "body", purpose="Savoir qui écrit aux partenaires", rule=MESSAGE
    ),
    not_personal(
        "id",
        "public_id",
        "territory",
        "kind",
        "people",
        "theme",
        "standing",
        "charter",
        "status",
        "written_at",
        "sent_at",
    ),
)
declare(
    "animation.PartnerMessageRecipient",
    personal("user", purpose="Savoir qui a reçu le message, une seule fois", rule=MESSAGE),
    not_personal("id", "message", "structure", "outgoing"),
)
declare(
    "animation.Unsubscription",
    personal("user", purpose="Ne plus envoyer de nouvelles à qui n’en veut plus", rule=REFUSAL),
    not_personal("id", "territory", "at"),
)


@applies(MESSAGE)
def forget_partner_messages(now: datetime, dry_run: bool) -> int:
    """With its recipients."""
    old = PartnerMessage.objects.filter(written_at__lt=MESSAGE.before(now))
    count = old.count()
    if not dry_run:
        old.delete()
    return count


@exports("messages de l’animation")
def messages_of(contact: str) -> list[dict[str, object]]:
    """Those that an animation addressed to them, whether or not the outbox still has the text."""
    rows = PartnerMessageRecipient.objects.filter(user__email__iexact=contact.strip())
    return [
        {
            "territoire": row.message.territory.name,
            "structure": row.structure.name,
            "envoyé le": row.message.sent_at,
            "objet": row.message.subject,
        }
        for row in rows.select_related("message__territory", "structure")
    ]


@exports("désabonnements")
def unsubscriptions_of(contact: str) -> list[dict[str, object]]:
    """Whose news they no longer want."""
    rows = Unsubscription.objects.filter(user__email__iexact=contact.strip()).order_by("pk")
    return [{"territoire": row.territory.name, "le": row.at} for row in rows.select_related("territory")]
