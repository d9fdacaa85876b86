"""The codes that the trace knows. Each module registers its own in its `audit_codes.py`."""

_codes: set[str] = set()


class UnknownCode(Exception):
    """A code that no module has registered: a typing error would otherwise hide in the trace for ever."""


def register(*codes: str) -> None:
    """Make these codes known. Saying it twice changes nothing; the members of an enum are welcome.

    :raises ValueError: for a code that is not `noun.what_happened`
    """
    for code in map(str, codes):
        noun, dot, event = code.partition(".")
        if not (dot and noun.isidentifier() and event.isidentifier() and code == code.lower()):
            raise ValueError(f"{code!r} is not a code: write noun.what_happened, in lower case.")
        _codes.add(code)


def known_codes() -> list[str]:
    """Every registered code, in alphabetical order."""
    return sorted(_codes)


def require_known(code: str) -> str:
    """The code itself.

    :raises UnknownCode: when no module has registered it
    """
    if str(code) not in _codes:
        raise UnknownCode(f"{code!r} is not registered: add it to the audit_codes.py of its module.")
    return str(code)
