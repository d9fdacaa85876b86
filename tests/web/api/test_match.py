"""`POST /api/v1/match`: the engine over HTTP, with the same words as the command line."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory, ThemeFactory
from tests.factories.territories import SAINT_ETIENNE, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> Any:
    theme = ThemeFactory(code="emploi")
    QuestionnaireFactory(theme=theme)
    TerritoryThemeFactory(theme=theme, territory=TerritoryFactory())
    return theme


def asked(client: Client, **entry: Any) -> tuple[int, dict[str, Any]]:
    entry = {"theme": "emploi", "commune": SAINT_ETIENNE, **entry}
    answer = client.post("/api/v1/match", json.dumps(entry), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_situation_gets_its_offers_with_reasons(client: Client, theme: Any) -> None:
    offer = OfferFactory(
        theme=theme, criteria={"age": {"from": 16, "to": 25}, "statut": {"only": ["recherche"]}}
    )
    OfferFactory(theme=theme, criteria={"statut": {"only": ["lycee"]}})

    status, found = asked(client, age=19, answers={"statut": "recherche"})

    reasons = ["tu as entre 16 et 25\u00a0ans", "tu cherches du travail"]
    one = {
        "offer": offer.code,
        "structure": offer.structure.code,
        "category": offer.category.code,
        "reasons": reasons,
    }
    assert (status, found) == (200, {"offers": [one], "theme_is_open": True, "count": 1})


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({"theme": "cuisine"}, 404),
        ({"commune": "99999"}, 422),
        ({"answers": {"zzz": "a"}}, 422),
        ({"answers": {"statut": ["lycee", "recherche"]}}, 422),
        ({"age": -1}, 422),
        ({"prenom": "Lina"}, 422),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    client: Client, theme: Any, entry: dict[str, Any], status: int
) -> None:
    assert asked(client, **entry)[0] == status


def test_a_closed_theme_shows_nothing(client: Client, theme: Any) -> None:
    OfferFactory(theme=theme)
    theme.territories.all().delete()

    assert asked(client)[1] == {"offers": [], "theme_is_open": False, "count": 0}


def test_the_number_of_queries_does_not_depend_on_the_offers(client: Client, theme: Any) -> None:
    OfferFactory(theme=theme)
    asked(client)  # the questionnaire is read once per process
    with CaptureQueriesContext(connection) as one:
        asked(client)
    for _ in range(20):
        OfferFactory(theme=theme)
    with CaptureQueriesContext(connection) as many:
        assert asked(client)[1]["count"] == 21

    assert len(many) == len(one) <= 8


def test_it_describes_itself_and_needs_no_account(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()

    assert list(described["paths"]) == ["/api/v1/match"]
