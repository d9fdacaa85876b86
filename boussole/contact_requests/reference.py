"""The page of everything that is reminded, told or asked about a request."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from boussole.contact_requests.actions.warning import TO_ANIMATOR_AFTER, TO_TEAM_AFTER, Trouble
from boussole.contact_requests.promise import MAX_DAYS, MIN_DAYS, due_at
from boussole.contact_requests.schedule import Audience, Facts, Kind, Step, schedule
from boussole.contact_requests.schedule_words import AUDIENCES, KINDS
from boussole.core.reference_pages import page, table
from boussole.territories.geography import PARIS
from boussole.territories.working_days import WorkingDays

MONDAY = datetime(2027, 9, 6, 8, tzinfo=UTC)  # 10 o'clock in Paris; no bank holiday before November
DRAWN = 5  # the delay of the drawn example
TOLD = {  # when, and until when, as the code decides
    Kind.HALF_WAY: ("half of the days, rounded up; on the day itself for one day", "the date"),
    Kind.DAY_BEFORE: ("the day before the date, from two days on", "the date"),
    Kind.LATE: ("the morning after the date", "an attempt, or the end"),
    Kind.ONE_DAY_LATE: ("one whole day late", "an attempt, or the end"),
    Kind.APOLOGY: ("with ONE_DAY_LATE", "an attempt, or the end"),
    Kind.THREE_DAYS_LATE: ("three whole days late", "an attempt, or the end"),
    Kind.UNANSWERED: ("thirty whole days of silence; it closes the request", "an attempt, or the end"),
    Kind.OPINION_AFTER_CONTACT: ("seven days after the first contact, at 17:00", "two weeks later"),
    Kind.OPINION_AT_END: ("at the end, at 17:00, if no opinion was asked", "two weeks later"),
}


@page("reminders.md")
def reminders() -> str:
    """Every kind of reminder, and when it leaves."""
    return "\n\n".join(
        [
            "# The schedule of reminders",
            "`contact_requests/schedule.py` decides ([decision 0016](../decisions/0016-mornings-and-ladders.md));"
            " the ledger (`Reminder`) remembers what was told. Unless said otherwise at 9:00, where the young"
            " person lives. Before the date, a reminder that falls on a weekend or a bank holiday comes on the"
            " last working day before it. After an outage, each recipient is told the gravest thing only.",
            table(["Kind", "Shown as", "When", "To", "Still true until"], map(_row, Kind)),
            f"## A request of Monday 10:00, promised within {DRAWN} days, that nobody answers",
            f"```mermaid\n{_timeline()}\n```",
            "## The mornings of each delay",
            "For a request of a Monday. The number is that of calendar days after the filing.",
            table(
                ["Delay", *(kind.value for kind in _before_the_end())],
                map(_line, range(MIN_DAYS, MAX_DAYS + 1)),
            ),
            "## Beside the clock",
            "The ledger also holds what is told when the message that announces a request was lost, or waits"
            " for too long, and nobody has taken the request up: once each, as soon as a sweep sees it.",
            table(["Kind", "When", "To"], _troubles()),
        ]
    )


def _row(kind: Kind) -> list[str]:
    when, until = TOLD[kind]
    to = next((step.to for step in _unanswered(DRAWN) if step.kind == kind), Audience.YOUNG_PERSON)
    return [f"`{kind}`", KINDS[kind], when, AUDIENCES[to], until]


def _troubles() -> list[list[str]]:
    return [
        [
            f"`{Trouble.RECAP_TROUBLE}`",
            _waited(TO_TEAM_AFTER) + ", or lost",
            "the team, by its own addresses",
        ],
        [f"`{Trouble.RECAP_TROUBLE_ANIMATOR}`", _waited(TO_ANIMATOR_AFTER), AUDIENCES[Audience.ANIMATOR]],
    ]


def _waited(delay: timedelta) -> str:
    return f"{int(delay.total_seconds() // 60)} minutes without being accepted"


def _timeline() -> str:
    """Drawn from the very steps of the code."""
    days: dict[date, list[str]] = {MONDAY.date(): ["la demande est envoyée"]}
    days[MONDAY.date() + timedelta(days=DRAWN)] = ["la date promise, jusqu’à minuit"]
    for step in _unanswered(DRAWN):
        days.setdefault(step.day, []).append(KINDS[step.kind])
    lines = [" : ".join((f"    jour {(day - MONDAY.date()).days}", *days[day])) for day in sorted(days)]
    return "\n".join(["timeline", *lines])


def _before_the_end() -> list[Kind]:
    return [step.kind for step in _unanswered(MAX_DAYS - 1)]


def _line(days: int) -> list[str]:
    found = {step.kind: (step.day - MONDAY.date()).days for step in _unanswered(days)}
    return [f"{days}", *(str(found.get(kind, "")) for kind in _before_the_end())]


def _unanswered(days: int) -> list[Step]:
    return schedule(Facts(MONDAY, due_at(MONDAY, days, PARIS), PARIS), (), WorkingDays("75"))
