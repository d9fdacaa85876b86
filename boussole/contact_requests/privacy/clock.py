"""The ledger of reminders, and who took care of a request."""

from boussole.contact_requests.privacy.requests import ACCOUNT
from boussole.privacy.registry import declare, declare_impersonal, not_personal, personal

declare_impersonal("contact_requests.Reminder", because="ce qui a été rappelé, et quand")
declare(
    "contact_requests.Assignment",
    personal("from_user", "to_user", "by", purpose="Savoir qui s’occupe de la demande", rule=ACCOUNT),
    not_personal("id", "contact_request", "why", "at"),
)
