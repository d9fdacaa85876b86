"""Le Phare, and those who answer for it: two referents and a manager. A test that needs others says so itself."""

import pytest

from boussole.accounts.models import User
from boussole.partners.models import Referent, Structure
from tests.contact_requests.team import somebody
from tests.factories.partners import StructureFactory


@pytest.fixture
def structure(db: None) -> Structure:
    return StructureFactory(name="Le Phare")


@pytest.fixture
def nadia(structure: Structure) -> User:
    return somebody(structure, "Nadia")


@pytest.fixture
def karim(structure: Structure) -> User:
    return somebody(structure, "Karim")


@pytest.fixture
def ines(structure: Structure) -> User:
    return somebody(structure, "Inès", role=Referent.Role.MANAGER)
