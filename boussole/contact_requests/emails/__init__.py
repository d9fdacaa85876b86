"""Every message about a request, by who receives it. None of them says what is sensitive."""

from boussole.contact_requests.emails.access_code import send_code
from boussole.contact_requests.emails.digest import send_digest
from boussole.contact_requests.emails.forgotten import tell_erased, tell_not_me
from boussole.contact_requests.emails.redirecting import (
    ask_agreement,
    propose,
    remind_receiver,
    tell_called_off,
    tell_oriented_outside,
    tell_passed_on,
    tell_receiver_is_late,
    tell_sender,
)
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
from boussole.contact_requests.emails.watching import tell_of_bulk_reading
from boussole.contact_requests.emails.words import (
    ask_to_log,
    pass_on_nudge,
    tell_not_contacted,
    warn_not_contacted,
)
from boussole.contact_requests.emails.writing import due_in_words

__all__ = [
    "acknowledge",
    "apologise",
    "ask_agreement",
    "ask_opinion",
    "ask_to_log",
    "due_in_words",
    "pass_on_nudge",
    "propose",
    "remind",
    "remind_receiver",
    "send_code",
    "send_digest",
    "send_recap",
    "tell_called_off",
    "tell_closed",
    "tell_entrusted",
    "tell_erased",
    "tell_missed_attempt",
    "tell_not_contacted",
    "tell_not_for_us",
    "tell_not_me",
    "tell_of_bulk_reading",
    "tell_oriented_outside",
    "tell_owner_changed",
    "tell_passed_on",
    "tell_receiver_is_late",
    "tell_sender",
    "tell_taken_up",
    "tell_unanswered",
    "tell_unblocked",
    "tell_withdrawn",
    "warn_animators",
    "warn_not_contacted",
]
