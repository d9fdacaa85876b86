"""The site as `boussole demo` starts it: one more tree of addresses, a clock that moves."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import override_settings

from boussole.accounts.models import Mandate, User
from boussole.demo.personas import CLAIRE, HUGO, NADIA, PAUL
from boussole.partners.models import Referent
from boussole.web import demo as demo_site
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.web.demo import urls  # now: read in the demo, the real addresses would already hold its own

APPLICATION = Path(demo_site.__file__).parent


@pytest.fixture
def demo(tmp_path) -> Iterator[None]:
    """Everything that the settings change when BOUSSOLE_DEMO=1.

    Its application cannot be added once Django is set up (procrastinate starts only once): what it brings
    is named instead, its addresses, its templates, its tags, its style sheet.
    """
    [templates] = deepcopy(project.TEMPLATES)
    templates["DIRS"] = [APPLICATION / "templates"]
    templates["OPTIONS"]["libraries"] = {"demo": "boussole.web.demo.templatetags.demo"}
    with override_settings(
        DEMO=True,
        DEMO_CLOCK_FILE=str(tmp_path / "clock"),
        SECOND_FACTOR_REQUIRED=False,
        ROOT_URLCONF=urls.__name__,
        TEMPLATES=[templates],
        STATICFILES_FINDERS=[
            *project.STATICFILES_FINDERS,
            "django.contrib.staticfiles.finders.FileSystemFinder",
        ],
        STATICFILES_DIRS=[APPLICATION / "static"],
    ):
        yield


@pytest.fixture
def people(db) -> dict[str, User]:
    """The professionals of the demonstration, by slug, with what each may do."""
    structure = StructureFactory(name="Mission locale du Bassin stéphanois")
    found = {}
    for persona in (NADIA, PAUL, CLAIRE, HUGO):
        first_name, _, last_name = persona.name.partition(" ")
        found[persona.slug] = UserFactory(email=persona.email, first_name=first_name, last_name=last_name)
    ReferentFactory(structure=structure, user=found["nadia"])
    ReferentFactory(structure=structure, user=found["paul"], role=Referent.Role.MANAGER)
    MandateFactory(user=found["claire"], territory=TerritoryFactory())
    MandateFactory(user=found["hugo"], role=Mandate.Role.NATIONAL, territory=None)
    return found
