"""What the trace says of offers."""

from boussole.audit.vocabulary import register

register(
    "offer.capacity_changed",
    "offer.contacts_changed",
    "offer.started",
    "offer.version_started",
    "offer.submitted",
    "offer.sent_back",
    "offer.published",
    "offer.withdrawn",
    "offer.scheduled",
    "offer.schedule_cancelled",
    "offer.version_dropped",
    "offer.answer_accepted",
    "offer.answer_left_out",
    "offer.moved",
    "offer.detached",
    "offer_template.written",
    "offer_template.changed",
    "offer_template.withdrawn",
    "offer.confirmed",
    "offer.confirmed_by_phone",
    "offer.confirmation_asked",
    "offer.confirmation_months_chosen",
    "editorial_line.written",
    "editorial_line.given_up",
)
