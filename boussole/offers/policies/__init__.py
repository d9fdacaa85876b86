"""Who may do what with an offer, and why not. One file, one question."""

from boussole.offers.policies.answer_reviews import can_settle_answer
from boussole.offers.policies.freshness import can_choose_months, can_confirm, can_confirm_by_phone
from boussole.offers.policies.life import (
    can_archive,
    can_end,
    can_pause,
    can_resume,
    can_run,
    can_unarchive,
)
from boussole.offers.policies.reviewing import can_publish, is_unclaimed
from boussole.offers.policies.templates import (
    can_detach,
    can_use_template,
    can_write_for_network,
    can_write_for_territory,
    can_write_template,
    networks_written_by,
    shared_parts,
)
from boussole.offers.policies.writing import (
    can_be_given_at,
    can_cancel_schedule,
    can_drop,
    can_duplicate,
    can_restore,
    can_review,
    can_save,
    can_set_capacity,
    can_withdraw,
    can_write,
)

__all__ = [
    "can_archive",
    "can_be_given_at",
    "can_cancel_schedule",
    "can_choose_months",
    "can_confirm",
    "can_confirm_by_phone",
    "can_detach",
    "can_drop",
    "can_duplicate",
    "can_end",
    "can_pause",
    "can_publish",
    "can_restore",
    "can_resume",
    "can_review",
    "can_run",
    "can_save",
    "can_set_capacity",
    "can_settle_answer",
    "can_unarchive",
    "can_use_template",
    "can_withdraw",
    "can_write",
    "can_write_for_network",
    "can_write_for_territory",
    "can_write_template",
    "is_unclaimed",
    "networks_written_by",
    "shared_parts",
]
