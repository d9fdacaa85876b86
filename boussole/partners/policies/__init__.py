"""What may be done to structures, absences, charters and the directory, and by whom."""

from boussole.partners.policies.absences import (
    can_cancel_absence,
    can_declare_absence,
    can_receive_requests,
    can_stand_in,
    is_free_of_relays,
)
from boussole.partners.policies.charters import (
    can_change_signatory,
    can_give_notice,
    can_prepare_charter,
    can_run_charter,
    can_sign,
    can_withdraw_notice,
    can_write_text,
    party_of,
    signs_with_account,
)
from boussole.partners.policies.directory import (
    can_report_error,
    can_say_coordinate,
    can_see_directory,
    can_settle_error,
    can_take_away,
)
from boussole.partners.policies.joining import (
    animates,
    can_invite_colleague,
    can_invite_manager,
    can_set_aside,
    can_welcome,
)
from boussole.partners.policies.leaving import can_leave, can_prepare_leaving, colleagues_of
from boussole.partners.policies.people import is_manager, is_referent, referents_of, seen_in, stood_in_by
from boussole.partners.policies.structures import (
    can_add_site,
    can_bring_back,
    can_change_structure,
    can_close_site,
    can_settle_pair,
    can_take_out,
)
from boussole.partners.policies.team import (
    can_change_referent,
    can_confirm_referent,
    can_let_go,
    can_reopen,
    can_see_team,
    works_elsewhere,
)

__all__ = [
    "animates",
    "can_add_site",
    "can_bring_back",
    "can_cancel_absence",
    "can_change_referent",
    "can_change_signatory",
    "can_change_structure",
    "can_close_site",
    "can_confirm_referent",
    "can_declare_absence",
    "can_give_notice",
    "can_invite_colleague",
    "can_invite_manager",
    "can_leave",
    "can_let_go",
    "can_prepare_charter",
    "can_prepare_leaving",
    "can_receive_requests",
    "can_reopen",
    "can_report_error",
    "can_run_charter",
    "can_say_coordinate",
    "can_see_directory",
    "can_see_team",
    "can_set_aside",
    "can_settle_error",
    "can_settle_pair",
    "can_sign",
    "can_stand_in",
    "can_take_away",
    "can_take_out",
    "can_welcome",
    "can_withdraw_notice",
    "can_write_text",
    "colleagues_of",
    "is_free_of_relays",
    "is_manager",
    "is_referent",
    "party_of",
    "referents_of",
    "seen_in",
    "signs_with_account",
    "stood_in_by",
    "works_elsewhere",
]
