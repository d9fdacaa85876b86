"""What a version says is what the row says once it is published, part by part (decision 0023)."""

from dataclasses import fields
from datetime import date

import pytest

from boussole.offers.actions import reviewing, writing
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import OfferContent, Period
from boussole.offers.criteria import Criterion, CriterionKind
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def body():
    """A structure with two other places, and the offer it has on line."""
    structure = StructureFactory(code="phare", areas=["departement:42"])
    for code in ("phare-feurs", "phare-roanne"):
        StructureFactory(code=code, parent=structure)
    return OfferFactory(structure=structure)


def everything(offer) -> OfferContent:
    """A content that leaves no part as it was."""
    other = CategoryFactory(theme=offer.theme, code="autre-rayon")
    return OfferContent(
        theme=offer.theme.code,
        category=other.code,
        title="Un autre titre",
        summary="Un autre texte court.",
        description="Un autre texte.",
        place="BOTH",
        address="2 rue du Phare",
        opening_hours="Le mardi",
        phone="01 99 00 42 77",
        areas=("commune:42218",),
        sites=("phare-feurs", "phare-roanne"),
        criteria=(
            Criterion("age", CriterionKind.RANGE, minimum=17, maximum=22),
            Criterion("statut", CriterionKind.ONLY, accepted=frozenset({"recherche"})),
        ),
        promised_days=6,
        periods=(Period(date(2026, 12, 1), date(2026, 12, 20)), Period(date(2027, 2, 1), date(2027, 3, 1))),
        valid_from=date(2026, 11, 1),
        valid_until=date(2027, 6, 30),
        is_free=True,
    )


def test_every_part_of_a_version_is_on_the_row_once_published_and_not_before(body):
    claire = MandateFactory(territory=TerritoryFactory()).user
    nadia = {"by": ReferentFactory(structure=body.structure).user, "day": DAY, "now": NOW}
    before, content = content_of_row(body), everything(body)
    version = writing.start_version(body, **nadia)

    version = writing.save_version(version, content, seen=version.saves, **nadia)
    version = reviewing.submit(version, **nadia)
    body.refresh_from_db()
    assert content_of_row(body) == before

    offer = reviewing.approve(version, by=claire, day=DAY, now=NOW)
    offer = type(offer).objects.get(pk=offer.pk)
    assert content_of_row(offer) == content
    # A part added later to what an offer says must be told here too.
    assert set(content.differing(before)) == {each.name for each in fields(OfferContent)} - {
        "theme",
        "is_free",
    }


def test_sites_and_periods_taken_out_leave_the_row(body):
    claire = MandateFactory(territory=TerritoryFactory()).user
    nadia = {"by": ReferentFactory(structure=body.structure).user, "day": DAY, "now": NOW}
    for content in (everything(body), content_of_row(body)):
        version = writing.start_version(body, **nadia)
        version = writing.save_version(version, content, seen=version.saves, **nadia)
        reviewing.approve(reviewing.submit(version, **nadia), by=claire, day=DAY, now=NOW)

        offer = type(body).objects.get(pk=body.pk)
        assert content_of_row(offer) == content
