"""Who writes the rules that offers are read against."""

from __future__ import annotations

from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.core.verdicts import YES, Verdict, no
from boussole.territories.models import Territory


def can_write_line(user: User, territory: Territory | None, day: date) -> Verdict:
    """Those of a territory: its animation. Those of the country (None): the national team."""
    if territory is None:
        if account_policies.is_national(user, day):
            return YES
        return no("Seule l’équipe nationale écrit les règles qui valent partout.")
    if account_policies.animates(user, territory, day):
        return YES
    return no("Seule l’animation du territoire écrit ses règles.")
