"""Who runs the network around a structure: to whom what concerns all of it is said."""

from __future__ import annotations

from datetime import date

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.partners.models import Structure


def animators_of(structure: Structure, day: date) -> list[User]:
    """Those of the territory where the structure is; failing that, those of the territories that it serves."""
    mandates = Mandate.objects.in_force(day).filter(role=Mandate.Role.ANIMATOR, user__is_active=True)
    mandates = mandates.select_related("user", "territory").order_by("pk")
    here = account_policies.around((f"commune:{structure.commune}",))
    served = account_policies.around(tuple(structure.areas))
    found = list(mandates.filter(territory__areas__overlap=here))
    found = found or list(mandates.filter(territory__areas__overlap=served))
    return list({mandate.user_id: mandate.user for mandate in found}.values())
