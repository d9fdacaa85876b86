"""Requests of young people: one filing, one request per offer, and all that happened to each."""

from boussole.contact_requests.models.action_link import ActionLink
from boussole.contact_requests.models.assignment import Assignment
from boussole.contact_requests.models.contact_request import ContactRequest, StatusChange
from boussole.contact_requests.models.door import AccessCode, BlockedContact, CoordinatesLook
from boussole.contact_requests.models.filing import Filing
from boussole.contact_requests.models.follow_up import FollowUp
from boussole.contact_requests.models.redirection import Redirection
from boussole.contact_requests.models.reminder import Reminder
from boussole.contact_requests.models.word import Opinion, YoungPersonWord
from boussole.contact_requests.models.workshop import CalendarFeed, DailyDigest, ReadyAnswer, SavedFilter

__all__ = [
    "AccessCode",
    "ActionLink",
    "Assignment",
    "BlockedContact",
    "CalendarFeed",
    "ContactRequest",
    "CoordinatesLook",
    "DailyDigest",
    "Filing",
    "FollowUp",
    "Opinion",
    "ReadyAnswer",
    "Redirection",
    "Reminder",
    "SavedFilter",
    "StatusChange",
    "YoungPersonWord",
]
