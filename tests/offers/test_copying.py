"""An offer made from another, or from what it said before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boussole.core.verdicts import NotAllowed
from boussole.offers.actions.copying import AnotherAtWork, duplicate, restore
from boussole.offers.actions.life import drop
from boussole.offers.actions.reviewing import approve, submit
from boussole.offers.actions.writing import save_version, start_version
from boussole.offers.content import Period
from boussole.offers.models import Offer, OfferVersion
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WHEN = {"day": TODAY, "now": NOW}


@pytest.fixture
def nadia_and_offer():
    structure, nadia = StructureFactory.with_referent()
    offer = OfferFactory(
        structure=structure,
        title="Atelier CV",
        is_free=True,
        areas=["commune:42218"],
        valid_until=TODAY - timedelta(days=1),
        criteria={"age": {"from": 16, "to": 25}},
    )
    offer.periods.create(starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=8))
    offer.periods.create(starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
    return nadia, offer


def test_a_copy_at_home_says_the_same_without_the_dates_that_are_over(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer

    version = duplicate(offer, offer.structure, by=nadia, **WHEN)

    copy, content = version.offer, version.content
    assert (copy.status, version.origin, copy.contact_emails) == (
        Offer.Status.DRAFT,
        OfferVersion.Origin.COPIED,
        offer.contact_emails,
    )
    assert (content.title, content.areas, content.valid_until) == (
        "Atelier CV (copie)",
        ("commune:42218",),
        None,
    )
    assert content.periods == (Period(TODAY, TODAY + timedelta(days=9)),)
    assert tuple(row.value for row in offer.criteria.all()) == content.criteria


def test_a_copy_for_another_structure_leaves_behind_what_belongs_to_the_place(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    other = ReferentFactory(user=nadia, structure=StructureFactory(default_promised_days=5)).structure

    version = duplicate(offer, other, by=nadia, **WHEN)

    content = version.content
    assert (version.offer.structure, version.offer.contact_emails) == (other, [other.email])
    assert (content.title, content.areas, content.phone, content.promised_days, content.is_free) == (
        "Atelier CV",
        None,
        "",
        5,
        False,
    )


def test_one_copies_between_structures_one_answers_for(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    with pytest.raises(NotAllowed):
        duplicate(offer, StructureFactory(), by=nadia, **WHEN)
    stranger = ReferentFactory()
    with pytest.raises(NotAllowed):
        duplicate(offer, stranger.structure, by=stranger.user, **WHEN)


def test_a_past_version_comes_back_as_a_draft_and_the_history_keeps_both(nadia_and_offer) -> None:
    nadia, offer = nadia_and_offer
    sami = MandateFactory().user
    version = start_version(offer, by=nadia, **WHEN)
    content = replace(version.content, title="Ton CV en une heure")
    version = save_version(version, content, seen=0, by=nadia, **WHEN)
    submit(version, by=nadia, **WHEN)
    approve(version, by=sami, **WHEN)
    past = offer.versions.get(number=1)

    draft = restore(past, by=nadia, **WHEN)

    assert (draft.number, draft.origin, draft.content) == (3, OfferVersion.Origin.RESTORED, past.content)
    assert [v.get_status_display() for v in offer.versions.all()] == ["Remplacée", "Publiée", "Brouillon"]
    assert Offer.objects.get(pk=offer.pk).title == "Ton CV en une heure"

    with pytest.raises(AnotherAtWork, match="publiez-la ou abandonnez-la") as refusal:
        restore(past, by=nadia, **WHEN)
    assert refusal.value.version == draft

    drop(draft, by=nadia, **WHEN)
    assert restore(past, by=nadia, **WHEN).number == 4
    with pytest.raises(NotAllowed, match="version passée"):
        restore(offer.versions.get(number=2), by=nadia, **WHEN)
