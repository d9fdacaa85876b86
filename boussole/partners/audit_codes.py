"""What the trace says of structures and of the people who answer for them."""

from boussole.audit.vocabulary import register

register(
    "absence.declared",
    "absence.deputy_changed",
    "absence.cancelled",
    "directory.coordinate_said",
    "directory.coordinates_withdrawn",
    "directory.error_reported",
    "directory.error_settled",
    "directory.quota_reached",
    "directory.taken_away",
    "referent.invited",
    "referent.left",
    "referent.confirmed",
    "referent.changed",
    "referent.named",
    "structure.added",
    "structure.set_aside",
    "structure.welcomed",
)
