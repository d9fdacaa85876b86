"""The ways in which the outside world fails us, each with a code that says nothing of anybody."""


class NotDelivered(Exception):
    """`code` goes to the row, the logs and the operator."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(NotDelivered):
    """Never: the recipient or the message was refused for good."""


class Held(NotDelivered):
    """Not now: try this message again later."""


class Unreachable(Held):
    """Not now, and nothing else either: the server itself does not answer, or not as it must."""


class MaybeSent(NotDelivered):
    """Nobody knows: the message was handed over and the answer was lost. Sending again could double it."""
