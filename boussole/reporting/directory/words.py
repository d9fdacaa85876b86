"""Names as people type them: whatever the accents and the capitals, by any of their words, despite a mistake."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat, Greatest, Lower

LEAST_LIKE = (
    0.55  # `word_similarity` of pg_trgm: « mision local » finds « Mission locale », « phare » not « parc »
)
LONGEST_WORDS = 80
MOST_WORDS = 6


class Unaccent(Func):
    """« École » and « ecole » alike; the function of the extension."""

    function = "UNACCENT"
    output_field = TextField()


def plain(*fields: str) -> Lower:
    """These columns as one text, in lower case without accents."""
    texts = [each for name in fields for each in (Value(" "), F(name))][1:]
    joined = Concat(*texts, output_field=TextField()) if len(texts) > 1 else texts[0]
    return Lower(Unaccent(joined))


def likeness(typed: str, *columns: str) -> Greatest | TrigramWordSimilarity:
    """From 0 to 1, the best of these columns (annotated with `plain`)."""
    looked_for = Lower(Unaccent(Value(typed)))
    # An expression is taken as well as a text: Django's stubs know the text alone.
    found = [TrigramWordSimilarity(looked_for, column) for column in columns]  # type: ignore[arg-type]
    return Greatest(*found) if len(found) > 1 else found[0]


def says(typed: str, *columns: str) -> Q:
    """Whether one of these columns has every word typed, or nearly says the same."""
    words = typed.split()[:MOST_WORDS]
    whole = [
        reduce(and_, [Q(**{f"{column}__contains": Lower(Unaccent(Value(word)))}) for word in words])
        for column in columns
    ]
    return reduce(lambda one, other: one | other, whole) | Q(likeness__gte=LEAST_LIKE)
