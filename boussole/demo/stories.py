"""What people of the demonstration say and write: `stories.yaml`, read and drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from boussole.questionnaires.definition import Answers

FILE = Path(__file__).with_name("stories.yaml")


@dataclass(frozen=True, slots=True)
class Message:
    """What a young person may add to a request, and the answers that it supposes."""

    text: str
    supposes: Mapping[str, frozenset[str]]

    def fits(self, answers: Answers) -> bool:
        """Whether these answers say so too: nobody without a licence question complains about buses."""
        for question, wanted in self.supposes.items():
            given = answers.get(question)
            if not isinstance(given, frozenset) or given.isdisjoint(wanted):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Stories:
    first_names: Sequence[str]
    messages: Mapping[str, Sequence[Message]]
    doubtful_messages: Sequence[str]
    follow_ups: Mapping[str, Sequence[str]]
    closings: Mapping[str, Sequence[str]]
    next_steps: Sequence[str]
    reopenings: Mapping[str, Sequence[str]]
    opinions: Mapping[str, Sequence[str]]
    diagnoses: Mapping[str, Sequence[str]]
    ready_answers: Sequence[Mapping[str, str]]

    def message(self, rng: Random, theme: str, answers: Answers) -> str:
        """Something that this person might write about this theme."""
        return rng.choice(
            [m for m in self.messages.get(theme, ()) if m.fits(answers)] or [Message("", {})]
        ).text

    def follow_up(self, rng: Random, kind: str) -> str:
        """A line of the log, by what it tells: `reached_first`, `no_answer`, `meeting`, `private_note`…"""
        return rng.choice(self.follow_ups[kind])

    def closing(self, rng: Random, outcome: str) -> str:
        return rng.choice(self.closings[outcome.lower()])

    def opinion(self, rng: Random, helped: str) -> str:
        """A word of a young person on whether it helped."""
        return rng.choice(self.opinions[helped.lower()])

    def diagnosis(self, rng: Random, theme: str) -> str:
        """What a professional understood of somebody's need, before handing the request over."""
        return rng.choice(self.diagnoses[theme])

    def reopening(self, rng: Random, outcome: str) -> str:
        return rng.choice(self.reopenings.get(outcome.lower()) or self.reopenings["other"])


@cache
def stories() -> Stories:
    """The file, read once."""
    document: dict[str, Any] = YAML(typ="safe").load(FILE)
    return Stories(
        **{
            **document,
            "messages": {
                theme: [_message(entry) for entry in entries]
                for theme, entries in document["messages"].items()
            },
        }
    )


def _message(entry: Mapping[str, Any]) -> Message:
    supposes = {question: frozenset(answers) for question, answers in entry.get("if", {}).items()}
    return Message(entry["text"], supposes)
