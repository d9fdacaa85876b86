"""What the trace says of prospects, questions, messages to partners and territories."""

from boussole.audit.vocabulary import register

register(
    "partner_message.sent",
    "partner_message.subscribed_again",
    "partner_message.unsubscribed",
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
    "territory.closing_called_off",
    "territory.closing_planned",
)
