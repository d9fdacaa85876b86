"""Offers are public; one field names the colleague who follows each."""

from boussole.privacy.registry import Then, declare, declare_impersonal, not_personal, personal, rule

FOLLOWED = rule("offers.followed_by", since="tant que le compte existe", then=Then.ERASE)

declare(
    "offers.Offer",
    personal("followed_by", purpose="Savoir qui tient l’offre à jour", rule=FOLLOWED),
    personal("confirmed_by", purpose="Savoir qui a dit que l’offre est à jour", rule=FOLLOWED),
    personal("contact_emails", purpose="Recevoir les demandes (boîte de la structure)", rule=FOLLOWED),
    not_personal(
        "id",
        "code",
        "structure",
        "theme",
        "category",
        "title",
        "summary",
        "description",
        "place",
        "address",
        "opening_hours",
        "sites",
        "areas",
        "promised_days",
        "phone",
        "capacity",
        "is_full",
        "when_full",
        "valid_from",
        "valid_until",
        "confirm_by",
        "confirmed_at",
        "is_free",
        "status",
        "published_at",
        "template",
        "follows_template",
    ),
)
declare(
    "offers.OfferStatusChange",
    personal("by", "note", purpose="Savoir qui a agi, et pourquoi", rule=FOLLOWED),
    not_personal("id", "offer", "from_status", "to_status", "at"),
)
declare(
    "offers.OfferVersion",
    personal("author", purpose="Savoir qui a écrit", rule=FOLLOWED),
    not_personal(
        "id", "offer", "number", "status", "origin", "document", "saves", "saved_at", "submitted_at",
        "publish_on", "published_at",
    ),
)  # fmt: skip
declare(
    "offers.OfferVersionStatusChange",
    personal("by", "note", purpose="Savoir qui a relu, et ce qui a été dit", rule=FOLLOWED),
    not_personal("id", "version", "from_status", "to_status", "at"),
)
declare(
    "offers.ReviewComment",
    personal("by", "text", purpose="Savoir qui a relu, et ce qui a été dit", rule=FOLLOWED),
    not_personal("id", "version", "field", "quote", "at", "done_at"),
)
declare(
    "offers.OfferTemplate",
    personal("written_by", purpose="Savoir qui a écrit le modèle", rule=FOLLOWED),
    not_personal(
        "id",
        "code",
        "title",
        "theme",
        "territory",
        "network",
        "document",
        "number",
        "is_archived",
        "written_at",
    ),
)
declare(
    "offers.EditorialLine",
    personal("written_by", purpose="Savoir qui a écrit les règles", rule=FOLLOWED),
    not_personal("id", "territory", "document", "written_at"),
)
declare(
    "offers.AnswerReview",
    personal("decided_by", purpose="Savoir qui a décidé", rule=FOLLOWED),
    not_personal("id", "offer", "question", "answer", "asked_at", "decision", "decided_at"),
)
declare_impersonal(
    "offers.Criterion", "offers.OfferReach", "offers.OfferPeriod", because="ce que demande une offre"
)
declare_impersonal(
    "offers.ConfirmationReminder", "offers.CheckedLink", because="des dates et des adresses du web"
)
