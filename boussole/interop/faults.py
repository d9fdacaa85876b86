"""What is wrong in a bundle, and where: file, line, one French sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. Lines count from 1, as editors do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BundleRefused(Exception):
    """The bundle has faults: nothing of it was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} fault(s) in the bundle")
        self.faults = sorted(set(faults))
