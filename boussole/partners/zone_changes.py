"""Who must know when a structure serves other communes: modules above register in their `reactions.py`."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.reactions import Reactions
from boussole.partners.models import Structure

# The structure with its new zone, who drew it, when.
_zone = Reactions[Structure, User, datetime]()
on_zone_change, tell_of_zone = _zone.register, _zone.tell
