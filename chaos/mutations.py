"""Plants each bug, plays the scene where it must show, and requires the judge to find it.

Each scene is first played without a bug: a judge who always finds fault would prove nothing either.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from django.db import connection

from chaos import calm
from chaos.database import Database
from chaos.judging import Evidence, Finding, judge
from chaos.planted import BUGS
from chaos.scenes import SCENES, Scene
from chaos.stage import fresh_copy, stage
from chaos.young_people import YoungPeople

# Where each bug must show, and what the judge must say of it.
CAUGHT: dict[str, tuple[str, str]] = {
    "enqueue-after-commit": ("a web process dies after COMMIT", "messages born without their job"),
    "messages-after-commit": ("a web process dies after COMMIT", "messages missing"),
    "no-unique-key": ("the same form, six times at once", "filings or requests doubled"),
    "answer-before-storing": ("the web server dies after a receipt", "filings lost after their receipt"),
    "asynchronous-commit": ("PostgreSQL dies after a receipt", "filings lost after their receipt"),
    "no-sweep-of-messages": ("the jobs are cancelled", "messages missing"),
    "no-sweep-of-jobs": ("the worker dies in a job", "jobs of a killed worker not resumed"),
    "sent-before-sending": ("the worker dies in a job", "messages missing"),
    "no-lease": ("four jobs at once", "messages sent twice without a reason"),
    "new-message-id": ("the worker dies after the yes of the mail server", "messages that name no row"),
    "give-up-at-once": ("the mail server is busy", "messages given up without a reason"),
    "early-reminder": ("three days of sweeps", "reminders told early, or without a reason"),
    "no-ledger": ("three days of sweeps", "reminders told twice"),
    "reminder-after-answer": ("the structure has answered", "reminders told early, or without a reason"),
    "messages-after-ledger": ("the worker dies between two reminders", "reminders told by half"),
}


@dataclass(frozen=True, slots=True)
class Played:
    """What the judge found in one scene."""

    findings: list[Finding]
    seconds: float

    @property
    def wrong(self) -> set[str]:
        return {finding.name for finding in self.findings if not finding.is_good}


def run(database: Database, wanted: list[str], *, sound: bool) -> int:
    """Every bug wanted (all of them when none is named); 0 when each was caught, and no scene alone is at fault."""
    if unknown := set(wanted) - BUGS.keys():
        sys.exit(f"No such bug: {', '.join(sorted(unknown))}. There are: {', '.join(BUGS)}.")
    chosen = {bug: CAUGHT[bug] for bug in wanted or CAUGHT}
    failures = 0
    for name in dict.fromkeys(scene for scene, _ in chosen.values()):
        print(f"\n{name}", flush=True)
        if sound:
            played = play(database, SCENES[name])
            failures += _tell(played, "without a bug", not played.wrong, "nothing to say")
        for bug, (scene, expected) in chosen.items():
            if scene == name:
                played = play(database, SCENES[name], bug)
                failures += _tell(played, BUGS[bug].what, expected in played.wrong, f"caught: {expected}")
    print(
        f"\n{f'{failures} NOT AS WANTED' if failures else f'{len(chosen)} bugs planted, {len(chosen)} caught.'}"
    )
    return 1 if failures else 0


def play(database: Database, scene: Scene, bug: str = "") -> Played:
    """One scene on a fresh database, then calm, then the judgement."""
    began = time.monotonic()
    if scene.server_options:
        database.restart_with(dict(scene.server_options))
    fresh_copy(database)
    if bug:
        BUGS[bug].alter()
    with stage(
        database, seed=1, planted=bug, strike=scene.strike, web=scene.web, worker=scene.worker
    ) as built:
        people = YoungPeople(built.port, [], seed=1, at_once=0)
        scene.play(built, people)
        built.put_back()
        connection.close()
        built.start_worker_if_none()
        calm.drain(built, hurry=True, turns=2 if bug else 4)  # a bug may well never end
        swept_at = calm.last_sweep_of_reminders() if scene.sweeps else None
        findings = judge(Evidence(people.acknowledged, built.post, built.events, swept_at=swept_at))
        never = tuple(people.refused) + tuple(str(form.key) for form in people.never_answered)
        findings.append(Finding("forms refused or never answered", never))
    if scene.server_options:
        database.restart_with({})
    return Played(findings, time.monotonic() - began)


def _tell(played: Played, what: str, is_good: bool, good: str) -> int:
    """One line; more when it is not as wanted."""
    verdict = good if is_good else f"NOT AS WANTED, found: {', '.join(sorted(played.wrong)) or 'nothing'}"
    print(f"  {played.seconds:5.1f} s  {what:<55} {verdict}", flush=True)
    if not is_good:
        for finding in played.findings:
            for example in finding.seen[:3]:
                print(f"            {finding.name}: {example}", flush=True)
    return 0 if is_good else 1
