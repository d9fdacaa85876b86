"""What the tests of the extranet share: a structure at work, seen by one of its referents."""

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.hands import Hands, hands
from tests.signing import sign_in

__all__ = ["hands"]


@dataclass
class Office:
    """One structure, its offer, its referent Nadia with a browser, and a clock that stands still."""

    hands: Hands
    structure: Structure = field(default_factory=lambda: StructureFactory(name="Le Phare"))
    nadia: User = field(init=False)
    offer: Offer = field(init=False)
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.nadia = ReferentFactory(
            structure=self.structure, user__first_name="Nadia", user__last_name="Belkacem"
        ).user
        self.offer = OfferFactory(structure=self.structure, title="Préparer ton entretien")
        QuestionnaireFactory(theme=self.offer.theme)
        sign_in(self.client, self.nadia)

    def request(self, **changes: object) -> ContactRequest:
        """Lina, 19, asks for the offer, at the hour of the clock."""
        changes.setdefault("offer", self.offer)
        return ContactRequestFactory(now=self.hands.now, **changes)

    def get(self, route: str, *args: object, **query: object) -> str:
        """The page, as text."""
        answer = self.client.get(reverse(f"extranet:{route}", args=args), query)
        assert answer.status_code == 200, answer
        return answer.content.decode()

    def post(self, route: str, *args: object, **posted: object) -> str:
        """The page to which a form leads; two gestures are never made at the same instant."""
        self.hands.forward(seconds=1)
        answer = self.client.post(reverse(f"extranet:{route}", args=args), posted, follow=True)
        assert answer.status_code == 200, answer
        return answer.content.decode()


@pytest.fixture
def office(db: None, hands: Hands) -> Office:
    return Office(hands)
