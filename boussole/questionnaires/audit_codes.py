"""What the trace says of themes and questionnaires."""

from boussole.audit.vocabulary import register

register(
    "questionnaire.draft_started",
    "questionnaire.draft_dropped",
    "questionnaire.scheduled",
    "questionnaire.unscheduled",
    "questionnaire.published",
    "theme.written",
    "theme.category_written",
    "theme.category_removed",
    "theme.opened",
    "theme.closed",
    "theme.worded",
)
