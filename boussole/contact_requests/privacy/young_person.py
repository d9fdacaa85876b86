"""What the young person says, and the doors to their page."""

from datetime import datetime

from boussole.contact_requests.forgetting import forget_codes_of
from boussole.contact_requests.models import AccessCode, BlockedContact
from boussole.contact_requests.privacy.requests import ACCOUNT, REQUEST
from boussole.privacy.registry import Then, applies, declare, not_personal, personal, rule

CODE = rule("contact_requests.code", since="la fin du code", then=Then.DELETE, days=1)
BLOCKED = rule(
    "contact_requests.blocked",
    since="le jour où la personne a dit « ce n’est pas moi »",
    then=Then.DELETE,
    days=BlockedContact.LASTS.days,
)

declare(
    "contact_requests.YoungPersonWord",
    personal("settled_note", purpose="Expliquer une contradiction", rule=REQUEST),
    personal("settled_by", purpose="Savoir qui a agi", rule=ACCOUNT),
    not_personal("id", "contact_request", "kind", "at", "day", "settled_at"),
)
declare(
    "contact_requests.Opinion",
    personal("word", purpose="Savoir si l’aide a servi", rule=REQUEST),
    not_personal("id", "contact_request", "helped", "score", "given_at"),
)
declare(
    "contact_requests.CoordinatesLook",
    personal("reason", purpose="Savoir pourquoi l’animation a ouvert des coordonnées", rule=REQUEST),
    personal("by", purpose="Savoir qui a regardé", rule=ACCOUNT),
    not_personal("id", "contact_request", "at"),
)
declare(
    "contact_requests.AccessCode",
    personal("contact", "address", "code_hash", purpose="Ouvrir la page de suivi sans son lien", rule=CODE),
    not_personal("id", "created_at", "expires_at", "tries", "used_at"),
)
declare(
    "contact_requests.BlockedContact",
    personal("fingerprint", purpose="Ne plus écrire à quelqu’un qui n’a rien demandé", rule=BLOCKED),
    not_personal("id", "blocked_at", "until"),
)


@applies(CODE)
def forget_codes(now: datetime, dry_run: bool) -> int:
    """A day after its end, a code is of no use, not even to count tries."""
    over = AccessCode.objects.filter(expires_at__lt=CODE.before(now))
    return over.count() if dry_run else forget_codes_of(over, now=now)


@applies(BLOCKED)
def forget_blocks(now: datetime, dry_run: bool) -> int:
    """Ninety days: then the contact may be used again."""
    over = BlockedContact.objects.filter(blocked_at__lt=BLOCKED.before(now))
    return over.count() if dry_run else over.delete()[0]
