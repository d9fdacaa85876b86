"""Phone numbers as people type them, kept as +33639981234."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

# A number of ten digits is of France, or of one of these: 0692… is valid for Réunion alone.
REGIONS = ("FR", "GP", "MQ", "GF", "RE")
# Those, and the others overseas, whose short local numbers could be a mistyped French one: they need their +.
COUNTRY_CODES = frozenset({33, 262, 508, 590, 594, 596, 681, 687, 689})
WRITTEN_IN_TEN_DIGITS = frozenset({33, 262, 590, 594, 596})
# Numbers that ring nowhere, kept by the ARCEP for fiction: examples, demonstration, tests.
FICTIONAL_MOBILE = "+3363998"
FICTIONAL = (FICTIONAL_MOBILE, "+3319900")
PLAUSIBLE = re.compile(r"\+?[0-9]{8,15}")
TEN_DIGITS = 10

WHAT_TO_DO = (
    "Ce numéro de téléphone n’est pas valable : il faut 10\u00a0chiffres, par exemple 06 39 98 12 34."
)
NOT_FRENCH = (
    "Ce numéro n’est pas français : indiquer un numéro de France ou d’outre-mer, ou une adresse e-mail."
)


class NotAPhoneNumber(ValueError):
    """`message` is a French sentence that says what to do; it never quotes the number."""

    def __init__(self, message: str = WHAT_TO_DO) -> None:
        super().__init__(message)
        self.message = message


def parse(text: str) -> str:
    """The number in international form (+33639981234), however it was typed.

    :raises NotAPhoneNumber: when it is not a number of France or of its overseas territories
    """
    typed = _without_decoration(text)
    if not PLAUSIBLE.fullmatch(typed):
        raise NotAPhoneNumber
    if typed.startswith("+"):
        candidates = [_read(typed, None)]
    elif len(typed) == TEN_DIGITS and typed.startswith("0"):
        candidates = [_read(typed, region) for region in REGIONS]
    else:
        candidates = []
    for number in filter(None, candidates):
        if _is_ours(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if number.country_code not in COUNTRY_CODES:
            raise NotAPhoneNumber(NOT_FRENCH)
    raise NotAPhoneNumber


def is_mobile(e164: str) -> bool:
    """Whether this number can receive an SMS: a mobile of France or of its overseas territories."""
    if e164.startswith(FICTIONAL_MOBILE):
        return True
    number = _read(e164, None)
    return (
        number is not None
        and number.country_code in COUNTRY_CODES
        and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    )


def in_words(e164: str) -> str:
    """« 06 39 98 12 34 », as it is said; unchanged when it is not a number that we know."""
    number = _read(e164, None)
    if number is None:
        return e164
    if number.country_code in WRITTEN_IN_TEN_DIGITS:
        digits = f"0{number.national_number}"
        return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _without_decoration(text: str) -> str:
    """The sign + and the digits: no space, dot, dash or bracket; 0033 and 33 become +33."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    if typed.startswith(("+", "00")):
        typed = typed.replace("(0)", "", 1)  # +33 (0)6…: the 0 is only said inside France
    # Numbers pasted from an address book come with invisible marks of direction (category Cf).
    typed = "".join(sign for sign in typed if sign not in ".-‐‑–/()" and unicodedata.category(sign) != "Cf")
    if typed.startswith("00"):
        return "+" + typed[2:]
    if typed.startswith("33") and len(typed) == len("33639981234"):
        return "+" + typed
    return typed


def _read(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def _is_ours(number: PhoneNumber) -> bool:
    if number.country_code not in COUNTRY_CODES or not phonenumbers.is_possible_number(number):
        return False
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return e164.startswith(FICTIONAL) or phonenumbers.is_valid_number(number)
