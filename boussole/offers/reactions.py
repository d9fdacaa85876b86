"""What offers do when something changes below them."""

from datetime import datetime

from boussole.accounts.leaving import on_disable
from boussole.accounts.models import User
from boussole.offers import reach
from boussole.partners.absences import on_change
from boussole.partners.models import Absence


@on_change
def show_or_hide(absence: Absence, by: User | None, now: datetime) -> None:
    """A pause or a longer delay is written in the matching table, by its dates."""
    if absence.rule in (Absence.Rule.PAUSE, Absence.Rule.LONGER_DELAY):
        reach.refresh_of_structure(absence.structure)


@on_disable
def follow_no_more(user: User, now: datetime) -> None:
    """The offers somebody followed alone are followed by every referent again."""
    followed = list(user.followed_offers.select_related("structure", "category").prefetch_related("criteria"))
    for offer in followed:
        offer.followed_by = None
        offer.save(update_fields=["followed_by"])
    reach.refresh(followed)
