"""What contradicts itself in the offers on line: each kind by itself, and the cost of them all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import CheckedLink, Offer
from boussole.reporting.inconsistencies import Kind, by_structure, inconsistencies_of
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import TerritoryThemeFactory, ThemeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def structure():
    """In order: a charter, somebody who answers, a theme that is open."""
    TerritoryThemeFactory(theme=ThemeFactory())
    return ReferentFactory().structure


def found(now=NOW) -> list[tuple[Kind, str]]:
    offers = Offer.objects.on_line().select_related("structure", "theme")
    return [(each.kind, each.words) for each in inconsistencies_of(offers, TODAY, now)]


def test_nothing_is_wrong_with_an_offer_in_order(structure) -> None:
    OfferFactory(structure=structure, areas=["commune:42218"])

    assert found() == []


def test_a_closed_theme(structure) -> None:
    TerritoryThemeFactory(theme=(theme := ThemeFactory(code="logement")), closed_on=TODAY - timedelta(days=1))
    OfferFactory(structure=structure, theme=theme)

    assert [kind for kind, _ in found()] == [Kind.THEME]


def test_a_commune_outside_the_competence(structure) -> None:
    OfferFactory(structure=structure, areas=["commune:42218", "commune:69383"])

    ((kind, words),) = found()
    assert (kind, "Lyon" in words) == (Kind.OUTSIDE, True)


def test_a_contact_that_no_longer_receives_until_something_arrives(structure) -> None:
    OfferFactory(structure=structure, contact_emails=["Accueil@example.org"])
    message = {
        "channel": "EMAIL", "template": "x", "sender_name": "x", "to_address": "accueil@example.org",
        "about_type": "x", "about_id": "1",
    }  # fmt: skip
    lost = NOW - timedelta(days=2)
    OutgoingMessage.objects.create(
        **message, status="BOUNCED", created_at=lost, next_attempt_at=lost, closed_at=lost
    )
    assert [kind for kind, _ in found()] == [Kind.BOUNCING]

    later = NOW - timedelta(days=1)
    OutgoingMessage.objects.create(
        **message, status="SENT", created_at=later, next_attempt_at=later, closed_at=later, sent_at=later
    )
    assert found() == []


def test_nobody_follows_it(structure) -> None:
    structure.referents.get().themes.add(ThemeFactory(code="logement"))
    OfferFactory(structure=structure)

    assert [kind for kind, _ in found()] == [Kind.NOBODY]


def test_a_promise_more_often_broken_than_kept(structure) -> None:
    offer = OfferFactory(structure=structure, promised_days=1)
    for _ in range(5):
        ContactRequestFactory(offer=offer, now=NOW - timedelta(days=20))
    ContactRequest.objects.filter(
        pk__in=list(ContactRequest.objects.values_list("pk", flat=True)[:2])
    ).update(first_attempt_at=NOW - timedelta(days=20))

    ((kind, words),) = found()
    assert (kind, words) == (
        Kind.PROMISES,
        "3\u00a0promesses manquées sur 5 en 90 jours. Le délai est-il tenable\u00a0?",
    )


def test_a_dead_link_and_a_charter_that_ended(structure) -> None:
    CheckedLink.objects.create(url="https://velo.example.org/atelier", status="DEAD", asked_at=NOW)
    OfferFactory(structure=structure, summary="Vois https://velo.example.org/atelier.")
    without = ReferentFactory(structure=StructureFactory(charter=None)).structure
    CharterFactory(structure=without, ends_on=TODAY - timedelta(days=1))
    OfferFactory(structure=without)

    assert [kind for kind, _ in found()] == [Kind.CHARTER, Kind.LINK]


def test_structures_with_the_most_to_mend_come_first_and_cost_nothing_more(
    structure, django_assert_num_queries
) -> None:
    TerritoryFactory()
    several = [OfferFactory(structure=StructureFactory(charter=None)) for _ in range(3)]
    OfferFactory(structure=structure, areas=["commune:69383"])

    with django_assert_num_queries(9):
        offers = Offer.objects.on_line().select_related("structure", "theme")
        groups = by_structure(inconsistencies_of(offers, TODAY, NOW))

    assert [len(lines) for _, lines in groups] == [2, 2, 2, 1]
    assert {structure.pk for structure, _ in groups[:3]} == {offer.structure_id for offer in several}
