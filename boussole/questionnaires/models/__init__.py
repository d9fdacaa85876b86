"""Themes, their categories, their questionnaires, and how a territory opens them."""

from boussole.questionnaires.models.questionnaire import NATIONAL, Questionnaire, QuestionnaireStatusChange
from boussole.questionnaires.models.territory_theme import TerritoryTheme
from boussole.questionnaires.models.theme import Category, Theme

__all__ = ["NATIONAL", "Category", "Questionnaire", "QuestionnaireStatusChange", "TerritoryTheme", "Theme"]
