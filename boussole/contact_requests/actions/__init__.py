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
from boussole.contact_requests.actions.bulk_reading import (
    MOST_FILES,
    MOST_LISTED,
    go_on_reading,
    list_coordinates,
    look,
    stop_reading,
)
from boussole.contact_requests.actions.calendar_feeds import close_calendar_feed, open_calendar_feed
from boussole.contact_requests.actions.capacity import change_capacity
from boussole.contact_requests.actions.codes import Tried, ask_for_code, lift_block, use_code, write_code
from boussole.contact_requests.actions.digests import choose_digest_hour, send_digest, send_digests
from boussole.contact_requests.actions.entrusting import MOST_AT_ONCE, Entrusted, assign_all
from boussole.contact_requests.actions.erasing import disown, erase
from boussole.contact_requests.actions.filing import LeftAlone, OffersGone, TooYoung, file
from boussole.contact_requests.actions.from_mail import FromMail, LinkIsOver, act_from_mail
from boussole.contact_requests.actions.leaving import (
    HandOver,
    NotAllHandedOver,
    leave,
    let_go,
    rescue_orphans,
)
from boussole.contact_requests.actions.reading import (
    record_export,
    record_list,
    record_look,
    record_own_reading,
    record_review,
)
from boussole.contact_requests.actions.ready_answers import (
    add_ready_answer,
    change_ready_answer,
    delete_ready_answer,
)
from boussole.contact_requests.actions.receiving import accept, decline, record_reading
from boussole.contact_requests.actions.redirecting import (
    agree,
    cancel,
    note_agreement,
    orient_outside,
    redirect,
    refuse,
)
from boussole.contact_requests.actions.releasing import release_team, release_teams
from boussole.contact_requests.actions.reminding import Counts, ask_opinions, remind_due
from boussole.contact_requests.actions.reviewing import reject_from_quarantine, release_from_quarantine
from boussole.contact_requests.actions.saved_filters import forget_filter, keep_filter, rename_filter
from boussole.contact_requests.actions.standing_in import follow_absences
from boussole.contact_requests.actions.unblocking import answer_personally, open_coordinates, reassign
from boussole.contact_requests.actions.waiting import sweep_redirections
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
    "MOST_AT_ONCE",
    "MOST_FILES",
    "MOST_LISTED",
    "AlreadyTold",
    "Counts",
    "Entrusted",
    "FromMail",
    "HandOver",
    "Heard",
    "LeftAlone",
    "LinkIsOver",
    "NotAllHandedOver",
    "OffersGone",
    "TooYoung",
    "Tried",
    "accept",
    "act_from_mail",
    "add_note",
    "add_ready_answer",
    "agree",
    "alert_of_broken_invariants",
    "answer_personally",
    "ask_another",
    "ask_for_code",
    "ask_opinions",
    "assign",
    "assign_all",
    "cancel",
    "change_capacity",
    "change_ready_answer",
    "choose_digest_hour",
    "close",
    "close_calendar_feed",
    "correct_details",
    "decline",
    "delete_ready_answer",
    "disown",
    "erase",
    "file",
    "follow_absences",
    "forget_filter",
    "give_opinion",
    "go_on_reading",
    "keep_filter",
    "leave",
    "let_go",
    "lift_block",
    "list_coordinates",
    "log_attempt",
    "look",
    "note_agreement",
    "nudge",
    "open_calendar_feed",
    "open_coordinates",
    "orient_outside",
    "reassign",
    "record_export",
    "record_list",
    "record_look",
    "record_own_reading",
    "record_reading",
    "record_review",
    "redirect",
    "refuse",
    "reject_from_quarantine",
    "release_from_quarantine",
    "release_team",
    "release_teams",
    "remind_due",
    "rename_filter",
    "reopen",
    "rescue_orphans",
    "say_contacted",
    "say_not_contacted",
    "send_digest",
    "send_digests",
    "settle",
    "stop_reading",
    "sweep_redirections",
    "take_up",
    "use_code",
    "warn_of_lost_recaps",
    "withdraw",
    "write_code",
]
