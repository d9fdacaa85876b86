"""Pause, end, put away, take out: what young people find, and what the history keeps."""

from datetime import date, timedelta

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import NotAllowed
from boussole.offers.actions import life
from boussole.offers.actions.reviewing import submit
from boussole.offers.actions.writing import start_offer, start_version
from boussole.offers.models import Offer, OfferReach, OfferVersion
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import CategoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WHEN = {"day": TODAY, "now": NOW}


@pytest.fixture
def nadia_and_offer():
    structure, nadia = StructureFactory.with_referent()
    return nadia, OfferFactory(structure=structure, is_free=True)


def is_found(offer: Offer) -> bool:
    shown = Offer.objects.shown_on(TODAY).filter(pk=offer.pk).exists()
    derived = OfferReach.objects.filter(offer=offer).exists()
    assert shown == derived
    return shown


def test_an_offer_is_paused_shown_again_ended_put_away_and_taken_out(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    found = [is_found(offer)]
    for gesture, said in [
        (life.pause, {"note": "Travaux dans les locaux"}),
        (life.resume, {}),
        (life.end, {"note": "Plus de financement"}),
        (life.resume, {}),
        (life.end, {"note": ""}),
        (life.archive, {}),
        (life.unarchive, {}),
    ]:
        offer = gesture(offer, by=nadia, **said, **WHEN)
        found.append(is_found(offer))

    assert found == [True, False, True, False, True, False, False, False]
    assert [(row.get_to_status_display(), row.note) for row in offer.history.all()] == [
        ("En pause", "Travaux dans les locaux"),
        ("Publiée", ""),
        ("Terminée", "Plus de financement"),
        ("Publiée", ""),
        ("Terminée", ""),
        ("Archivée", ""),
        ("Terminée", ""),
    ]


def test_open_requests_keep_their_promise_when_their_offer_ends() -> None:
    contact_request = ContactRequestFactory()
    nadia = ReferentFactory(structure=contact_request.structure).user
    before = ContactRequest.objects.values().get(pk=contact_request.pk)

    life.end(contact_request.offer, note="Fini", by=nadia, **WHEN)

    assert ContactRequest.objects.values().get(pk=contact_request.pk) == before


def test_an_offer_whose_last_day_is_over_is_not_shown_again_as_it_is(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    offer.valid_until = TODAY - timedelta(days=1)
    offer.save()
    offer = life.pause(offer, note="", by=nadia, **WHEN)
    with pytest.raises(NotAllowed, match="donnez-lui une autre date"):
        life.resume(offer, by=nadia, **WHEN)


def test_the_animation_pauses_an_offer_that_nobody_holds_but_does_not_put_it_away(nadia_and_offer) -> None:
    _, offer = nadia_and_offer
    sami = MandateFactory().user
    offer = life.pause(offer, note="La structure a fermé", by=sami, **WHEN)
    offer = life.end(offer, note="", by=sami, **WHEN)
    with pytest.raises(NotAllowed, match="Seules les personnes de la structure"):
        life.archive(offer, by=sami, **WHEN)
    with pytest.raises(NotAllowed):
        life.resume(offer, by=ReferentFactory().user, **WHEN)


def test_what_was_proposed_is_a_draft_again_when_its_offer_ends(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    version = submit(start_version(offer, by=nadia, **WHEN), by=nadia, **WHEN)
    life.end(offer, note="", by=nadia, **WHEN)
    version.refresh_from_db()
    assert version.status == OfferVersion.Status.DRAFT


def test_a_first_draft_given_up_is_archived_and_comes_back_as_a_draft() -> None:
    structure, nadia = StructureFactory.with_referent()
    category = CategoryFactory(theme=ThemeFactory())
    version = start_offer(structure, category, title="Atelier CV", by=nadia, **WHEN)

    offer = life.drop(version, by=nadia, **WHEN)
    assert (offer.status, offer.versions.at_work().exists()) == (Offer.Status.ARCHIVED, False)

    offer = life.unarchive(offer, by=nadia, **WHEN)
    assert offer.status == Offer.Status.DRAFT
    assert [each.content.title for each in offer.versions.at_work()] == ["Atelier CV"]


def test_a_next_version_given_up_leaves_what_is_on_line(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    version = start_version(offer, by=nadia, **WHEN)
    offer = life.drop(version, by=nadia, **WHEN)
    assert (offer.status, is_found(offer)) == (Offer.Status.PUBLISHED, True)
