"""What an action raises when the thing asked is no longer, or not yet, possible."""


class MoveRefused(Exception):
    """Refused for a reason that a person can read: `message`, one French sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
