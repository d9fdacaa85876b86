"""What happens to structures, to the people who answer for them, and to their absences."""

from boussole.accounts.actions import NewPerson
from boussole.partners.actions.absences import (
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
    invite_manager,
    invite_referent,
)
from boussole.partners.actions.joining import add_prospect, free_code, set_aside, welcome
from boussole.partners.actions.merging import merge, tell_apart
from boussole.partners.actions.standing import end_team, leave_network, return_to_network
from boussole.partners.actions.structures import (
    StructureRefused,
    add_site,
    close_site,
    fingerprint,
    update_structure,
)
from boussole.partners.actions.team import (
    PartRefused,
    change_referent,
    confirm_referent,
    end_at_once,
    reopen_account,
)

__all__ = [
    "AbsenceRefused",
    "JoiningRefused",
    "NewPerson",
    "PartRefused",
    "Plan",
    "Said",
    "StructureRefused",
    "add_prospect",
    "add_site",
    "call_off",
    "cancel_absence",
    "change_deputy",
    "change_referent",
    "check",
    "close_site",
    "confirm_referent",
    "declare_absence",
    "end_at_once",
    "end_referent",
    "end_team",
    "fingerprint",
    "free_code",
    "invite_manager",
    "invite_referent",
    "leave_network",
    "merge",
    "record_taken_away",
    "reopen_account",
    "report_error",
    "return_to_network",
    "say_coordinates",
    "set_aside",
    "settle_error",
    "tell_apart",
    "update_structure",
    "welcome",
    "withdraw_coordinates",
]
