"""What happens to requests. Each function is one use case, one transaction; each file, one actor."""

from boussole.contact_requests.actions.answering import (
    AlreadyTold,
    add_note,
    close,
    log_attempt,
    reopen,
    take_up,
)
from boussole.contact_requests.actions.assigning import assign
from boussole.contact_requests.actions.from_mail import FromMail, LinkIsOver, act_from_mail
from boussole.contact_requests.actions.filing import OffersGone, TooYoung, file
from boussole.contact_requests.actions.reading import (
    record_export,
    record_list,
    record_look,
    record_review,
)
from boussole.contact_requests.actions.reviewing import reject_from_quarantine, release_from_quarantine
from boussole.contact_requests.actions.unblocking import answer_personally, open_coordinates, reassign
from boussole.contact_requests.actions.young_person import correct_details, withdraw

__all__ = [
    "AlreadyTold",
    "FromMail",
    "LinkIsOver",
    "OffersGone",
    "TooYoung",
    "act_from_mail",
    "add_note",
    "answer_personally",
    "assign",
    "close",
    "correct_details",
    "file",
    "log_attempt",
    "open_coordinates",
    "reassign",
    "record_export",
    "record_list",
    "record_look",
    "record_review",
    "reject_from_quarantine",
    "release_from_quarantine",
    "reopen",
    "take_up",
    "withdraw",
]
