"""What the trace says of offers."""

from boussole.audit.vocabulary import register

register("offer.capacity_changed")
