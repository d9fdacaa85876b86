"""One section of a page, or its zone, written as it was asked for."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.partners import actions
from boussole.partners.models import Structure
from boussole.web.shared.structures.forms import StructureForm
from boussole.web.shared.structures.zone_form import StructureZoneForm


def saved(
    form: StructureForm | StructureZoneForm,
    structure: Structure,
    *,
    by: User,
    now: datetime,
    asked_by: str = "",
) -> bool:
    """Whether it was written; otherwise the form says beside which answer why not."""
    try:
        actions.update_structure(
            structure,
            form.written,
            themes=form.themes,
            seen=form.seen,
            asked_by=asked_by,
            by=by,
            day=now.date(),
            now=now,
        )
    except MoveRefused as refusal:
        form.refuse(refusal)
        return False
    return True
