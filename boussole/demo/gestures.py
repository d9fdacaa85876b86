"""Each planned step, done through the action of the site that does it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import NotAllowed
from boussole.demo import handovers
from boussole.demo.lives import YOUNG_PERSONS, Gesture, Step

if TYPE_CHECKING:
    from boussole.demo.year import Year


def carry_out(
    year: Year, contact_request: ContactRequest, step: Step, owner: User | None, at: datetime
) -> None:
    """Do one step, by whoever is there that day. With nobody left in the structure, it is not done."""
    if step.gesture in YOUNG_PERSONS:
        _say(contact_request, step, at)
        return
    somebody = year.teams.whoever_is_there(owner, year.window.day(at)) if owner else None
    if somebody is None:
        return
    if step.gesture == Gesture.REDIRECT:
        handovers.hand_over(year, contact_request, by=somebody, at=at)
        return
    if step.gesture == Gesture.TAKE_UP:
        actions.record_look(contact_request, by=somebody, now=at - timedelta(minutes=1))
    getattr(actions, step.gesture)(contact_request, by=somebody, now=at, **step.facts)


def _say(contact_request: ContactRequest, step: Step, at: datetime) -> None:
    """What the young person does on their page, if it still offers it that day."""
    try:
        getattr(actions, step.gesture)(contact_request, now=at, **step.facts)
    except NotAllowed:
        if step.gesture == Gesture.WITHDRAW:
            raise
