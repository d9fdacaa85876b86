"""What two versions of the charter say differently, paragraph by paragraph. Pure.

Paragraphs are matched first, words only inside those that were rewritten: thousands of words compared at once would
take seconds, and match what has nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from boussole.offers.comparing import Change, Segment, word_by_word


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of either version: kept as it is, or with where it changed."""

    segments: tuple[Segment, ...]

    @property
    def is_kept(self) -> bool:
        return all(segment.change == Change.KEPT for segment in self.segments)


def paragraphs_between(before: str, after: str) -> list[Paragraph]:
    """Both versions as one, in the order of the second; what was taken out stands where it was."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [Paragraph((Segment(Change.KEPT, each),)) for each in new[new_start:new_end]]
        else:
            found += _rewritten(old[start:end], new[new_start:new_end])
    return found


def _rewritten(old: Sequence[str], new: Sequence[str]) -> list[Paragraph]:
    """Two by two as long as there are two; the rest was added, or taken out."""
    both = min(len(old), len(new))
    pairs = [Paragraph(word_by_word(*each)) for each in zip(old[:both], new[:both], strict=True)]
    removed = [Paragraph((Segment(Change.REMOVED, each),)) for each in old[both:]]
    added = [Paragraph((Segment(Change.ADDED, each),)) for each in new[both:]]
    return [*pairs, *removed, *added]


def _paragraphs(text: str) -> list[str]:
    return [line.strip().replace("**", "") for line in text.splitlines() if line.strip()]
