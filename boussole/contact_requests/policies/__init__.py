"""May this person do this to this request? One question, one answer, one reason; each file, one matter."""

from boussole.contact_requests.policies.assigning import can_assign, can_receive
from boussole.contact_requests.policies.requests import (
    can_close,
    can_close_as,
    can_log,
    can_note,
    can_read,
    can_reopen,
    can_review,
    can_take_up,
    can_watch,
    can_withdraw,
    fits,
    tried_enough,
)
from boussole.contact_requests.policies.unblocking import (
    can_open_coordinates,
    can_take_over,
    can_unblock,
    gives_a_reason,
    is_stranded,
)

__all__ = [
    "can_assign",
    "can_close",
    "can_close_as",
    "can_log",
    "can_note",
    "can_open_coordinates",
    "can_read",
    "can_receive",
    "can_reopen",
    "can_review",
    "can_take_over",
    "can_take_up",
    "can_unblock",
    "can_watch",
    "can_withdraw",
    "fits",
    "gives_a_reason",
    "is_stranded",
    "tried_enough",
]
