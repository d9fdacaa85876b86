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
from boussole.contact_requests.policies.words import (
    can_ask_another,
    can_give_opinion,
    can_nudge,
    can_say_contacted,
    can_say_not_contacted,
    can_settle,
    is_let_down,
)

__all__ = [
    "can_ask_another",
    "can_assign",
    "can_close",
    "can_close_as",
    "can_give_opinion",
    "can_log",
    "can_note",
    "can_nudge",
    "can_open_coordinates",
    "can_read",
    "can_receive",
    "can_reopen",
    "can_review",
    "can_say_contacted",
    "can_say_not_contacted",
    "can_settle",
    "can_take_over",
    "can_take_up",
    "can_unblock",
    "can_watch",
    "can_withdraw",
    "fits",
    "gives_a_reason",
    "is_let_down",
    "is_stranded",
    "tried_enough",
]
