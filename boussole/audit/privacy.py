"""What the trace keeps: ids, for twelve months (CNIL, délibération 2021-122)."""

from datetime import datetime

from boussole.audit import trail
from boussole.audit.models import Entry
from boussole.privacy.registry import Then, applies, declare, not_personal, personal, rule

TRACE = rule("audit.trace", since="le fait tracé", then=Then.DELETE, days=365)
PURPOSE = "Savoir qui a vu ou modifié quoi, en cas d’abus ou de violation de données"

declare(
    "audit.Entry",
    personal("actor_id", "object_id", "at", purpose=PURPOSE, rule=TRACE),
    not_personal("id", "code", "actor_kind", "object_type", "facts"),
)


@applies(TRACE)
def purge_trace(now: datetime, dry_run: bool) -> int:
    before = TRACE.before(now)
    return Entry.objects.filter(at__lt=before).count() if dry_run else trail.purge(before)
