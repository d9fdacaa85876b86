"""What may be done to structures, absences, charters and the directory, and by whom."""

from boussole.partners.policies.absences import (
    can_cancel_absence,
    can_declare_absence,
    can_receive_requests,
    can_stand_in,
    is_free_of_relays,
)
from boussole.partners.policies.joining import animates, can_invite_manager, can_set_aside, can_welcome
from boussole.partners.policies.leaving import can_leave, can_prepare_leaving, colleagues_of
from boussole.partners.policies.people import is_manager, is_referent, referents_of, stood_in_by

__all__ = [
    "animates",
    "can_cancel_absence",
    "can_declare_absence",
    "can_invite_manager",
    "can_leave",
    "can_prepare_leaving",
    "can_receive_requests",
    "can_set_aside",
    "can_stand_in",
    "can_welcome",
    "colleagues_of",
    "is_free_of_relays",
    "is_manager",
    "is_referent",
    "referents_of",
    "stood_in_by",
]
