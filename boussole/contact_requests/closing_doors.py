"""What stops with an account: the links of its mails, its calendar feed (guarantees.md T4, G20)."""

from datetime import datetime

from boussole.accounts.leaving import on_disable
from boussole.accounts.models import User
from boussole.contact_requests import action_links
from boussole.contact_requests.models import CalendarFeed


@on_disable
def close_doors(user: User, now: datetime) -> None:
    """From this instant, nothing that this person received or subscribed to opens."""
    action_links.revoke_to(user, now=now)
    CalendarFeed.objects.filter(user=user).delete()
