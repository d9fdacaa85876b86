"""Around one request: to whom it may be entrusted, what comes next by itself, who looked from outside."""

from __future__ import annotations

from typing import Any

from boussole.contact_requests import policies
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import colleagues_for, upcoming
from boussole.partners.policies import is_manager
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.forms.assigning import ColleagueForm


def care_of(desk: Desk, found: ContactRequest) -> dict[str, Any]:
    """What the page of a request shows of it."""
    can_assign = policies.can_assign(desk.user, found, desk.now)
    return {
        "can_assign": can_assign,
        "assigning": _form(desk, found) if can_assign else None,
        "upcoming": upcoming(found, desk.now),
        # Whoever answers for the whole structure reads why the animation opened coordinates (guarantees.md T33).
        "looks": found.looks.select_related("by") if is_manager(desk.user, found.structure, desk.day) else [],
    }


def _form(desk: Desk, found: ContactRequest) -> ColleagueForm:
    colleagues = list(colleagues_for(found, desk.now))
    return ColleagueForm(colleagues=colleagues, desk=desk, auto_id="assigning-%s")
