"""Around one request: to whom it may be entrusted, what comes next by itself, who looked from outside."""

from __future__ import annotations

from typing import Any

from boussole.contact_requests import policies
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import colleagues_for, upcoming
from boussole.partners.models import Referent
from boussole.partners.policies import referents_of
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.forms.assigning import ColleagueForm


def care_of(desk: Desk, found: ContactRequest) -> dict[str, Any]:
    """What the page of a request shows of it."""
    can_assign = policies.can_assign(desk.user, found, desk.now)
    return {
        "can_assign": can_assign,
        "assigning": _form(desk, found) if can_assign else None,
        "upcoming": upcoming(found, desk.now),
        "looks": found.looks.select_related("by") if _manages(desk, found) else [],
    }


def _form(desk: Desk, found: ContactRequest) -> ColleagueForm:
    colleagues = list(colleagues_for(found, desk.now))
    return ColleagueForm(colleagues=colleagues, desk=desk, auto_id="assigning-%s")


def _manages(desk: Desk, found: ContactRequest) -> bool:
    """Who answers for the structure as a whole reads why the animation opened coordinates (guarantees.md T33)."""
    return any(
        each.structure_id == found.structure_id and each.role == Referent.Role.MANAGER
        for each in referents_of(desk.user, desk.day)
    )
