"""What an action raises when the thing asked is no longer, or not yet, possible."""

from typing import Any

from boussole.core.db import require_transaction


class MoveRefused(Exception):
    """Refused for a reason that a person can read: `message`, one French sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AnswerRefused(MoveRefused):
    """Refused because of something that was typed: `field` says which answer to change, when one does."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def require_move(row: Any, status: str, *, called: str, thing: str = "l’action") -> None:
    """Let `move_to` go on: in a transaction, and along a move that the model knows (`MOVES`).

    `called` is the row as the refusal names it, « Cette offre »; `thing` what is not possible.

    :raises MoveRefused: if MOVES does not allow it from the current status
    """
    require_transaction()
    if status not in row.MOVES[row.Status(row.status)]:
        raise MoveRefused(f"{called} est « {row.get_status_display()} » : {thing} n’est plus possible.")
