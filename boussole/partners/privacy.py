"""Structures are bodies; referents are people."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from boussole.partners.models import (
    Absence,
    CharterAgreement,
    CharterDocument,
    CharterStep,
    DirectoryCoordinate,
    DirectoryError,
    PageChange,
    Referent,
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
OVER = (Status.REFUSED, Status.CANCELLED, Status.ENDED, Status.REPLACED)

ABSENCE = rule("partners.absence", since="la fin de l’absence", then=Then.DELETE, days=365)
ERROR = rule("partners.directory_error", since="le signalement", then=Then.DELETE, days=365)
MANDATE = rule("partners.referent", since="tant que le compte existe", then=Then.DELETE)

SIGNATURE = rule("partners.signature", since="la fin de la charte", then=Then.ANONYMISE, days=5 * 365)
PAGE_ASKED = rule("partners.page_change", since="le changement de la page", then=Then.ANONYMISE, days=365)
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
        "prepared_by",
        "notice_by",
        "notice_reason",
        "sooner_by",
        "words",
        purpose="Prouver qui s’est engagé, et à quoi",
        rule=SIGNATURE,
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
        "sooner_on",
        "sooner_from",
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
    "partners.PageChange",
    personal("by", purpose="Savoir qui a écrit la page d’une structure", rule=STRUCTURE_STEPS),
    personal("asked_by", purpose="Savoir qui l’a demandé à l’animation", rule=PAGE_ASKED),
    not_personal("id", "structure", "before", "after", "by_animation", "at"),
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
    over = CharterAgreement.objects.filter(pk__in=_over_before(SIGNATURE.before(now))).exclude(
        ~Exists(Signatory.objects.filter(agreement=OuterRef("pk"))),
        ~Exists(CharterDocument.objects.filter(agreement=OuterRef("pk"))),
        ~Exists(CharterStep.objects.filter(agreement=OuterRef("pk"), by__isnull=False)),
        words="",
    )
    if dry_run:
        return over.count()
    forgotten = list(over.values_list("pk", flat=True))
    with transaction.atomic():
        Signatory.objects.filter(agreement__in=forgotten).delete()
        CharterDocument.objects.filter(agreement__in=forgotten).delete()
        CharterStep.objects.filter(agreement__in=forgotten).update(note="", by=None)
        CharterAgreement.objects.filter(pk__in=forgotten).update(
            words="", notice_reason="", prepared_by=None, notice_by=None, sooner_by=None
        )
    return len(forgotten)


def _over_before(moment: datetime) -> QuerySet[CharterAgreement]:
    """Those that were over then: the step that ended them says when; a loaded one has no step."""
    ended = CharterStep.objects.filter(agreement=OuterRef("pk"), to_status__in=OVER)
    loaded = ~Exists(ended) & (Q(ends_on__lt=moment.date()) | Q(ends_on__isnull=True, prepared_at__lt=moment))
    return CharterAgreement.objects.filter(Exists(ended.filter(at__lt=moment)) | loaded, status__in=OVER)


@applies(PAGE_ASKED)
def forget_who_asked(now: datetime, dry_run: bool) -> int:
    """Who asked the animation to write, by name: a year later, what was written stands by itself."""
    old = PageChange.objects.filter(at__lt=PAGE_ASKED.before(now)).exclude(asked_by="")
    return old.count() if dry_run else old.update(asked_by="")


@applies(ERROR)
def forget_directory_errors(now: datetime, dry_run: bool) -> int:
    old = DirectoryError.objects.filter(reported_at__lt=ERROR.before(now))
    return old.count() if dry_run else old.delete()[0]


@applies(ABSENCE)
def forget_absences(now: datetime, dry_run: bool) -> int:
    """When somebody was away says something of their life; a year later, it explains no promise any more."""
    over = Absence.objects.filter(ends_on__lt=ABSENCE.before(now).date())
    return over.count() if dry_run else over.delete()[0]


@exports("structures dont la personne répond")
def parts_of(contact: str) -> list[dict[str, object]]:
    """Where they answer, for what, since when, and the absences that they declared there."""
    rows = Referent.objects.filter(user__email__iexact=contact.strip()).order_by("pk")
    return [
        {
            "structure": row.structure.name,
            "rôle": row.get_role_display(),
            "thèmes": [theme.name for theme in row.themes.all()],
            "communes": row.communes,
            "du": row.starts_on,
            "au": row.ends_on,
            "attend une réponse": row.is_pending,
            "confirmé le": row.confirmed_on,
            "absences": [
                f"{each.starts_on:%d/%m/%Y} - {each.ends_on:%d/%m/%Y}"
                for each in Absence.objects.filter(user=row.user_id, structure=row.structure_id).order_by(
                    "pk"
                )
            ],
        }
        for row in rows.select_related("structure").prefetch_related("themes")
    ]


@exports("signatures de chartes")
def signatures_of(contact: str) -> list[dict[str, object]]:
    """What they were asked to sign, under an account or at this address, and what they did."""
    address = contact.strip()
    rows = Signatory.objects.filter(Q(email__iexact=address) | Q(user__email__iexact=address)).order_by("pk")
    return [
        {
            "structure": row.agreement.structure.name,
            "en tant que": row.get_role_display(),
            "nom": row.name,
            "fonction": row.function,
            "adresse e-mail": row.email,
            "signé le": row.signed_at,
            "refusé le": row.refused_at,
            "raison du refus": row.refusal_reason,
            "preuve": row.get_proof_display(),
            "phrase cochée": row.gesture,
        }
        for row in rows.select_related("agreement__structure")
    ]


@exports("erreurs signalées dans l’annuaire")
def errors_of(contact: str) -> list[dict[str, object]]:
    """What they said was wrong, and the answer."""
    rows = DirectoryError.objects.filter(reported_by__email__iexact=contact.strip())
    return [
        {"structure": row.structure.name, "le": row.reported_at, "texte": row.text, "réponse": row.answer}
        for row in rows.select_related("structure")
    ]


@exports("coordonnées dans l’annuaire")
def coordinates_of(contact: str) -> list[dict[str, object]]:
    """What the directory shows of a person, to whom, and since when they agreed."""
    address = contact.strip()
    theirs = Q(referent__user__email__iexact=address) | Q(mandate__user__email__iexact=address)
    return [
        {
            "nature": row.get_kind_display(),
            "coordonnée": row.value,
            "visible par": row.get_visibility_display(),
            "accord donné le": row.consented_at,
        }
        for row in DirectoryCoordinate.objects.filter(theirs).order_by("pk")
    ]
