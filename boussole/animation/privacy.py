"""Prospects are bodies; what names a colleague of the animation, or whom to call there, is personal."""

from boussole.privacy.registry import Then, declare, not_personal, personal, rule

KEPT = rule("animation.prospect", since="tant que le territoire est animé", then=Then.DELETE)

declare(
    "animation.Prospect",
    personal("contact", "opened_by", purpose="Joindre un organisme qui pourrait aider", rule=KEPT),
    not_personal(
        "id",
        "public_id",
        "territory",
        "theme",
        "area",
        "need",
        "searches",
        "name",
        "structure",
        "status",
        "due_on",
        "opened_at",
    ),
)
declare(
    "animation.ProspectStep",
    personal("note", "by", purpose="Se souvenir de ce qui a été fait", rule=KEPT),
    not_personal("id", "prospect", "from_status", "to_status", "at"),
)
declare(
    "animation.StructureQuestion",
    personal(
        "text", "words", "asked_by", "answered_by", purpose="Savoir qui demande et qui répond", rule=KEPT
    ),
    not_personal(
        "id",
        "public_id",
        "territory",
        "structure",
        "theme",
        "area",
        "need",
        "asked_at",
        "answer",
        "answered_at",
    ),
)
