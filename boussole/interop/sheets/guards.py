"""The apostrophe that keeps a text from being a formula, put and taken away without losing anything. Pure."""

from __future__ import annotations

from boussole.interop.spreadsheets import GUARD, safe_cell


def guarded(text: str) -> str:
    """As `safe_cell`; a text that already looks guarded gets one more, so that `unguarded` gives it back."""
    return GUARD + text if _looks_guarded(text) else safe_cell(text)


def unguarded(text: str) -> str:
    """What was guarded: `unguarded(guarded(text)) == text`, tested by properties."""
    return text[1:] if _looks_guarded(text) else text


def _looks_guarded(text: str) -> bool:
    bare = text.lstrip(GUARD)
    return bare != text and safe_cell(bare) != bare
