"""What happens to structures, to the people who answer for them, and to their absences."""

from boussole.partners.actions.absences import (
    LONGEST,
    AbsenceRefused,
    Plan,
    call_off,
    cancel_absence,
    change_deputy,
    check,
    declare_absence,
    end_referent,
)
from boussole.partners.actions.directory import (
    Said,
    record_taken_away,
    report_error,
    say_coordinates,
    settle_error,
    withdraw_coordinates,
)
from boussole.partners.actions.inviting import (
    JoiningRefused,
    NewManager,
    NewReferent,
    invite_manager,
    invite_referent,
)
from boussole.partners.actions.joining import LONGEST_TOLERANCE, add_prospect, free_code, set_aside, welcome
from boussole.partners.actions.team import (
    PartRefused,
    change_referent,
    check_communes,
    confirm_referent,
    end_at_once,
    reopen_account,
)

__all__ = [
    "LONGEST",
    "LONGEST_TOLERANCE",
    "AbsenceRefused",
    "JoiningRefused",
    "NewManager",
    "NewReferent",
    "PartRefused",
    "Plan",
    "Said",
    "add_prospect",
    "call_off",
    "cancel_absence",
    "change_deputy",
    "change_referent",
    "check",
    "check_communes",
    "confirm_referent",
    "declare_absence",
    "end_at_once",
    "end_referent",
    "free_code",
    "invite_manager",
    "invite_referent",
    "record_taken_away",
    "reopen_account",
    "report_error",
    "say_coordinates",
    "set_aside",
    "settle_error",
    "welcome",
    "withdraw_coordinates",
]
