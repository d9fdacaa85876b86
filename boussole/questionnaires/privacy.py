"""Questionnaires hold questions, never what somebody answered."""

from boussole.privacy.registry import declare_impersonal

declare_impersonal(
    "questionnaires.Theme",
    "questionnaires.Category",
    "questionnaires.TerritoryTheme",
    "questionnaires.Questionnaire",
    because="des questions et des mots, jamais une réponse",
)
