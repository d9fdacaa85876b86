"""What the rooms of the network share: how many lines of a kind, and a line about one structure."""

from __future__ import annotations

from typing import Any

from boussole.partners.models import Structure
from boussole.reporting.network.tasks import Kind, Task

MOST = 100  # of each kind: a territory has fewer, and the rest comes when these are done


def about(structure: Structure, kind: Kind, **said: Any) -> Task:
    """A task of this structure, with what leads to it and the number that it publishes."""
    known = {"structure": structure.public_id, "code": structure.code, "phone": structure.phone}
    return Task(kind, structure.name, **{**known, **said})
