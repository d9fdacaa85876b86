"""What the trace knows of requests."""

from boussole.audit.vocabulary import register

register(
    "contact_request.filed",
    "contact_request.revised",
    "contact_request.released",
    "contact_request.rejected",
    "contact_request.reviewed",
    "contact_request.opened",
    "contact_request.listed",
    "contact_request.taken_up",
    "contact_request.assigned",
    "contact_request.coordinates_opened",
    "contact_request.acted_from_mail",
    "contact_request.reminded",
    "contact_request.attempt_logged",
    "contact_request.noted",
    "contact_request.closed",
    "contact_request.reopened",
    "contact_request.withdrawn",
    "contact_request.details_corrected",
    "contact_request.said_contacted",
    "contact_request.said_not_contacted",
    "contact_request.nudged",
    "contact_request.opinion_given",
    "contact_request.disagreement_settled",
    "contact_request.asked_another",
    "contact_request.exported",
    "contact_request.anonymised",
)
