"""All that is held on the author of one form, in their words: for their own page, and for who answers for them."""

from boussole.contact_requests.own_data.looks import looks_at
from boussole.contact_requests.own_data.telling import MASKED, held_about

__all__ = ["MASKED", "held_about", "looks_at"]
