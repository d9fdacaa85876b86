"""A list given to a query is one parameter, whatever its length.

Django writes an array as one expression by element: building a query on the 334 areas around the Loire took 20 ms, on
those of a région 81, on those of France 819; as one parameter, 1, 5 and 42.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayOverlap  # type: ignore[attr-defined]  # left out of the stubs
from django.db.models import Value


@ArrayField.register_lookup
class OverlapOfOneParameter(ArrayOverlap):
    """`__overlap` with plain values; with expressions or a subquery, Django's own way."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if isinstance(rhs, Sequence) and rhs and not any(hasattr(one, "resolve_expression") for one in rhs):
            rhs = Value(list(rhs), output_field=lhs.output_field)
        super().__init__(lhs, rhs)
