"""What must stop at once when an account is disabled, and that this module cannot see: keys of an API, absences, links
under way. Modules above add their own, in their `reactions.py`.
"""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.reactions import Reactions

# Whose account, when. Called in the transaction that disables it.
_stops = Reactions[User, datetime]()
on_disable, stop_everything = _stops.register, _stops.tell
