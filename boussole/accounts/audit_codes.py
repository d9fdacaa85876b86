"""What the trace says of accounts."""

from enum import StrEnum

from boussole.audit.vocabulary import register


class Account(StrEnum):
    PREPARED = "account.prepared"
    MANDATE_GIVEN = "account.mandate_given"
    MANDATE_PROPOSED = "account.mandate_proposed"
    MANDATE_ENDED = "account.mandate_ended"
    MANDATE_KEPT = "account.mandate_kept"
    INVITED = "account.invited"
    INVITATION_SENT_AGAIN = "account.invitation_sent_again"
    INVITATION_CANCELLED = "account.invitation_cancelled"
    INVITATION_DECLINED = "account.invitation_declined"
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
    SESSION_ENDED = "account.session_ended"
    PASSKEY_ADDED = "account.passkey_added"
    PASSKEY_RENAMED = "account.passkey_renamed"
    PASSKEY_REMOVED = "account.passkey_removed"
    PROFILE_CHANGED = "account.profile_changed"
    IDENTITY_LINKED = "account.identity_linked"
    IDENTITY_UNLINKED = "account.identity_unlinked"
    IDENTITY_REFUSED = "account.identity_refused"
    DISABLED = "account.disabled"
    CLOSING_TOLD = "account.closing_told"
    REOPENED = "account.reopened"


register(*Account)
