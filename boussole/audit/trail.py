"""Write to the trace, and question it."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from boussole.audit import facts as allowed_facts
from boussole.audit.models import Entry, EntryQuerySet
from boussole.audit.vocabulary import register, require_known

__all__ = ["SYSTEM", "YOUNG_PERSON", "Actor", "looks_at", "purge", "record", "register"]

# A young person has no account: what they do through their link is traced without naming anybody.
YOUNG_PERSON = Entry.ActorKind.YOUNG_PERSON
SYSTEM = Entry.ActorKind.SYSTEM

Actor = AbstractBaseUser | Entry.ActorKind | None


def record(code: str, *, by: Actor, on: models.Model | None, at: datetime, **facts: object) -> Entry:
    """Add one entry to the trace; `by=None` is the system itself.

    :raises UnknownCode: for a code that no module has registered
    :raises ValueError: for a fact that looks personal
    """
    kind, actor_id = _who(by)
    return Entry.objects.create(
        code=require_known(code),
        actor_kind=kind,
        actor_id=actor_id,
        object_type=on._meta.label if on else "",
        object_id=str(on.pk) if on else "",
        at=at,
        facts=allowed_facts.as_json(facts),
    )


def _who(by: Actor) -> tuple[Entry.ActorKind, int | None]:
    if by is None:
        return SYSTEM, None
    if isinstance(by, Entry.ActorKind):
        return by, None
    return Entry.ActorKind.USER, by.pk


def looks_at(row: models.Model) -> EntryQuerySet:
    """Everything that was seen or done on this object, oldest first."""
    return Entry.objects.about(row).order_by("at", "pk")


def purge(before: datetime) -> int:
    """Delete the entries older than `before`, the only way out of the trace; return how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The trigger opens for this transaction alone, and for these rows alone.
        cursor.execute("SELECT set_config('boussole.audit_purge_before', %s, true)", [before.isoformat()])
        deleted, _ = Entry.objects.filter(at__lt=before).delete()
        cursor.execute("SELECT set_config('boussole.audit_purge_before', '', true)")
    return deleted
