"""Who must know when a structure joins the network, or leaves it: modules above register in their `reactions.py`."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.reactions import Reactions
from boussole.partners.models import Structure

# The structure, who changed its place in the network or its charter (None: the machine), when.
_standing = Reactions[Structure, User | None, datetime]()
on_standing, tell_of_standing = _standing.register, _standing.tell
