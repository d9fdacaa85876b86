"""The answer of a policy: yes, or no with the reason that a person will read."""

from dataclasses import dataclass

from boussole.core.moves import MoveRefused


class NotAllowed(MoveRefused):
    """A policy said no. `message` is the French sentence to show."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy or falsy, with a French `reason` when falsy."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Do nothing on a yes.

        :raises NotAllowed: on a no, with its reason
        """
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """A refusal and the sentence that explains it."""
    return Verdict(False, reason)
