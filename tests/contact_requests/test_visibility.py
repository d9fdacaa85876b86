"""The one door to requests: a person's structures, themes and communes, and nothing else (guarantees.md T1)."""

from datetime import timedelta

import pytest

from boussole.contact_requests import policies
from boussole.contact_requests.models import ContactRequest
from tests.factories import NOW
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY, ROANNE, SAINT_ETIENNE

pytestmark = pytest.mark.django_db


@pytest.fixture
def structure():
    return StructureFactory()


@pytest.fixture
def requests(structure) -> dict[str, ContactRequest]:
    """Three requests of one structure: two themes, two communes; and one of another structure."""
    housing = ThemeFactory(code="logement")
    return {
        "emploi": ContactRequestFactory(offer=OfferFactory(structure=structure)),
        "logement": ContactRequestFactory(offer=OfferFactory(structure=structure, theme=housing)),
        "Roanne": ContactRequestFactory(offer=OfferFactory(structure=structure), commune=ROANNE),
        "ailleurs": ContactRequestFactory(offer=OfferFactory()),
    }


def seen_by(user, requests) -> set[str]:
    found = set(ContactRequest.objects.visible_to(user, NOW))
    return {name for name, request in requests.items() if request in found}


@pytest.mark.parametrize(
    ("role", "themes", "communes", "expected"),
    [
        ("REFERENT", [], [], {"emploi", "logement", "Roanne"}),
        ("REFERENT", ["logement"], [], {"logement"}),
        ("REFERENT", ["emploi", "logement"], [], {"emploi", "logement", "Roanne"}),
        ("REFERENT", [], [ROANNE, FIRMINY], {"Roanne"}),
        ("REFERENT", ["logement"], [ROANNE], set()),
        ("MANAGER", ["logement"], [ROANNE], {"emploi", "logement", "Roanne"}),
    ],
)
def test_a_mandate_may_be_limited_to_themes_and_communes(
    structure, requests, role, themes, communes, expected
):
    referent = ReferentFactory(structure=structure, role=role, communes=communes)
    referent.themes.set([ThemeFactory(code=code) for code in themes])

    assert seen_by(referent.user, requests) == expected
    assert {
        name for name, request in requests.items() if policies.can_read(referent.user, request, NOW)
    } == expected


def test_two_mandates_add_up_each_with_its_own_limits(structure, requests):
    limited = ReferentFactory(structure=structure)
    limited.themes.set([ThemeFactory(code="logement")])
    ReferentFactory(structure=requests["ailleurs"].structure, user=limited.user)

    assert seen_by(limited.user, requests) == {"logement", "ailleurs"}


@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [(-30, None, True), (0, 0, True), (-30, 0, True), (-30, -1, False), (1, None, False)],
)
def test_a_mandate_opens_from_its_first_day_to_its_last(structure, requests, starts, ends, opens):
    today = NOW.date()
    referent = ReferentFactory(
        structure=structure,
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )

    assert bool(seen_by(referent.user, requests)) is opens


def test_nobody_sees_a_doubtful_filing_before_it_was_judged(structure):
    FilingFactory(offers=[OfferFactory(structure=structure)], is_doubtful=True)

    assert not ContactRequest.objects.visible_to(ReferentFactory(structure=structure).user, NOW).exists()


def test_the_second_commune_does_not_widen_a_mandate(structure):
    request = ContactRequestFactory(
        offer=OfferFactory(structure=structure), commune=SAINT_ETIENNE, second_commune=ROANNE
    )
    referent = ReferentFactory(structure=structure, communes=[ROANNE])

    assert seen_by(referent.user, {"request": request}) == set()


@pytest.mark.parametrize("role", ["ANIMATOR", "NATIONAL"])
def test_a_mandate_on_a_territory_opens_no_request(requests, role):
    mandate = MandateFactory(role=role, **({"territory": None} if role == "NATIONAL" else {}))

    assert seen_by(mandate.user, requests) == set()


def test_an_account_without_any_mandate_sees_nothing(requests):
    assert seen_by(UserFactory(), requests) == set()
