"""As few questions as decide something."""

from datetime import timedelta

import pytest

from boussole.orientation.asking import deciding_questions, pointless_questions, without_questions
from boussole.questionnaires.definition import definition_from
from boussole.territories.geography import geography
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.questionnaires import ThemeFactory, document
from tests.factories.territories import ROANNE, SAINT_ETIENNE

DEFINITION = definition_from(document())
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("deciding", "left"),
    [
        (set(DEFINITION.questions), list(DEFINITION.questions)),
        ({"ressources"}, ["ressources"]),
        ({"permis"}, ["statut", "permis"]),  # asked only after « statut »
        ({"age"}, []),
        (set(), []),
    ],
)
def test_what_decides_nothing_is_left_out_and_what_leads_to_a_decision_stays(deciding, left):
    shorter = without_questions(DEFINITION, pointless_questions(DEFINITION, deciding))

    assert list(shorter.questions) == left
    assert all(page.questions for page in shorter.pages)


@pytest.mark.django_db
def test_only_the_conditions_of_offers_open_here_and_today_decide():
    OfferFactory(criteria={"statut": {"only": ["lycee"]}, "cherche": "all"})
    OfferFactory(criteria={"permis": {"only": ["oui"]}}, areas=[f"commune:{ROANNE}"])
    OfferFactory(criteria={"ressources": {"from": 0}}, valid_until=TODAY - timedelta(days=1))
    OfferFactory(criteria={"handicap": {"only": ["oui"]}}, theme=ThemeFactory(code="sante"))
    theme = ThemeFactory()

    here = geography().commune(SAINT_ETIENNE).areas
    assert deciding_questions(here, theme.pk, TODAY) == {"statut"}
    assert deciding_questions((*here, f"commune:{ROANNE}"), theme.pk, TODAY) == {"statut", "permis"}
