"""A ready answer, with its blanks filled in. Pure."""

from __future__ import annotations

import re

PLACEHOLDERS = {
    "{prénom}": "le prénom de la personne",
    "{structure}": "le nom de votre structure",
    "{moi}": "votre prénom",
}
BLANK = re.compile("|".join(map(re.escape, PLACEHOLDERS)))


def filled(text: str, *, first_name: str, structure: str, me: str) -> str:
    """The text, for this request and this professional.

    Without a first name, the space before the blank goes too: « Bonjour {prénom}, » becomes « Bonjour, ».
    Anything else in braces stays as typed.
    """
    if not first_name:
        text = text.replace(" {prénom}", "")
    values = {"{prénom}": first_name, "{structure}": structure, "{moi}": me}
    # In one pass: a name that looks like a blank is a name.
    return BLANK.sub(lambda found: values[found[0]], text)
