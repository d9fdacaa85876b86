"""Every message about a request, by who receives it. None of them says what is sensitive."""

from boussole.contact_requests.emails.reminding import (
    apologise,
    ask_opinion,
    remind,
    tell_unanswered,
    warn_animators,
)
from boussole.contact_requests.emails.to_professionals import (
    send_recap,
    tell_entrusted,
    tell_not_for_us,
    tell_unblocked,
    tell_withdrawn,
)
from boussole.contact_requests.emails.to_young_person import (
    acknowledge,
    tell_closed,
    tell_missed_attempt,
    tell_owner_changed,
    tell_taken_up,
)
from boussole.contact_requests.emails.words import (
    ask_to_log,
    pass_on_nudge,
    tell_not_contacted,
    warn_not_contacted,
)
from boussole.contact_requests.emails.writing import FOLDER, due_in_words

__all__ = [
    "FOLDER",
    "acknowledge",
    "apologise",
    "ask_opinion",
    "ask_to_log",
    "due_in_words",
    "pass_on_nudge",
    "remind",
    "send_recap",
    "tell_closed",
    "tell_entrusted",
    "tell_missed_attempt",
    "tell_not_contacted",
    "tell_not_for_us",
    "tell_owner_changed",
    "tell_taken_up",
    "tell_unanswered",
    "tell_unblocked",
    "tell_withdrawn",
    "warn_animators",
    "warn_not_contacted",
]
