"""The sentences of a signature that are kept as evidence: word for word, in one place."""

from __future__ import annotations

from boussole.core.typography import elided


def gesture_of(function: str, structure: str) -> str:
    """What is ticked before signing. 300 characters at most: it is kept with the signature."""
    capacity = f"en tant {elided('que', function)}" if function else "au titre indiqué"
    sentence = f"J’ai lu la charte en entier, j’ai le pouvoir de m’engager {capacity}, et je la signe"
    whole = f"{sentence} pour le partenariat avec {structure}."
    return whole if len(whole) <= 300 else f"{sentence}."


def paper_gesture_of(by: str) -> str:
    """What stands for the gesture of somebody who signed the paper."""
    return f"Signature manuscrite sur le papier numérisé, vérifiée par {by}."[:300]
