"""Offers are public; one field names the colleague who follows each."""

from boussole.privacy.registry import Then, declare, declare_impersonal, not_personal, personal, rule

FOLLOWED = rule("offers.followed_by", since="tant que le compte existe", then=Then.ERASE)

declare(
    "offers.Offer",
    personal("followed_by", purpose="Savoir qui tient l’offre à jour", rule=FOLLOWED),
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
        "areas",
        "promised_days",
        "phone",
        "capacity",
        "is_full",
        "when_full",
        "valid_from",
        "valid_until",
        "confirm_by",
        "is_free",
        "status",
        "published_at",
    ),
)
declare(
    "offers.OfferStatusChange",
    personal("by", purpose="Savoir qui a agi", rule=FOLLOWED),
    not_personal("id", "offer", "from_status", "to_status", "at"),
)
declare_impersonal("offers.Criterion", "offers.OfferReach", because="ce que demande une offre")
