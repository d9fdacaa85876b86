"""What people type freely, checked for what must not be there. Shared by the forms of several sites."""

import re
import unicodedata

from django.core.exceptions import ValidationError

NOT_A_NUMBER_HERE = (
    "Ton message semble contenir un numéro de sécurité sociale. "
    "Retire-le : personne n’en a besoin pour te répondre."
)

# A run of digits as people write them (1 85 05 78 006 084 36), the letters of Corsica among them.
_RUN = re.compile(r"(?<![\w+])[0-9](?:[\s.\-/_]{0,2}[0-9AaBb]){12,14}(?![0-9A-Za-z])")
# Sex, year, month (real or unknown), département or country, commune, order, and the key or not.
_NIR = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}(?:\d{2})?")
_KEPT_CONTROLS = "\n\t"


def refuse_social_security_numbers(text: str) -> None:
    """French social-security numbers (NIR) have no place in a message.

    :raises ValidationError: with the sentence to show beside the field
    """
    for run in _RUN.finditer(text):
        compact = re.sub(r"[^0-9AB]", "", run[0].upper())
        if _NIR.fullmatch(compact):
            raise ValidationError(NOT_A_NUMBER_HERE, code="social-security-number")


def without_invisible_signs(text: str) -> str:
    """The text without control signs, nor those that reverse or hide what is read (guarantees.md T15)."""
    return "".join(
        sign
        for sign in text
        if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")
    )


def refuse_addresses(text: str) -> None:
    """A first name holds no link: it is written in messages that others receive.

    :raises ValidationError: with the sentence to show beside the field
    """
    if has_address(text):
        raise ValidationError("Écris seulement ton prénom.", code="not-a-name")


def has_link(text: str) -> bool:
    """Whether a mail program would make a link of a part of this text."""
    return bool(re.search(r"://|www\.", text, flags=re.IGNORECASE))


def has_address(text: str) -> bool:
    """Whether this text holds a link, an e-mail, or what looks like the name of a site: no name does."""
    return has_link(text) or bool(re.search(r"[@<>/\\]|\.[a-z]{2,}\b", text, flags=re.IGNORECASE))
