"""The judge: from the rows, the receipts and the book of the mail server, what was lost, doubled or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chaos.judging import filings, jobs, messages, reminders
from chaos.judging.evidence import Evidence, Rows

CHECKS: dict[str, Callable[[Evidence, Rows], Iterable[str]]] = {
    "filings lost after their receipt": filings.lost_filings,
    "requests lost after their receipt": filings.lost_requests,
    "filings half written": filings.half_written,
    "filings or requests doubled": filings.doubles,
    "corrections lost after their receipt": filings.lost_corrections,
    "receipts that tell another number": filings.other_receipts,
    "take-ups lost or doubled": filings.gestures,
    "messages missing": messages.missing_messages,
    "messages written twice": messages.written_twice,
    "messages that name no row": messages.strangers,
    "messages sent twice without a reason": messages.unexplained_duplicates,
    "messages given up without a reason": messages.wrongly_given_up,
    "messages born without their job": jobs.born_without_a_job,
    "jobs of a killed worker not resumed": jobs.stuck_jobs,
    "reminders told early, or without a reason": reminders.early,
    "reminders told twice": reminders.twice,
    "reminders told by half": reminders.half_told,
    "reminders forgotten": reminders.forgotten,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be, and where it was seen. Empty is good."""

    name: str
    seen: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.seen


def judge(evidence: Evidence) -> list[Finding]:
    """Every check, in the order of the report."""
    rows = Rows()
    return [Finding(name, tuple(check(evidence, rows))) for name, check in CHECKS.items()]


__all__ = ["Evidence", "Finding", "judge"]
