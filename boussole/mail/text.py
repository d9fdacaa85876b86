"""Texts made safe for a message: what a person typed cannot add a header, a line or an invisible sign."""

import re
import unicodedata

from django.template import Context, Engine

# Direction overrides and zero-width signs hide or reverse what is read (guarantees.md T15). The
# zero-width joiner goes too: an emoji falls apart into its parts, and nobody is fooled.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
LONGEST_SUBJECT = 150


def rendered(template: str, context: dict[str, object]) -> str:
    """The text of a template, not escaped: « Jeunes & Cie » must not leave as « Jeunes &amp; Cie »."""
    return Engine.get_default().get_template(template).render(Context(context, autoescape=False))


def several_lines(text: str) -> str:
    """The text without control or invisible signs, and with no more than one empty line in a row."""
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(sign for sign in text if sign == "\n" or not _is_control(sign))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def single_line(text: str) -> str:
    """The text on one line, so that it can be a header."""
    text = INVISIBLE.sub("", text)
    spaced = "".join(" " if _is_control(sign) or sign in "\u2028\u2029" else sign for sign in text)
    return re.sub(r"[ \t]{2,}", " ", spaced).strip()


def subject_line(text: str) -> str:
    """One line, not longer than a mail program shows."""
    line = single_line(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs")
