"""Themes, their categories, and a small questionnaire that has one of everything."""

from datetime import date, datetime
from typing import Any

import factory

from boussole.questionnaires.models import Category, Questionnaire, TerritoryTheme, Theme
from tests.factories import NOW
from tests.factories.territories import TerritoryFactory


def one(code: str, text: str, reason: str, summary: str) -> dict[str, str]:
    return {"code": code, "text": text, "reason": reason, "summary": summary}


UNKNOWN = {"code": "ne-sais-pas", "text": "Je ne sais pas", "wildcard": True}


def document(theme: str = "emploi", version: int = 1) -> dict[str, Any]:
    """Three pages: one answer, several, yes or no with a condition, a number, a sensitive question."""
    return {
        "theme": theme,
        "version": version,
        "pages": [
            {
                "title": "Où tu en es",
                "questions": [
                    {
                        "code": "statut",
                        "kind": "one",
                        "text": "Tu fais quoi en ce moment ?",
                        "label": "Situation",
                        "answers": [
                            one("lycee", "Je suis au lycée", "tu es au lycée", "est au lycée"),
                            one(
                                "recherche",
                                "Je cherche du travail",
                                "tu cherches du travail",
                                "cherche du travail",
                            ),
                            UNKNOWN,
                        ],
                    },
                    {
                        "code": "cherche",
                        "kind": "several",
                        "text": "Tu cherches quoi ?",
                        "help": "Tu peux choisir plusieurs réponses.",
                        "label": "Recherche",
                        "answers": [
                            one("emploi", "Un emploi", "tu cherches un emploi", "cherche un emploi"),
                            one("stage", "Un stage", "tu cherches un stage", "cherche un stage"),
                            UNKNOWN,
                        ],
                    },
                ],
            },
            {
                "title": "Te déplacer",
                "questions": [
                    {
                        "code": "permis",
                        "kind": "yes_no",
                        "text": "Tu as le permis de conduire ?",
                        "label": "Permis",
                        "only_if": {"question": "statut", "answers": ["recherche"]},
                        "yes": {"reason": "tu as le permis", "summary": "a le permis"},
                        "no": {
                            "reason": "tu n’as pas encore le permis",
                            "summary": "n’a pas encore le permis",
                        },
                    },
                ],
            },
            {
                "title": "Au quotidien",
                "questions": [
                    {
                        "code": "ressources",
                        "kind": "number",
                        "text": "Tu as combien pour vivre chaque mois ?",
                        "label": "Ressources",
                        "minimum": 0,
                        "maximum": 5000,
                        "unit": "€ par mois",
                    },
                    {
                        "code": "handicap",
                        "kind": "yes_no",
                        "text": "Un handicap ou une maladie complique ta recherche ?",
                        "help": "Pas besoin de détails.",
                        "label": "Handicap ou maladie",
                        "sensitive": True,
                        "yes": {
                            "reason": "un handicap complique ta recherche",
                            "summary": "a un handicap qui complique sa recherche",
                        },
                        "no": {
                            "reason": "aucun handicap ne te gêne",
                            "summary": "ne signale pas de handicap",
                        },
                    },
                ],
            },
        ],
    }


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "emploi"
    name = factory.LazyAttribute(lambda theme: theme.code.capitalize())
    invitation = "Trouver un emploi, un stage ou un job"
    description = "Chercher du travail, essayer un métier, rencontrer des entreprises."
    pictogram = "briefcase"
    is_sensitive = False


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("theme", "code")

    theme = factory.SubFactory(ThemeFactory)
    code = "faire-le-point"
    name = "Faire le point"


class TerritoryThemeFactory(factory.django.DjangoModelFactory):
    """A theme open in the territory since last year."""

    class Meta:
        model = TerritoryTheme
        django_get_or_create = ("territory", "theme")

    territory = factory.SubFactory(TerritoryFactory)
    theme = factory.SubFactory(ThemeFactory)
    opened_on = date(2025, 9, 1)


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """The published national questionnaire of a theme."""

    class Meta:
        model = Questionnaire

    theme = factory.SubFactory(ThemeFactory)
    territory = None
    version = 1
    status = Questionnaire.Status.PUBLISHED
    document = factory.LazyAttribute(lambda version: document(version.theme.code, version.version))
    published_at: datetime = NOW
