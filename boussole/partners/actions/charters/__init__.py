"""The charter: its texts, and each agreement from its preparation to its end (product.md 2 and 5.6)."""

from boussole.partners.actions.charters.closing import end_all, resume_all
from boussole.partners.actions.charters.ending import end_due, give_notice, withdraw_notice
from boussole.partners.actions.charters.many import MOST_AT_ONCE, Press, prepare_many, send_many
from boussole.partners.actions.charters.naming import Person, change_signatory
from boussole.partners.actions.charters.paper import file_scan
from boussole.partners.actions.charters.preparing import prepare, renew_with_carrier
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.actions.charters.reminding import remind_due
from boussole.partners.actions.charters.sending import cancel, hindrance, resend, send
from boussole.partners.actions.charters.signing import (
    SigningRefused,
    Tried,
    ask_code,
    own_link,
    refuse,
    sign,
    try_code,
    waits_for_code,
)
from boussole.partners.actions.charters.sooner import (
    agree_sooner,
    decline_sooner,
    drop_sooner,
    propose_sooner,
)
from boussole.partners.actions.charters.texts import (
    TextRefused,
    Wording,
    drop_text,
    publish_text,
    write_text,
)

__all__ = [
    "MOST_AT_ONCE",
    "CharterRefused",
    "Person",
    "Press",
    "SigningRefused",
    "TextRefused",
    "Tried",
    "Wording",
    "agree_sooner",
    "ask_code",
    "cancel",
    "change_signatory",
    "decline_sooner",
    "drop_sooner",
    "drop_text",
    "end_all",
    "end_due",
    "file_scan",
    "give_notice",
    "hindrance",
    "own_link",
    "prepare",
    "prepare_many",
    "propose_sooner",
    "publish_text",
    "refuse",
    "remind_due",
    "renew_with_carrier",
    "resend",
    "resume_all",
    "send",
    "send_many",
    "sign",
    "try_code",
    "waits_for_code",
    "withdraw_notice",
    "write_text",
]
