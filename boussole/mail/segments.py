"""How many SMS a text really is: 160 signs of the operators’ own alphabet, or 70 of any other (3GPP TS 23.038)."""

from math import ceil

ALPHABET = frozenset(
    "@£¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
) | frozenset(map(chr, range(0x20, 0x40)))  # from the space to the question mark, digits included
COUNTED_TWICE = frozenset("^{}\\[~]|€\f")
MOST = 3  # beyond, some phones cut, and every one of them is paid


def segments(text: str) -> int:
    """The number of SMS that carry this text, as the gateway sends it."""
    signs = set(text)
    if signs <= ALPHABET | COUNTED_TWICE:
        length = len(text) + sum(sign in COUNTED_TWICE for sign in text)
        return 1 if length <= 160 else ceil(length / 153)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= 70 else ceil(length / 67)
