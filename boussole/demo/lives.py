"""What becomes of one request, planned from its filing to its end. Pure: chance in, gestures out.

A plan may reach beyond today: whoever carries it out stops there, and the request is simply still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from boussole.contact_requests.models import ContactRequest, FollowUp, Opinion
from boussole.demo.hours import evening_after, working_moment
from boussole.demo.stories import Stories

Outcome = ContactRequest.Outcome
Kind, Result, Visibility = FollowUp.Kind, FollowUp.Result, FollowUp.Visibility

BROKEN = 0.11  # first attempts that come too late
CAREFUL = 0.6  # requests that are taken up before the first attempt, rather than by it
MISSES = ((0, 1, 2), (68, 22, 10))  # attempts before somebody answers
REOPENED = 0.05
COMPLAINS = 0.35  # of those whom nobody called in time
GIVES_AN_OPINION = 0.45
A_WEEK = timedelta(days=7)  # after the first contact, or at the end: the day on which the site asks
NOTES = ((Visibility.SHARED, "shared_note", 0.22), (Visibility.PRIVATE, "private_note", 0.12))
A_WHILE = timedelta(minutes=20)  # nobody is quicker than that


class Gesture(StrEnum):
    """The use cases of a request, as `contact_requests.actions` names them."""

    TAKE_UP = "take_up"
    LOG_ATTEMPT = "log_attempt"
    ADD_NOTE = "add_note"
    CLOSE = "close"
    REOPEN = "reopen"
    REDIRECT = "redirect"  # to whom and how is known on that day: see `handovers.py`
    # The young person, on their page
    WITHDRAW = "withdraw"
    NUDGE = "nudge"
    SAY_CONTACTED = "say_contacted"
    SAY_NOT_CONTACTED = "say_not_contacted"
    GIVE_OPINION = "give_opinion"


YOUNG_PERSONS = frozenset(
    {
        Gesture.WITHDRAW,
        Gesture.NUDGE,
        Gesture.SAY_CONTACTED,
        Gesture.SAY_NOT_CONTACTED,
        Gesture.GIVE_OPINION,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    gesture: Gesture
    facts: Mapping[str, str | int] = field(default_factory=dict)  # what the action is told


class Plot(StrEnum):
    """How a request goes, all in all."""

    ACCOMPANIED = "ACCOMPANIED"
    APPOINTMENT = "APPOINTMENT"
    INFORMED = "INFORMED"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    UNREACHABLE = "UNREACHABLE"
    WITHDRAWN = "WITHDRAWN"
    ONGOING = "ONGOING"  # in contact for months
    PASSED_ON = "PASSED_ON"  # another structure is better placed


PLOTS = {
    Plot.ACCOMPANIED: 28, Plot.APPOINTMENT: 22, Plot.INFORMED: 20, Plot.NO_LONGER_NEEDED: 6,
    Plot.NOT_ELIGIBLE: 4, Plot.UNREACHABLE: 9, Plot.WITHDRAWN: 6, Plot.ONGOING: 5, Plot.PASSED_ON: 5,
}  # fmt: skip
# How much each end helped, from 1 to 5, drawn among these; what is still under way is well thought of.
SCORES = {
    Outcome.ACCOMPANIED: (5, 5, 5, 4, 4, 3), Outcome.APPOINTMENT: (5, 5, 4, 4, 3),
    Outcome.INFORMED: (5, 4, 4, 3, 2), Outcome.NO_LONGER_NEEDED: (4, 3, 3),
    Outcome.NOT_ELIGIBLE: (4, 3, 2, 1),
}  # fmt: skip
SCORES_UNDER_WAY = (5, 4, 4, 3)


def life(
    rng: Random,
    stories: Stories,
    *,
    filed_at: datetime,
    due_at: datetime,
    zone: ZoneInfo,
    has_phone: bool = True,
    is_taken_up: bool = False,
    plot: Plot | None = None,
) -> list[Step]:
    """The steps of one request, in order; `plot` chooses how it goes, else chance does."""
    told = _Life(rng, stories, filed_at, due_at, zone, has_phone, is_taken_up)
    match plot or rng.choices(list(PLOTS), list(PLOTS.values()))[0]:
        case Plot.WITHDRAWN:
            told.changes_their_mind()
        case Plot.UNREACHABLE:
            told.never_answers()
        case Plot.PASSED_ON:
            told.needs_somebody_else()
        case chosen:
            told.answers(chosen)
            told.may_give_an_opinion()
    return sorted(told.steps, key=lambda step: step.at)


class _Life:
    """One request being told: `now` is where the story has come to."""

    def __init__(
        self,
        rng: Random,
        stories: Stories,
        filed_at: datetime,
        due_at: datetime,
        zone: ZoneInfo,
        has_phone: bool,
        is_taken_up: bool,
    ) -> None:
        self.rng, self.stories, self.zone = rng, stories, zone
        self.has_phone, self.is_taken_up = has_phone, is_taken_up
        self.filed_at, self.due_at, self.now = filed_at, due_at, filed_at
        self.steps: list[Step] = []

    # --- The plots --------------------------------------------------------------------------------------
    def answers(self, plot: Plot) -> None:
        """Somebody is reached, at once or after a few tries, and it comes to something."""
        (misses,) = self.rng.choices(*MISSES)
        self.goes_to_the_first_attempt()
        for _ in range(misses):
            self.is_not_reached()
            self.goes(days=(0.2, 2.5))
        self.is_reached(again=misses > 0)
        self.may_be_noted()
        if plot == Plot.ONGOING:
            self.meets(times=self.rng.randint(1, 3))
            return
        if plot == Plot.ACCOMPANIED:
            self.meets(times=self.rng.randint(1, 3))
        if plot == Plot.APPOINTMENT:
            self.goes(days=(0.1, 2))
        self.passes(minutes=(4, 40))
        self.ends(Outcome(plot.value))
        self.may_come_back(Outcome(plot.value))

    def never_answers(self) -> None:
        """Three attempts on different days, then the door stays open."""
        self.goes_to_the_first_attempt()
        self.is_not_reached()
        for _ in range(self.rng.randint(2, 3)):
            self.goes(days=(1.2, 3))
            self.is_not_reached()
        self.passes(minutes=(5, 60))
        self.ends(Outcome.UNREACHABLE)
        self.may_come_back(Outcome.UNREACHABLE)

    def needs_somebody_else(self) -> None:
        """Reached, understood, and better helped by another structure."""
        self.goes_to_the_first_attempt()
        self.is_reached(again=False)
        self.may_be_noted()
        self.passes(minutes=(10, 90))
        self.does(Gesture.REDIRECT)

    def changes_their_mind(self) -> None:
        """Withdrawn by the young person: before anybody called, or after a call that they missed."""
        if self.rng.random() < 0.6:
            share = 0.05 + 0.7 * self.rng.random()
            self.now = self.filed_at + (self.due_at - self.filed_at) * share
        else:
            self.goes_to_the_first_attempt()
            self.is_not_reached()
            self.now += timedelta(hours=1 + 30 * self.rng.random())
        self.does(Gesture.WITHDRAW)

    # --- Their sentences --------------------------------------------------------------------------------
    def goes_to_the_first_attempt(self) -> None:
        """In time, but for the few promises that are broken; perhaps taken up before."""
        if self.rng.random() < BROKEN:
            first = self._between(self.due_at + timedelta(hours=6), self.due_at + timedelta(days=6))
            self.may_complain(first)
        else:
            first = self._between(self.filed_at + A_WHILE, self.due_at - A_WHILE, haste=1.4)
        if not self.is_taken_up and self.rng.random() < CAREFUL and first - self.filed_at > 3 * A_WHILE:
            self.now = self._between(self.filed_at + A_WHILE, first - A_WHILE)
            self.does(Gesture.TAKE_UP)
        self.now = first

    def may_complain(self, called_at: datetime) -> None:
        """The date has passed: they remind the structure, or say that nobody called."""
        gesture = self.rng.choice((Gesture.NUDGE, Gesture.SAY_NOT_CONTACTED))
        at = evening_after(self.rng, self.due_at, self.zone)
        if self.rng.random() < COMPLAINS and at < called_at:
            self.steps.append(Step(at, gesture))

    def is_not_reached(self) -> None:
        if not self.has_phone:
            self._logs(Kind.MESSAGE, Result.LEFT_MESSAGE, "written")
        elif self.rng.random() < 0.6:
            self._logs(Kind.CALL, Result.NOT_REACHED, "no_answer")
        else:
            self._logs(Kind.CALL, Result.LEFT_MESSAGE, "left_message")

    def is_reached(self, *, again: bool) -> None:
        next_step = self.rng.choice(self.stories.next_steps) if self.rng.random() < 0.5 else ""
        if self.has_phone:
            words = "reached_again" if again else "reached_first"
            self._logs(Kind.CALL, Result.REACHED, words, next_step=next_step)
        else:
            self._logs(Kind.MESSAGE, Result.REACHED, "written_back", next_step=next_step)

    def meets(self, *, times: int) -> None:
        for _ in range(times):
            self.goes(days=(3, 12))
            is_meeting = self.rng.random() < 0.65
            kind = Kind.MEETING if is_meeting else Kind.MESSAGE
            self._logs(kind, Result.REACHED, "meeting" if is_meeting else "message")
        self.goes(days=(1, 9))

    def may_be_noted(self) -> None:
        for visibility, kind, chance in NOTES:
            if self.rng.random() < chance:
                self.passes(minutes=(2, 15))
                text = self.stories.follow_up(self.rng, kind)
                self.does(Gesture.ADD_NOTE, text=text, visibility=visibility)

    def ends(self, outcome: Outcome) -> None:
        self.does(Gesture.CLOSE, outcome=outcome, note=self.stories.closing(self.rng, outcome))

    def may_come_back(self, outcome: Outcome) -> None:
        """Reopened within thirty days, and taken further."""
        if self.rng.random() > REOPENED * (3 if outcome == Outcome.UNREACHABLE else 1):
            return
        self.goes(days=(2, 20))
        self.does(Gesture.REOPEN, reason=self.stories.reopening(self.rng, outcome))
        self.goes(days=(0.1, 3))
        self.is_reached(again=True)
        self.meets(times=1)
        self.ends(Outcome.ACCOMPANIED)

    def may_give_an_opinion(self) -> None:
        """Did it help? Some answer when the site asks: a week after the contact, or at the end."""
        reached = next((step.at for step in self.steps if step.facts.get("result") == Result.REACHED), None)
        end = next((step for step in self.steps if step.gesture == Gesture.CLOSE), None)
        scores = SCORES.get(Outcome(str(end.facts["outcome"]))) if end else SCORES_UNDER_WAY
        if reached is None or scores is None or self.rng.random() > GIVES_AN_OPINION:
            return
        asked = min(reached + A_WEEK, end.at) if end else reached + A_WEEK
        score = self.rng.choice(scores)
        helped = _helped(score)
        word = self.stories.opinion(self.rng, helped) if self.rng.random() < 0.5 else ""
        at = evening_after(self.rng, asked, self.zone)
        self.steps.append(Step(at, Gesture.GIVE_OPINION, {"helped": helped, "score": score, "word": word}))

    # --- The pen ----------------------------------------------------------------------------------------
    def does(self, gesture: Gesture, **facts: str) -> None:
        self.steps.append(Step(self.now, gesture, {name: str(value) for name, value in facts.items()}))

    def _logs(self, kind: str, result: str, words: str, **facts: str) -> None:
        text = self.stories.follow_up(self.rng, words)
        self.does(Gesture.LOG_ATTEMPT, kind=kind, result=result, text=text, **facts)

    def goes(self, *, days: tuple[float, float]) -> None:
        """Some days later, when somebody is at work."""
        fewest, most = (timedelta(days=n) for n in days)
        self.now = self._between(self.now + fewest, self.now + most)

    def passes(self, *, minutes: tuple[int, int]) -> None:
        self.now += timedelta(minutes=self.rng.randint(*minutes), seconds=self.rng.randrange(60))

    def _between(self, since: datetime, until: datetime, *, haste: float = 1.0) -> datetime:
        return working_moment(self.rng, since, max(since, until), self.zone, haste=haste)


def _helped(score: int) -> str:
    if score >= 4:
        return Opinion.Helped.YES
    return Opinion.Helped.PARTLY if score == 3 else Opinion.Helped.NO
