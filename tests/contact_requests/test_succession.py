"""Somebody leaves: what they followed is handed over, and nothing stays without an owner."""

from datetime import timedelta

import pytest

from boussole.accounts import actions as accounts
from boussole.accounts.models import User
from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.actions import HandOver, NotAllHandedOver
from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer
from boussole.partners.models import Referent
from tests.contact_requests.team import TODAY, WEEK, declared, followed_by, messages_to, somebody, why_of
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def mandate_of(user) -> Referent:
    return Referent.objects.get(user=user)


def leaves(user, *, by, hand_over=None, last_day=TODAY, now=LATER) -> Referent:
    return actions.leave(
        mandate_of(user), last_day=last_day, hand_over=hand_over or HandOver({}), by=by, now=now
    )


# --- The screen -------------------------------------------------------------------------------------
def test_everything_changes_hands_and_the_mandate_ends(structure, nadia, karim, ines):
    first, second = followed_by(nadia, structure), followed_by(nadia, structure)
    offer = OfferFactory(structure=structure, followed_by=nadia)
    relay = declared(structure, ines, starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK, deputy=nadia)
    away = declared(structure, nadia, starts_on=TODAY + 4 * WEEK, ends_on=TODAY + 5 * WEEK, rule="PAUSE")
    before = [first.due_at, second.due_at]

    leaves(
        nadia,
        by=ines,
        hand_over=HandOver({first.pk: karim, second.pk: ines}, {offer.pk: karim}, {relay.pk: karim}),
    )

    for row in (first, second, offer, relay, away):
        row.refresh_from_db()
    assert [first.owner, second.owner, offer.followed_by, relay.deputy] == [karim, ines, karim, karim]
    assert [first.due_at, second.due_at] == before
    assert why_of(first) == ["LEAVING"]
    assert mandate_of(nadia).ends_on == TODAY
    assert away.cancelled_at == LATER
    assert Entry.objects.filter(code="referent.left").count() == 1


def test_nothing_can_stay_without_anybody(structure, nadia, karim, ines):
    first, second = followed_by(nadia, structure), followed_by(nadia, structure)
    relay = declared(structure, ines, starts_on=TODAY + WEEK, ends_on=TODAY + WEEK, deputy=nadia)

    with pytest.raises(NotAllHandedOver, match=r"1.demande ouverte n’a encore personne"):
        leaves(nadia, by=nadia, hand_over=HandOver({first.pk: karim}, {}, {relay.pk: karim}))
    with pytest.raises(NotAllHandedOver, match="chaque relais"):
        leaves(nadia, by=nadia, hand_over=HandOver({first.pk: karim, second.pk: karim}))

    first.refresh_from_db()
    assert (first.owner, why_of(first), mandate_of(nadia).ends_on) == (nadia, [], None)


def test_one_does_not_hand_over_to_a_stranger_nor_for_a_colleague(structure, nadia, karim):
    request = followed_by(nadia, structure)

    with pytest.raises(NotAllowed):
        leaves(nadia, by=nadia, hand_over=HandOver({request.pk: ReferentFactory().user}))
    with pytest.raises(NotAllowed):
        leaves(nadia, by=karim, hand_over=HandOver({request.pk: karim}))


def test_the_last_person_cannot_leave(structure, nadia):
    somebody(structure, "Tom", ends_on=TODAY)

    with pytest.raises(NotAllowed, match="dernière personne"):
        leaves(nadia, by=nadia)


# --- An account closed --------------------------------------------------------------------------------
def test_a_disabled_account_leaves_its_requests_to_the_manager_at_once(structure, nadia, karim, ines):
    request = followed_by(nadia, structure)
    offer = OfferFactory(structure=structure, followed_by=nadia)

    accounts.disable(nadia, by=ines, now=LATER)

    request.refresh_from_db()
    offer.refresh_from_db()
    assert (request.owner, why_of(request), offer.followed_by) == (ines, ["LEAVING"], None)
    assert messages_to(ines.email) == ["entrusted"]


def test_without_a_manager_the_referent_of_its_part_inherits(structure, nadia):
    offer = OfferFactory(structure=structure)
    elsewhere = somebody(structure, "Tom", communes=["42095"])
    of_its_theme = somebody(structure, "Malik")
    request = followed_by(nadia, structure, offer=offer)

    accounts.disable(nadia, by=None, now=LATER)

    request.refresh_from_db()
    assert request.owner == of_its_theme
    accounts.disable(of_its_theme, by=None, now=LATER)
    request.refresh_from_db()
    assert request.owner == elsewhere


def test_somebody_present_inherits_before_somebody_away(structure, nadia, karim, ines):
    request = followed_by(nadia, structure)
    declared(structure, ines, rule="PAUSE")

    accounts.disable(nadia, by=None, now=LATER)

    request.refresh_from_db()
    assert request.owner == karim


def test_with_nobody_left_it_waits_for_the_structure_and_the_animator_is_told(structure, nadia):
    claire = MandateFactory(territory=TerritoryFactory(), user__email="claire@example.org").user
    request = followed_by(nadia, structure)

    accounts.disable(nadia, by=None, now=LATER)

    request.refresh_from_db()
    assert (request.owner, request.status) == (None, "TAKEN_UP")
    assert messages_to(claire.email) == ["nobody_left"]
    newcomer = somebody(structure, "Zoé")
    assert list(ContactRequest.objects.visible_to(newcomer, LATER).waiting_for(newcomer)) == [request]


# --- A mandate that ended otherwise -------------------------------------------------------------------
def test_a_request_whose_owner_lost_their_mandate_finds_somebody(structure, nadia, ines):
    request = followed_by(nadia, structure)
    kept = followed_by(ines, structure)
    Referent.objects.filter(user=nadia).update(ends_on=TODAY)

    assert actions.rescue_orphans(now=LATER) == 0
    assert actions.rescue_orphans(now=LATER + timedelta(days=1)) == 1

    request.refresh_from_db()
    kept.refresh_from_db()
    assert (request.owner, kept.owner) == (ines, ines)


def test_an_animator_who_answers_personally_is_no_orphan(structure, nadia):
    claire = MandateFactory(territory=TerritoryFactory()).user
    request = followed_by(nadia, structure)
    ContactRequest.objects.filter(pk=request.pk).update(owner=claire)

    assert actions.rescue_orphans(now=LATER) == 0


# --- Load ----------------------------------------------------------------------------------------------
def test_the_manager_sets_how_much_an_offer_holds_and_it_is_true_at_once(structure, nadia, ines):
    offer = OfferFactory(structure=structure)
    request = ContactRequestFactory(offer=offer)

    with pytest.raises(NotAllowed):
        actions.change_capacity(offer, capacity=1, when_full=Offer.WhenFull.LAST, by=nadia, now=NOW)
    offer = actions.change_capacity(offer, capacity=1, when_full=Offer.WhenFull.LAST, by=ines, now=NOW)
    assert (offer.is_full, Offer.objects.shown_on(TODAY).count()) == (True, 1)
    offer = actions.change_capacity(offer, capacity=1, when_full=Offer.WhenFull.PAUSED, by=ines, now=NOW)
    assert (Offer.objects.shown_on(TODAY).count(), offer.reach.count()) == (0, 0)

    actions.withdraw(request, now=LATER)

    offer.refresh_from_db()
    assert (offer.is_full, Offer.objects.shown_on(TODAY).count(), offer.reach.count()) == (False, 1, 1)
    assert Entry.objects.filter(code="offer.capacity_changed").count() == 2


# --- Gone already ---------------------------------------------------------------------------------------
def lets_go(user, *, by, hand_over=None, now=LATER) -> bool:
    return actions.let_go(mandate_of(user), hand_over=hand_over or HandOver({}), by=by, now=now)


def test_whoever_is_gone_loses_their_access_now_and_every_request_finds_somebody(
    structure, nadia, karim, ines
):
    chosen, left = followed_by(nadia, structure), followed_by(nadia, structure)
    offer = OfferFactory(structure=structure, followed_by=nadia)
    relay = declared(structure, karim, starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK, deputy=nadia)
    away = declared(structure, nadia, starts_on=TODAY + 4 * WEEK, ends_on=TODAY + 5 * WEEK, rule="PAUSE")
    before = [chosen.due_at, left.due_at]

    closed = lets_go(nadia, by=ines, hand_over=HandOver({chosen.pk: karim}))

    for row in (chosen, left, offer, relay, away, nadia):
        row.refresh_from_db()
    assert closed is True
    assert (chosen.owner, left.owner, offer.followed_by) == (karim, ines, None)
    assert [chosen.due_at, left.due_at] == before
    assert (relay.cancelled_at, away.cancelled_at) == (LATER, LATER)
    assert (nadia.is_active, mandate_of(nadia).ends_on) == (False, TODAY - timedelta(days=1))
    assert "deputy_gone" in messages_to(karim.email)
    assert messages_to(nadia.email)[-1] == "access_ended"


def test_an_account_that_serves_elsewhere_stays_open(structure, nadia, ines):
    ReferentFactory(user=nadia)
    request = followed_by(nadia, structure)

    assert (
        actions.let_go(structure.referents.get(user=nadia), hand_over=HandOver({}), by=ines, now=LATER)
        is False
    )

    request.refresh_from_db()
    nadia.refresh_from_db()
    assert (request.owner, nadia.is_active) == (ines, True)
    as_of_now = User.objects.get(pk=nadia.pk)  # what they may see is asked once per request
    assert list(ContactRequest.objects.visible_to(as_of_now, LATER)) == []


def test_even_the_last_person_can_be_let_go_by_the_animation(structure, nadia):
    claire = MandateFactory(territory=TerritoryFactory(), user__email="claire@example.org").user
    request = followed_by(nadia, structure)

    assert lets_go(nadia, by=claire) is True

    request.refresh_from_db()
    assert request.owner is None
    assert messages_to(claire.email) == ["nobody_left"]


def test_nobody_lets_go_of_themselves_nor_of_somebody_elsewhere(structure, nadia, karim, ines):
    for by, user in ((ines, ines), (karim, nadia), (ReferentFactory(role="MANAGER").user, nadia)):
        with pytest.raises(NotAllowed):
            lets_go(user, by=by)
