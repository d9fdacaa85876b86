"""Questionnaires hold questions, never what somebody answered; two fields name who wrote them."""

from boussole.privacy.registry import Then, declare, declare_impersonal, not_personal, personal, rule

WRITTEN = rule("questionnaires.author", since="tant que le compte existe", then=Then.ERASE)

declare(
    "questionnaires.Questionnaire",
    personal("author", purpose="Savoir qui a écrit la version", rule=WRITTEN),
    not_personal(
        "id",
        "theme",
        "territory",
        "version",
        "status",
        "document",
        "based_on",
        "layer",
        "saves",
        "saved_at",
        "publish_on",
        "published_at",
    ),
)
declare(
    "questionnaires.QuestionnaireStatusChange",
    personal("by", purpose="Savoir qui a publié", rule=WRITTEN),
    not_personal("id", "questionnaire", "from_status", "to_status", "at", "note"),
)
declare_impersonal(
    "questionnaires.Theme",
    "questionnaires.Category",
    "questionnaires.TerritoryTheme",
    because="des questions et des mots, jamais une réponse",
)
