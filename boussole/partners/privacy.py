"""Structures are bodies; referents are people."""

from datetime import datetime

from boussole.partners.models import Absence
from boussole.privacy.registry import (
    Then,
    applies,
    declare,
    declare_impersonal,
    not_personal,
    personal,
    rule,
)

ABSENCE = rule("partners.absence", since="la fin de l’absence", then=Then.DELETE, days=365)
MANDATE = rule("partners.referent", since="tant que le compte existe", then=Then.DELETE)

declare_impersonal("partners.CharterAgreement", because="un organisme, pas une personne")
# The phone and the e-mail are the public ones of the body: a field about a person would have to be told.
declare(
    "partners.Structure",
    not_personal(
        "id",
        "public_id",
        "code",
        "name",
        "parent",
        "kind",
        "network",
        "role",
        "status",
        "address",
        "postcode",
        "commune",
        "phone",
        "email",
        "website",
        "opening_hours",
        "areas",
        "default_promised_days",
    ),
)
declare(
    "partners.Referent",
    personal("user", "role", "themes", "communes", purpose="Savoir qui répond de quoi", rule=MANDATE),
    not_personal("id", "structure", "starts_on", "ends_on"),
)
declare(
    "partners.Absence",
    personal(
        "user",
        "deputy",
        "declared_by",
        "starts_on",
        "ends_on",
        "rule",
        "mailbox",
        purpose="Savoir qui répond quand quelqu’un est absent",
        rule=ABSENCE,
    ),
    not_personal(
        "id",
        "public_id",
        "structure",
        "promised_days",
        "declared_at",
        "cancelled_at",
        "handed_over_at",
        "returned_at",
    ),
)


@applies(ABSENCE)
def forget_absences(now: datetime, dry_run: bool) -> int:
    """When somebody was away says something of their life; a year later, it explains no promise any more."""
    over = Absence.objects.filter(ends_on__lt=ABSENCE.before(now).date())
    return over.count() if dry_run else over.delete()[0]
