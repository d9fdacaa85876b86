"""What a fact of the trace may hold: ids, codes, numbers, dates. Never what a person typed."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from boussole.core.logs import redacted

LONGEST_CODE = 80  # characters; longer is prose


def as_json(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts as PostgreSQL keeps them.

    :raises ValueError: for a value that looks personal, naming the fact and never quoting it
    """
    return {name: _plain(name, value) for name, value in facts.items()}


def _plain(name: str, value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _plain(name, value.value)
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case str():
            return _code(name, value)
        case list() | tuple() | set() | frozenset():
            plain = [_plain(name, each) for each in value]
            return sorted(plain, key=str) if isinstance(value, set | frozenset) else plain
    raise ValueError(f"The fact {name!r} is a {type(value).__name__}: the trace holds ids and codes.")


def _code(name: str, value: str) -> str:
    if len(value) > LONGEST_CODE or "\n" in value:
        raise ValueError(f"The fact {name!r} is a text of {len(value)} characters: the trace holds codes.")
    if redacted(value) != value:
        raise ValueError(f"The fact {name!r} looks like an e-mail, a phone number or a secret link.")
    return value
