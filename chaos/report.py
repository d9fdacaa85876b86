"""The figures of a storm: on the screen, and in docs/reference/chaos.md."""

from __future__ import annotations

import statistics
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from boussole.contact_requests.models import ContactRequest, Filing, Reminder
from boussole.mail.models import OutgoingMessage
from chaos.drawing import timeline
from chaos.judging.messages import accepted_more_than_once
from chaos.plan import KILLS, Kind
from config.embedded_postgres import ROOT

if TYPE_CHECKING:
    from chaos.storm import Storm

PAGE = Path("docs/reference/chaos.md")
FIGURE = Path("docs/reference/chaos.svg")
EXAMPLES = 5
MADE_BY = (
    "Made by `make chaos ARGS=--write`. What is killed, and how it is judged: "
    "[chaos/README.md](../../chaos/README.md)."
)
NOTHING_ALONE = (
    "A zero proves nothing alone: `make chaos ARGS=--mutations` plants bugs, and each must be caught."
)


def show(storm: Storm) -> None:
    """Everything, then the verdict."""
    print()
    for name, value in figures(storm).items():
        print(f"  {name:<58} {value}")
    print()
    for finding in storm.findings:
        print(f"  {len(finding.seen):>6}  {finding.name}")
        for example in finding.seen[:EXAMPLES]:
            print(f"            {example}")
    wrong = [finding.name for finding in storm.findings if not finding.is_good]
    print(f"\n{'NOT HELD: ' + ', '.join(wrong) if wrong else 'Held: nothing lost, missing nor doubled.'}")


def figures(storm: Storm) -> dict[str, str]:
    """What the run was, in numbers that anybody can read."""
    assert storm.young_people
    assert storm.professionals
    assert storm.stage
    kept = storm.young_people.acknowledged
    post = storm.stage.post
    doubled = accepted_more_than_once(post)
    kills = Counter(event.kind for event in storm.events if event.kind in KILLS)
    alone = [r.after for r in storm.resumed if r.alone and r.after is not None]
    all_resumed = [r.after for r in storm.resumed if r.after is not None]
    during = [each.at for each in kept if each.at > storm.began]
    at_worst = max((later - earlier for earlier, later in pairwise(during)), default=0.0)
    options = storm.options
    return {
        "seed, seconds, young people at a time": f"{options.seed}, {options.seconds:.0f}, {options.clients}",
        "kill -9": f"{sum(kills.values())} ({', '.join(f'{kills[kind]} {_short(kind)}' for kind in KILLS)})",
        "receipts given": str(len(kept)),
        "filings, requests": f"{Filing.objects.count()}, {ContactRequest.objects.count()}",
        "take-ups by professionals": str(len(storm.professionals.taken_up)),
        "reminders told": _reminders(),
        "messages written": str(OutgoingMessage.objects.count()),
        "accepted by the mail server": str(len(post.accepted)),
        "refused for good (one domain, 550)": str(OutgoingMessage.objects.filter(status="DEAD").count()),
        "sent more than once, with the same Message-ID": f"{len(doubled)} ({_reasons(storm)})",
        "answers of the mail server": _counted(post.answers),
        "answers of the site": _counted(storm.young_people.browser.answers),
        "time to a receipt: p50, p99": _quantiles([each.waited for each in kept if each.waited]),
        "longest time without any receipt": f"{at_worst:.1f} s",
        "jobs of killed workers, resumed": f"{len(all_resumed)} of {len(storm.resumed)}",
        "resumed after, nothing else being killed": f"{max(alone):.0f} s at most" if alone else "not seen",
        "everything sent, after the calm": f"{storm.drained_in:.0f} s",
    }


def _reminders() -> str:
    told = Counter(Reminder.objects.values_list("kind", flat=True))
    return f"{sum(told.values())} ({', '.join(f'{count} {kind}' for kind, count in sorted(told.items()))})"


def _short(kind: Kind) -> str:
    return {
        Kind.KILL_WEB: "web servers",
        Kind.KILL_WEB_CHILD: "web processes",
        Kind.KILL_WORKER: "workers",
        Kind.KILL_POSTGRES: "PostgreSQL",
    }[kind]


def _reasons(storm: Storm) -> str:
    assert storm.stage
    first = [times[:-1] for times in accepted_more_than_once(storm.stage.post).values()]
    cut = sum(any(one.was_cut for one in earlier) for earlier in first)
    return f"{cut} after a cut, {len(first) - cut} after a kill"


def _counted(answers: dict[str, int]) -> str:
    return ", ".join(f"{count} × {answer}" for answer, count in sorted(answers.items())) or "none"


def _quantiles(waited: list[float]) -> str:
    if len(waited) < 2:
        return "too few"
    at = statistics.quantiles(waited, n=100)
    return f"{at[49] * 1000:.0f} ms, {at[98] * 1000:.0f} ms"


def write(storm: Storm) -> None:
    """The same, as a page of the reference."""
    lines = ["# Chaos", "", MADE_BY, ""]
    lines += ["## The run", "", "| what | figure |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in figures(storm).items()]
    lines += ["", f"![Receipts second by second, and each fault]({FIGURE.name})", ""]
    lines += ["## The judgement", "", "| must be zero | found |", "|---|---|"]
    lines += [f"| {finding.name} | {len(finding.seen)} |" for finding in storm.findings]
    lines += ["", NOTHING_ALONE, ""]
    (ROOT / PAGE).write_text("\n".join(lines))
    (ROOT / FIGURE).write_text(timeline(storm))
