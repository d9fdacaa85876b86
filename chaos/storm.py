"""The storm: load, faults by the plan, then calm, and the judgement."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.db import connection

from boussole.contact_requests.models import Reminder
from boussole.core import clock
from chaos import calm, forms, report
from chaos.database import Database
from chaos.judging import Evidence, Finding, judge
from chaos.judging.jobs import Resumed, resumptions
from chaos.plan import KILLS, Fault, Kind, plan
from chaos.processes import eventually
from chaos.professionals import Professionals
from chaos.promises import PassingDays, file_in_the_past
from chaos.stage import Event, Stage, fresh_copy, stage
from chaos.young_people import YoungPeople

LONG = 60  # seconds
GET_UP = 30.0  # seconds: on a busy machine the site takes its time


@dataclass
class Storm:
    """All that is known of one run."""

    options: argparse.Namespace
    began: float = 0.0
    ended: float = 0.0
    drained_in: float = 0.0
    events: list[Event] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    resumed: list[Resumed] = field(default_factory=list)
    young_people: YoungPeople | None = None
    professionals: Professionals | None = None
    days: PassingDays | None = None
    swept_at: datetime | None = None
    stage: Stage | None = None


def run(database: Database, options: argparse.Namespace) -> int:
    """One run, its report on the screen; 0 when nothing was lost, missing nor doubled."""
    fresh_copy(database)
    storm = Storm(options)
    with stage(database, seed=options.seed) as built:
        storm.stage = built
        built.slowness = min(8.0, options.seconds / 15)
        _blow(storm, built)
        say("calm again: everything is put back")
        built.put_back()
        _stop_people(storm)
        storm.drained_in = calm.drain(built, hurry=options.hurry)
        storm.swept_at = calm.last_sweep_of_reminders()
        _judge(storm, built)
    report.show(storm)
    if options.write:
        report.write(storm)
    return 0 if all(finding.is_good for finding in storm.findings) else 1


def _blow(storm: Storm, built: Stage) -> None:
    """People at work on one side, faults at their hours on the other."""
    options = storm.options
    offers = forms.offers_near_home()
    storm.young_people = YoungPeople(
        built.port, offers, seed=options.seed, at_once=options.clients, pause=options.pause
    )
    storm.professionals = Professionals(built.port, seed=options.seed)
    storm.days = PassingDays(now=clock.now(), seconds=options.seconds)
    _file_in_the_past(storm, offers)
    say(f"{options.clients} young people at a time, {len(offers)} offers, {options.seconds:.0f} s")
    storm.began = time.time()
    storm.young_people.start()
    storm.professionals.start()
    storm.days.start()
    _make_faults(built, plan(options.seed, seconds=options.seconds, kills=options.faults), storm)
    _wait_until(storm.began + options.seconds)
    _strike_a_worker_at_work(built)
    storm.ended = time.time()


def _file_in_the_past(storm: Storm, offers: list[int]) -> None:
    """Their own messages leave before the storm: only their reminders fall due in it."""
    assert storm.young_people
    random = Random(f"past/{storm.options.seed}")
    count = storm.options.past
    storm.young_people.acknowledged += file_in_the_past(random, offers, count, now=clock.now())
    eventually(calm.is_over, seconds=60, every=0.5)


def _make_faults(built: Stage, faults: list[Fault], storm: Storm) -> None:
    assert storm.young_people
    random = Random(f"draws/{storm.options.seed}")
    receipts = storm.young_people.acknowledged
    at_kills = [0, 0]  # how many receipts there were at each kill
    for at, kind, begins in _agenda(faults):
        _wait_until(storm.began + at)
        if kind in KILLS:
            # Two blows in a row are a good test; a third on what is still on the floor proves nothing.
            before = at_kills[-2]
            eventually(lambda before=before: len(receipts) > before, seconds=GET_UP)  # type: ignore[misc]
            built.strike(kind, draw=random.randrange(8))
            at_kills.append(len(receipts))
        else:
            built.turn(kind, on=begins)
        if kind == Kind.SMTP_5XX and begins:
            storm.young_people.file_aside(forms.new_form(random, storm.young_people.offers, poison=True))
        over = "" if begins else ", over"
        say(f"{time.time() - storm.began:6.1f} s  {kind}{over}; {len(receipts)} receipts so far")


def _agenda(faults: list[Fault]) -> list[tuple[float, Kind, bool]]:
    """Every fault at its moment, and the end of those that last."""
    begins = [(fault.at, fault.kind, True) for fault in faults]
    ends = [(fault.at + fault.lasts, fault.kind, False) for fault in faults if fault.kind not in KILLS]
    return sorted(begins + ends)


def _strike_a_worker_at_work(built: Stage) -> None:
    """The last kill finds the worker with messages in hand, and nothing disturbs what follows: it is measured."""
    built.put_back()
    built.post.weather.seconds_per_answer = 1.5
    built.wait_until_it_answers()
    connection.close()  # ours did not outlive PostgreSQL
    eventually(lambda: calm.jobs_in_hand() > 0, seconds=GET_UP, every=0.05)
    built.strike(Kind.KILL_WORKER)


def _stop_people(storm: Storm) -> None:
    assert storm.young_people
    assert storm.professionals
    storm.young_people.stop()
    storm.professionals.stop()
    assert storm.days
    storm.days.stop()


def _judge(storm: Storm, built: Stage) -> None:
    assert storm.young_people
    assert storm.professionals
    storm.events = list(built.events)
    evidence = Evidence(
        storm.young_people.acknowledged,
        built.post,
        built.events,
        storm.professionals.taken_up,
        storm.swept_at,
    )
    storm.findings = judge(evidence)
    storm.resumed = resumptions(built.events)
    refused = storm.young_people.refused + storm.professionals.refused
    storm.findings.append(Finding("forms refused", tuple(refused)))
    never = tuple(str(form.key) for form in storm.young_people.never_answered)
    storm.findings.append(Finding("forms never answered", never))
    storm.findings.append(Finding("troubles that nobody met", tuple(_unmet(storm, built))))


def _unmet(storm: Storm, built: Stage) -> Iterable[str]:
    """A fault that touched nobody proves nothing. A short run may miss some: its scenes do not."""
    if storm.options.seconds < LONG:
        return
    answers = " ".join(built.post.answers)
    for kind, sign in ((Kind.SMTP_4XX, "451"), (Kind.SMTP_CUT, "hung up"), (Kind.SMTP_5XX, "550")):
        if sign not in answers:
            yield f"{kind}: no message came across it"
    if not any(resumed.alone for resumed in storm.resumed):
        yield f"{Kind.KILL_WORKER}: no job was in hand"
    if not Reminder.objects.exists():
        yield "no reminder was told"


def say(line: str) -> None:
    print(f"- {line}", file=sys.stderr, flush=True)


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))
