"""Who may change themes and questionnaires: the national team for the country, an animator for their territory."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.accounts.policies import animates, is_national
from boussole.core.verdicts import YES, Verdict, no
from boussole.questionnaires.models import Questionnaire
from boussole.territories.models import Territory


def can_edit_national(user: User, day: date) -> Verdict:
    """Themes, categories and national questionnaires."""
    if is_national(user, day):
        return YES
    return no("Seule l’équipe nationale modifie les thèmes et les questionnaires nationaux.")


def can_adapt(user: User, territory: Territory, day: date) -> Verdict:
    """Open a theme in a territory, and adapt its words and its questionnaires."""
    if animates(user, territory, day):
        return YES
    return no("Seule l’animation de ce territoire adapte ses thèmes et ses questionnaires.")


def can_open_themes(user: User, territory: Territory, day: date) -> Verdict:
    """Open or close a theme: the animation of the territory, or the national team, which opens territories."""
    if is_national(user, day):
        return YES
    return can_adapt(user, territory, day)


def can_shape(user: User, territory: Territory | None, day: date) -> Verdict:
    """Write and publish the questionnaires of a territory, or the national ones."""
    return can_adapt(user, territory, day) if territory else can_edit_national(user, day)


def can_write(user: User, version: Questionnaire, day: date) -> Verdict:
    """Change what a version says: only while it is a draft."""
    if not (verdict := can_shape(user, version.territory, day)):
        return verdict
    if version.status == Questionnaire.Status.SCHEDULED:
        return no("Cette version attend son jour de publication : annulez-la pour la modifier.")
    if version.status != Questionnaire.Status.DRAFT:
        return no("Cette version ne se modifie plus : commencez un brouillon.")
    return YES
