"""What happens to an account, from the day it is prepared to the day it is closed."""

from boussole.accounts.actions.factors import (
    enrol_second_factor,
    prove_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from boussole.accounts.actions.life import disable, end_sessions, reopen, update_profile
from boussole.accounts.actions.opening import (
    INVITATION_LIFE,
    AlreadyKnown,
    InvitationClosed,
    accept_invitation,
    give_mandate,
    invite,
    prepare_account,
)
from boussole.accounts.actions.password import change_password, send_reset_link

__all__ = [
    "INVITATION_LIFE",
    "AlreadyKnown",
    "InvitationClosed",
    "accept_invitation",
    "change_password",
    "disable",
    "end_sessions",
    "enrol_second_factor",
    "give_mandate",
    "invite",
    "prepare_account",
    "prove_second_factor",
    "remove_second_factor",
    "renew_recovery_codes",
    "reopen",
    "send_reset_link",
    "update_profile",
]
