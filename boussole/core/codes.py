"""Codes: the short names that addresses, bundles and criteria use, made from the words that people read."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain, count
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify


def code_from(words: str, *, otherwise: str, longest: int) -> str:
    """« Préparer ton entretien ! » gives « preparer-ton-entretien »: the only shape that a bundle accepts.

    `otherwise` names what has no letter; `longest` leaves room for the number that `free_code` may add.
    """
    plain = re.sub(r"[_-]+", "-", slugify(words)).strip("-") or otherwise
    return plain[:longest].strip("-")


def free_code(stem: str, taken: Container[str]) -> str:
    """The stem itself, else with the first number that nobody has: « atelier », « atelier-2 »."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def codes_taken(rows: QuerySet[Any], stem: str) -> set[str]:
    """Those of a column `code` that begin with it. Somebody may take one more: see `core.db.under_a_free_name`."""
    return set(rows.filter(code__startswith=stem).values_list("code", flat=True))
