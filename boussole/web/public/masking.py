"""Coordinates as a page may show them: enough to recognise a mistake, too little for who found the link (T7)."""

from boussole.core import phones

HIDDEN_ANSWER = "Ta réponse, masquée ici"  # for who has the link alone: what is said without being shown


def masked_phone(phone: str) -> str:
    """« 06 •• •• •• 34 »; empty for no number."""
    words = phones.in_words(phone).split() if phone else []
    return " ".join(["••" if 0 < at < len(words) - 1 else pair for at, pair in enumerate(words)])


def masked_email(email: str) -> str:
    """« l•••@example.org »; empty for no address."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else ""


def masked(contact: str) -> str:
    """Either of them."""
    return masked_email(contact) if "@" in contact else masked_phone(contact)
