"""What the trace says of prospects and questions."""

from boussole.audit.vocabulary import register

register(
    "prospect.opened",
    "prospect.changed",
    "prospect.moved",
    "structure_question.asked",
    "structure_question.answered",
    "territory.prepared",
    "territory.worded",
    "territory.drawn",
    "territory.opened",
    "territory.closed",
)
