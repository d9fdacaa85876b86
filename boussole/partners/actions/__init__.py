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

__all__ = [
    "LONGEST",
    "LONGEST_TOLERANCE",
    "AbsenceRefused",
    "JoiningRefused",
    "NewManager",
    "NewReferent",
    "Plan",
    "add_prospect",
    "call_off",
    "cancel_absence",
    "change_deputy",
    "check",
    "declare_absence",
    "end_referent",
    "free_code",
    "invite_manager",
    "invite_referent",
    "set_aside",
    "welcome",
]
