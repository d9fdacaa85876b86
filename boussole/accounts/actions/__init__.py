"""What happens to an account, from the day it is prepared to the day it is closed."""

from boussole.accounts.actions.accepting import (
    InvitationClosed,
    accept_invitation,
    decline_invitation,
    join,
)
from boussole.accounts.actions.closing import close_unused, warn_of_closing
from boussole.accounts.actions.factors import (
    enrol_second_factor,
    prove_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from boussole.accounts.actions.inviting import cancel_invitation, invite, resend
from boussole.accounts.actions.life import (
    choose_workplace,
    disable,
    end_session,
    end_sessions,
    reopen,
    update_profile,
)
from boussole.accounts.actions.mandates import (
    InvitationRefused,
    MandateTerms,
    NewPerson,
    account_of,
    end_mandate,
    give_mandate,
    keep_mandate,
    propose_mandate,
)
from boussole.accounts.actions.opening import AlreadyKnown, prepare_account
from boussole.accounts.actions.passkeys import add_passkey, remove_passkey, rename_passkey
from boussole.accounts.actions.password import change_password, send_reset_link
from boussole.accounts.actions.recalling import recall_invitations
from boussole.accounts.actions.sign_in import note_sign_in

__all__ = [
    "AlreadyKnown",
    "InvitationClosed",
    "InvitationRefused",
    "MandateTerms",
    "NewPerson",
    "accept_invitation",
    "account_of",
    "add_passkey",
    "cancel_invitation",
    "change_password",
    "choose_workplace",
    "close_unused",
    "decline_invitation",
    "disable",
    "end_mandate",
    "end_session",
    "end_sessions",
    "enrol_second_factor",
    "give_mandate",
    "invite",
    "join",
    "keep_mandate",
    "note_sign_in",
    "prepare_account",
    "propose_mandate",
    "prove_second_factor",
    "recall_invitations",
    "remove_passkey",
    "remove_second_factor",
    "rename_passkey",
    "renew_recovery_codes",
    "reopen",
    "resend",
    "send_reset_link",
    "update_profile",
    "warn_of_closing",
]
