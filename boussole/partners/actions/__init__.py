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
    "reopen_account",
    "set_aside",
    "welcome",
]
