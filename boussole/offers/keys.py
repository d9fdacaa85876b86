"""Short numbers that stand for codes in the matching table. Pure."""

from functools import lru_cache
from hashlib import blake2s


@lru_cache(maxsize=200_000)
def key_of(code: str) -> int:
    """A 32-bit signed number for the code of an offer or of a structure: orders, never identifies."""
    return int.from_bytes(blake2s(code.encode(), digest_size=4).digest(), "big", signed=True)


def ranked_category(position: int, code: str) -> str:
    """« 00003/postuler »: sorts by rank, and still says which category it is."""
    return f"{position:05d}/{code}"
