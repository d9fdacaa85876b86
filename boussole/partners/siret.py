"""SIRET numbers: fourteen digits that name one place of one body in the national register of businesses. Pure.

The last digit is a key (Luhn, ISO/IEC 7812). La Poste has more places than such keys allow: for its own, the Insee
asks instead for a sum of digits that is a multiple of five (SIREN 356 000 000, its head office excepted).
"""

from __future__ import annotations

import re

LENGTH = 14
LA_POSTE = "356000000"

_BETWEEN = re.compile(r"[\s\u00a0\u202f.\-]+")


def tidied(typed: str) -> str:
    """What was typed without the spaces, dots and hyphens that people put between the digits."""
    return _BETWEEN.sub("", typed)


def fault_in(siret: str) -> str:
    """What to do about this number, in French; nothing when it may be a place's. Empty is no number, and no fault."""
    if not siret:
        return ""
    if not (siret.isascii() and siret.isdigit()):
        return "Un numéro SIRET n’a que des chiffres : retirez le reste."
    if len(siret) != LENGTH:
        missing = LENGTH - len(siret)
        what = f"il en manque {missing}" if missing > 0 else f"il y en a {-missing} de trop"
        return f"Un numéro SIRET a 14\u00a0chiffres : {what}."
    if not has_its_key(siret):
        return "Ce numéro SIRET n’existe pas : vérifiez chaque chiffre."
    return ""


def has_its_key(digits: str) -> bool:
    """Whether the key agrees with the other digits."""
    if not digits.strip("0"):
        return False
    if digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    return _luhn(digits) % 10 == 0


def in_words(siret: str) -> str:
    """« 123 456 782 00010 », as the register prints it."""
    if len(siret) != LENGTH:
        return siret
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))


def _luhn(digits: str) -> int:
    """The sum of the digits, every second one from the right doubled (and its own digits added)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled)
