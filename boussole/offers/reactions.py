"""What offers do when something changes below them."""

from datetime import datetime

from boussole.accounts.models import User
from boussole.offers import reach
from boussole.partners.absences import on_change
from boussole.partners.models import Absence


@on_change
def show_or_hide(absence: Absence, by: User | None, now: datetime) -> None:
    """A pause or a longer delay is written in the matching table, by its dates."""
    if absence.rule in (Absence.Rule.PAUSE, Absence.Rule.LONGER_DELAY):
        reach.refresh_of_structure(absence.structure)
