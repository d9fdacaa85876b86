"""What the trace says of offers."""

from boussole.audit.vocabulary import register

register(
    "offer.capacity_changed",
    "offer.started",
    "offer.version_started",
    "offer.submitted",
    "offer.sent_back",
    "offer.published",
    "offer.confirmed",
    "offer.confirmed_by_phone",
    "offer.confirmation_asked",
    "offer.confirmation_months_chosen",
)
