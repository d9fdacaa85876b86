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
from boussole.contact_requests.actions.filing import OffersGone, TooYoung, file
from boussole.contact_requests.actions.reading import (
    record_export,
    record_list,
    record_look,
    record_review,
)
from boussole.contact_requests.actions.reviewing import reject_from_quarantine, release_from_quarantine
from boussole.contact_requests.actions.young_person import correct_details, withdraw

__all__ = [
    "AlreadyTold",
    "OffersGone",
    "TooYoung",
    "add_note",
    "assign",
    "close",
    "correct_details",
    "file",
    "log_attempt",
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
