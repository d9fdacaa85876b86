"""The answers to « Tu fais quoi en ce moment ? » of each theme today: what a criterion for students is written with."""

from __future__ import annotations

from boussole.questionnaires.models import Theme
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.models import Territory

STATUS = "statut"


def statuses_of(territory: Territory) -> dict[str, frozenset[str]]:
    """By theme, the answers that decide, « je ne sais pas » aside; nothing for a theme that does not ask."""
    found: dict[str, frozenset[str]] = {}
    for code in Theme.objects.values_list("code", flat=True):
        current = current_questionnaire(code, territory)
        question = current[1].question(STATUS) if current else None
        if question is not None:
            found[code] = frozenset(question.deciding)
    return found
