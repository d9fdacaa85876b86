"""Why a file could not be read."""


class Unreadable(Exception):
    """`message` is a French sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
