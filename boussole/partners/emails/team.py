"""What is written about teams: who must be confirmed, whose access has ended. To professionals only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.models import Referent, Structure
from boussole.partners.recipients import animators_of
from boussole.partners.teams import due_on

FOLDER = "partners/messages"


def ask_to_confirm_team(
    to: User, teams: Mapping[Structure, Sequence[Referent]], *, is_late: bool, now: datetime
) -> None:
    """To somebody responsible: who must be said to belong to their teams still."""
    context: dict[str, object] = {
        "first_name": to.first_name,
        "is_late": is_late,
        "teams": _lines(teams),
        "link": absolute("extranet:colleagues"),
    }
    outbox.send(
        template=f"{FOLDER}/team_to_confirm", to=to.email, context=context, about=next(iter(teams)), now=now
    )


def tell_of_silent_teams(to: User, teams: Mapping[Structure, Sequence[Referent]], *, now: datetime) -> None:
    """To the animation: nobody has said who still belongs to these teams."""
    context: dict[str, object] = {
        "first_name": to.first_name,
        "teams": _lines(teams),
        "link": absolute("animators:teams"),
    }
    outbox.send(
        template=f"{FOLDER}/team_silent", to=to.email, context=context, about=next(iter(teams)), now=now
    )


def tell_access_ended(referent: Referent, *, by: User, now: datetime) -> None:
    """To somebody said to be gone: if it is a mistake, they must know whom to tell."""
    animators = [each.full_name for each in animators_of(referent.structure, now.date())]
    context: dict[str, object] = {
        "first_name": referent.user.first_name,
        "structure": referent.structure.name,
        "by": by.full_name,
        "animator": animators[0] if animators else "",
    }
    outbox.send(
        template=f"{FOLDER}/access_ended", to=referent.user.email, context=context, about=referent, now=now
    )


def _lines(teams: Mapping[Structure, Sequence[Referent]]) -> list[dict[str, object]]:
    return [
        {
            "name": structure.name,
            "phone": structure.phone,
            "people": [
                {"name": row.user.full_name, "before": day_in_words(due_on(row), year=True)} for row in rows
            ],
        }
        for structure, rows in teams.items()
    ]
