"""What happens to requests. Each function is one use case, one transaction; each file, one actor."""

from boussole.contact_requests.actions.alerting import alert_of_broken_invariants
from boussole.contact_requests.actions.answering import (
    AlreadyTold,
    add_note,
    close,
    log_attempt,
    reopen,
    take_up,
)
from boussole.contact_requests.actions.asking_another import ask_another
from boussole.contact_requests.actions.assigning import assign
from boussole.contact_requests.actions.filing import OffersGone, TooYoung, file
from boussole.contact_requests.actions.from_mail import FromMail, LinkIsOver, act_from_mail
from boussole.contact_requests.actions.reading import (
    record_export,
    record_list,
    record_look,
    record_review,
)
from boussole.contact_requests.actions.reminding import Counts, ask_opinions, remind_due
from boussole.contact_requests.actions.reviewing import reject_from_quarantine, release_from_quarantine
from boussole.contact_requests.actions.unblocking import answer_personally, open_coordinates, reassign
from boussole.contact_requests.actions.warning import warn_of_lost_recaps
from boussole.contact_requests.actions.words import (
    Heard,
    give_opinion,
    nudge,
    say_contacted,
    say_not_contacted,
    settle,
)
from boussole.contact_requests.actions.young_person import correct_details, withdraw

__all__ = [
    "AlreadyTold",
    "Counts",
    "FromMail",
    "Heard",
    "LinkIsOver",
    "OffersGone",
    "TooYoung",
    "act_from_mail",
    "add_note",
    "alert_of_broken_invariants",
    "answer_personally",
    "ask_another",
    "ask_opinions",
    "assign",
    "close",
    "correct_details",
    "file",
    "give_opinion",
    "log_attempt",
    "nudge",
    "open_coordinates",
    "reassign",
    "record_export",
    "record_list",
    "record_look",
    "record_review",
    "reject_from_quarantine",
    "release_from_quarantine",
    "remind_due",
    "reopen",
    "say_contacted",
    "say_not_contacted",
    "settle",
    "take_up",
    "warn_of_lost_recaps",
    "withdraw",
]
