"""What requests keep about young people, and for how long."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db.models import Q

from boussole.contact_requests.forgetting import anonymise_old
from boussole.contact_requests.models import Filing
from boussole.contact_requests.own_data import held_about
from boussole.core.phones import NotAPhoneNumber, parse
from boussole.privacy.registry import Then, applies, declare, exports, not_personal, personal, rule

REQUEST = rule(
    "contact_requests.closed",
    since="la fin de la dernière demande du dépôt",
    then=Then.ANONYMISE,
    days=183,
)
ACCOUNT = rule("contact_requests.author", since="tant que le compte existe", then=Then.DELETE)

declare(
    "contact_requests.Filing",
    personal("first_name", "phone", "email", purpose="Rappeler la personne", rule=REQUEST),
    personal("moments", "voicemail_ok", purpose="La rappeler au bon moment, sans risque", rule=REQUEST),
    personal("message", purpose="Comprendre ce qu’elle cherche", rule=REQUEST),
    personal("age", "commune", "second_commune", purpose="Savoir si l’offre lui convient", rule=REQUEST),
    personal("fingerprint", purpose="Reconnaître le même formulaire envoyé deux fois", rule=REQUEST),
    personal("shared_questions", purpose="Prouver sur quoi porte l’accord donné", rule=REQUEST),
    not_personal(
        "id",
        "key",
        "revision",
        "number",
        "link_hash",
        "territory",
        "timezone",
        "unproved",
        "filed_at",
        "revised_at",
        "agreement_version",
        "agreed_at",
        "is_quarantined",
        "anonymised_at",
    ),
)
declare(
    "contact_requests.ContactRequest",
    personal("situation", "reasons", purpose="Préparer le premier échange", rule=REQUEST),
    personal("owner", purpose="Savoir qui s’occupe de la demande", rule=ACCOUNT),
    not_personal(
        "id",
        "public_id",
        "filing",
        "offer",
        "structure",
        "offer_title",
        "offer_version",
        "promised_days",
        "filed_at",
        "due_at",
        "status",
        "outcome",
        "first_attempt_at",
        "closed_at",
    ),
)
declare(
    "contact_requests.FollowUp",
    personal("text", "next_step", purpose="Suivre la demande", rule=REQUEST),
    personal("by", purpose="Savoir qui a écrit", rule=ACCOUNT),
    not_personal("id", "contact_request", "kind", "result", "visibility", "at"),
)
declare(
    "contact_requests.StatusChange",
    personal("note", purpose="Savoir pourquoi une demande a été rouverte ou terminée", rule=REQUEST),
    personal("by", purpose="Savoir qui a agi", rule=ACCOUNT),
    not_personal("id", "contact_request", "from_status", "to_status", "at"),
)


@applies(REQUEST)
def forget_closed(now: datetime, dry_run: bool) -> int:
    """Six months after the end of the last request of a filing."""
    return anonymise_old(REQUEST.before(now), now=now, dry_run=dry_run)


@exports("Demandes")
def filings_of(contact: str) -> list[dict[str, object]]:
    """The filings made with this e-mail address or phone number."""
    reached_by = Q(email__iexact=contact)
    with suppress(NotAPhoneNumber):
        reached_by |= Q(phone=parse(contact))
    filings = Filing.objects.filter(reached_by).exclude(email="", phone="").order_by("filed_at")
    return [held_about(filing, complete=True) for filing in filings]
