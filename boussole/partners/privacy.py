"""Structures are bodies; referents are people."""

from datetime import datetime

from django.db.models import Q

from boussole.partners.models import (
    Absence,
    CharterAgreement,
    CharterDocument,
    CharterStep,
    DirectoryCoordinate,
    DirectoryError,
    Signatory,
)
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

Status = CharterAgreement.Status

ABSENCE = rule("partners.absence", since="la fin de l’absence", then=Then.DELETE, days=365)
ERROR = rule("partners.directory_error", since="le signalement", then=Then.DELETE, days=365)
MANDATE = rule("partners.referent", since="tant que le compte existe", then=Then.DELETE)

SIGNATURE = rule("partners.signature", since="la fin de la charte", then=Then.ANONYMISE, days=5 * 365)
STRUCTURE_STEPS = rule("partners.steps", since="tant que la structure est connue", then=Then.DELETE)

declare_impersonal("partners.SignatureCode", because="l’empreinte d’un code de dix minutes")
declare_impersonal("partners.SignatureLink", because="l’empreinte d’un lien et sa date")
declare_impersonal("partners.CharterReminder", because="un organisme, pas une personne")
declare_impersonal("partners.TeamReminder", because="un organisme, pas une personne")
declare(
    "partners.CharterText",
    personal("written_by", "published_by", purpose="Savoir qui écrit la charte", rule=STRUCTURE_STEPS),
    not_personal(
        "id",
        "public_id",
        "territory",
        "number",
        "title",
        "body",
        "status",
        "asks_again",
        "what_changes",
        "written_at",
        "published_at",
    ),
)
declare(
    "partners.CharterAgreement",
    personal(
        "prepared_by", "notice_by", "words", purpose="Prouver qui s’est engagé, et à quoi", rule=SIGNATURE
    ),
    not_personal(
        "id",
        "public_id",
        "structure",
        "territory",
        "text",
        "status",
        "prepared_at",
        "sent_at",
        "title",
        "words_hash",
        "signed_on",
        "tolerated_until",
        "ends_on",
        "notice_from",
        "notice_at",
        "notice_reason",
        "replaces",
    ),
)
declare(
    "partners.CharterStep",
    personal("by", "note", purpose="Savoir qui a fait avancer la charte", rule=SIGNATURE),
    not_personal("id", "agreement", "from_status", "to_status", "at"),
)
declare(
    "partners.Signatory",
    personal(
        "name",
        "function",
        "email",
        "user",
        "signed_at",
        "refused_at",
        "refusal_reason",
        "proof",
        "proved_at",
        "gesture",
        purpose="Prouver qui a signé la charte, quand et comment",
        rule=SIGNATURE,
    ),
    not_personal("id", "public_id", "agreement", "role", "words_hash"),
)
declare(
    "partners.CharterDocument",
    personal("content", "made_by", purpose="Garder l’exemplaire que les deux parties ont", rule=SIGNATURE),
    not_personal("id", "public_id", "agreement", "kind", "media_type", "sha256", "made_at"),
)
declare(
    "partners.StructureStep",
    personal("by", "note", purpose="Savoir qui a fait entrer ou sortir une structure", rule=STRUCTURE_STEPS),
    not_personal("id", "structure", "from_status", "to_status", "at"),
)
declare(
    "partners.DistinctStructures",
    personal("said_by", purpose="Savoir qui a dit que deux fiches diffèrent", rule=STRUCTURE_STEPS),
    not_personal("id", "one", "other", "said_at"),
)
declare(
    "partners.DirectoryCoordinate",
    personal(
        "value",
        "visibility",
        "consented_by",
        purpose="Se joindre entre professionnels partenaires, avec l’accord de chaque personne",
        rule=MANDATE,
    ),
    not_personal("id", "public_id", "structure", "referent", "mandate", "kind", "consented_at", "changed_at"),
)
declare(
    "partners.DirectoryError",
    personal("text", "reported_by", "settled_by", "answer", purpose="Corriger l’annuaire", rule=ERROR),
    not_personal("id", "public_id", "structure", "reported_at", "settled_at"),
)
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
        "access",
        "areas",
        "default_promised_days",
        "default_contact",
        "siret",
        "competence",
        "themes",
        "merged_into",
    ),
)
declare(
    "partners.Referent",
    personal(
        "user",
        "role",
        "themes",
        "communes",
        "confirmed_by",
        purpose="Savoir qui répond de quoi",
        rule=MANDATE,
    ),
    not_personal(
        "id", "public_id", "structure", "starts_on", "ends_on", "invitation", "is_pending", "confirmed_on"
    ),
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


@applies(SIGNATURE)
def forget_signatures(now: datetime, dry_run: bool) -> int:
    """Five years after its end an agreement proves nothing any more (code civil 2224): its names go, its dates stay."""
    over = CharterAgreement.objects.filter(
        Q(ends_on__lt=SIGNATURE.before(now).date())
        | Q(status__in=[Status.REFUSED, Status.CANCELLED], prepared_at__lt=SIGNATURE.before(now))
    ).exclude(words="", signatories__isnull=True, document__isnull=True)
    if dry_run:
        return over.count()
    forgotten = list(over.values_list("pk", flat=True))
    Signatory.objects.filter(agreement__in=forgotten).delete()
    CharterDocument.objects.filter(agreement__in=forgotten).delete()
    CharterStep.objects.filter(agreement__in=forgotten).update(note="")
    CharterAgreement.objects.filter(pk__in=forgotten).update(words="", prepared_by=None, notice_by=None)
    return len(forgotten)


@applies(ERROR)
def forget_directory_errors(now: datetime, dry_run: bool) -> int:
    old = DirectoryError.objects.filter(reported_at__lt=ERROR.before(now))
    return old.count() if dry_run else old.delete()[0]


@applies(ABSENCE)
def forget_absences(now: datetime, dry_run: bool) -> int:
    """When somebody was away says something of their life; a year later, it explains no promise any more."""
    over = Absence.objects.filter(ends_on__lt=ABSENCE.before(now).date())
    return over.count() if dry_run else over.delete()[0]


@exports("coordonnées dans l’annuaire")
def directory_of_one_person(email_or_phone: str) -> list[dict[str, object]]:
    """What the directory shows of a person, to whom, and since when they agreed."""
    theirs = Q(referent__user__email__iexact=email_or_phone) | Q(mandate__user__email__iexact=email_or_phone)
    return [
        {
            "nature": row.get_kind_display(),
            "coordonnée": row.value,
            "visible par": row.get_visibility_display(),
            "accord donné le": row.consented_at,
        }
        for row in DirectoryCoordinate.objects.filter(theirs).order_by("pk")
    ]
