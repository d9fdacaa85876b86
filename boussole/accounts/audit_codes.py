"""What the trace says of accounts."""

from enum import StrEnum

from boussole.audit.vocabulary import register


class Account(StrEnum):
    PREPARED = "account.prepared"
    MANDATE_GIVEN = "account.mandate_given"
    INVITED = "account.invited"
    INVITATION_ACCEPTED = "account.invitation_accepted"
    SIGNED_IN = "account.signed_in"
    SIGN_IN_FAILED = "account.sign_in_failed"
    SECOND_FACTOR_ENROLLED = "account.second_factor_enrolled"
    SECOND_FACTOR_FAILED = "account.second_factor_failed"
    SECOND_FACTOR_REMOVED = "account.second_factor_removed"
    RECOVERY_CODE_USED = "account.recovery_code_used"
    RECOVERY_CODES_RENEWED = "account.recovery_codes_renewed"
    RESET_ASKED = "account.reset_asked"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    SESSIONS_ENDED = "account.sessions_ended"
    PROFILE_CHANGED = "account.profile_changed"
    DISABLED = "account.disabled"
    REOPENED = "account.reopened"


register(*Account)
