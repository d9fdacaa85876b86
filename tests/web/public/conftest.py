"""What the tests of the public site share: a clock in their hands, and young people with a browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import clock
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.hands import Hands
from tests.web.public.visitor import Visitor


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A Monday at 10, in Paris. `time.forward(hours=1)` moves it."""
    hands = Hands(NOW)
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


@pytest.fixture
def open_theme(db: None) -> None:
    """« Emploi », open in the Loire with its questionnaire; every question decides something."""
    TerritoryThemeFactory()
    QuestionnaireFactory()
    offer_that_makes_every_question_worth_asking()


@pytest.fixture
def visitor(open_theme: None, time: Hands) -> Visitor:
    """A young person on the site of the Loire."""
    return Visitor(Client(), time)


@pytest.fixture
def another_visitor(open_theme: None, time: Hands) -> Callable[..., Visitor]:
    """Makes other young people, each with a browser of their own."""
    return lambda **headers: Visitor(Client(**headers), time)


@pytest.fixture
def filing(open_theme: None) -> Filing:
    """One form, for one offer that promises an answer in two days."""
    structure, _ = StructureFactory.with_referent(name="Mission locale du Phare")
    offer = OfferFactory(structure=structure, title="Préparer ton entretien", promised_days=2)
    return FilingFactory(offers=[offer])


@pytest.fixture
def contact_request(filing: Filing) -> ContactRequest:
    return filing.contact_requests.get()


@pytest.fixture
def referent(contact_request: ContactRequest) -> User:
    return contact_request.structure.referents.get().user
