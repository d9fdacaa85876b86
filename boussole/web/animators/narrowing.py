"""A list narrowed to one structure, as the desk of the network asks for it: « les 3 retards de cette structure »."""

from __future__ import annotations

from django.http import HttpRequest

from boussole.partners.models import Structure
from boussole.web.animators.desk import Desk

LONGEST_CODE = Structure._meta.get_field("code").max_length


def structure_asked(request: HttpRequest, desk: Desk) -> Structure | None:
    """The structure that the address names, among those around; None for the whole list."""
    code = request.GET.get("structure", "").replace("\x00", "")[:LONGEST_CODE]
    return Structure.objects.serving(desk.lens, desk.day).filter(code=code).first() if code else None
