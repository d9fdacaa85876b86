"""The links of professionals' mails."""

from datetime import datetime

from boussole.contact_requests.models import ActionLink
from boussole.privacy.registry import Then, applies, declare, not_personal, personal, rule

LINK = rule("contact_requests.action_link", since="la fin du lien", then=Then.DELETE, days=30)

declare(
    "contact_requests.ActionLink",
    personal("to_address", purpose="Savoir à qui le lien a été envoyé", rule=LINK),
    not_personal("id", "contact_request", "token_hash", "created_at", "expires_at", "revoked_at"),
)


@applies(LINK)
def forget_links(now: datetime, dry_run: bool) -> int:
    """A month after its end, nobody asks any more to whom a link went."""
    over = ActionLink.objects.filter(expires_at__lt=LINK.before(now))
    return over.count() if dry_run else over.delete()[0]
