"""A structure leaves the network and comes back: nothing promised is dropped, nobody keeps a door for nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from boussole.accounts.models import Mandate
from boussole.audit.models import Entry
from boussole.contact_requests import actions as request_actions
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import OfferReach
from boussole.offers.policies.life import can_resume
from boussole.partners import actions
from boussole.partners.actions import JoiningRefused
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails.charters import ask_to_sign
from boussole.partners.models import Referent, Structure
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import CharterFactory, ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def claire():
    return MandateFactory(role=Mandate.Role.ANIMATOR).user


@pytest.fixture
def phare():
    return ReferentFactory(role="MANAGER").structure


def leave(structure, by, reason="Elle ferme en décembre."):
    return actions.leave_network(structure, reason=reason, by=by, day=TODAY, now=NOW)


def answering(structure):
    return Referent.objects.in_force(TODAY).filter(structure=structure).count()


def test_offers_are_paused_the_charter_ends_and_the_team_is_told_why(phare, claire):
    offer = OfferFactory(structure=phare)
    at_work = CharterFactory(
        structure=phare, status="SIGNING", signed_on=None, territory=claire.mandates.get().territory
    )
    person = actions.NewPerson("ines@example.org", "Inès", "Faure")
    asked = actions.invite_manager(phare, person, by=claire, day=TODAY, now=NOW).invitation

    # Under notice already, an earlier day being proposed.
    later, sooner = TODAY + timedelta(days=40), TODAY + timedelta(days=9)
    phare.charters.filter(status="IN_FORCE").update(
        ends_on=later, notice_from="STRUCTURE", sooner_on=sooner, sooner_from="STRUCTURE"
    )

    leave(phare, claire)

    phare.refresh_from_db()
    offer.refresh_from_db()
    at_work.refresh_from_db()
    ended = phare.charters.get(status="ENDED")
    assert (phare.status, offer.status, at_work.status) == ("LEFT", "PAUSED", "CANCELLED")
    assert (ended.ends_on, ended.notice_from, ended.sooner_on) == (TODAY, "ANIMATION", None)
    assert OfferReach.objects.count() == 0
    asked.refresh_from_db()
    assert (Referent.objects.pending().count(), asked.cancelled_at) == (0, NOW)
    told = OutgoingMessage.objects.get(template="partners/messages/left_network")
    assert "Elle ferme en décembre." in told.body


def test_the_animation_of_another_territory_learns_that_its_charter_has_ended(phare, claire):
    hugo = MandateFactory(territory__code="forez", territory__name="Forez").user
    phare.charters.update(territory=hugo.mandates.get().territory)
    leave(phare, claire)

    told = OutgoingMessage.objects.get(template="partners/messages/charter_ended", to_address=hugo.email)
    assert "Elle ferme en décembre." in told.body
    assert "/extranet/" not in told.body
    assert not OutgoingMessage.objects.filter(template=told.template, to_address=claire.email).exists()


def test_a_charter_being_signed_is_called_off_and_its_links_open_nothing(phare, claire):
    territory = claire.mandates.get().territory
    agreement = CharterFactory(structure=phare, status="SIGNING", signed_on=None, territory=territory)
    nora = agreement.signatories.create(
        role="REPRESENTATIVE", name="Nora Œuvrard", function="présidente", email="nora@example.org"
    )
    with transaction.atomic():
        ask_to_sign(nora, Mail.FIRST, now=NOW)

    leave(phare, claire)

    sent = OutgoingMessage.objects.filter(to_address="nora@example.org").order_by("created_at", "pk")
    assert {(each.template.rpartition("/")[2], each.status) for each in sent} == {
        ("charter_to_sign", "CANCELLED"),
        ("charter_called_off", "TODO"),
    }
    assert nora.links.filter(expires_at__gt=NOW).count() == 0
    traced = Entry.objects.filter(code__startswith="charter.").values_list("code", flat=True)
    assert sorted(traced) == ["charter.cancelled", "charter.ended"]


def test_without_anything_left_to_do_the_doors_close_at_once(phare, claire):
    leave(phare, claire)

    assert answering(phare) == 0


def test_whoever_promised_goes_on_until_the_last_request_is_finished(phare, claire):
    request = ContactRequestFactory(offer=OfferFactory(structure=phare), now=NOW)
    leave(phare, claire)
    assert answering(phare) == 1
    assert request_actions.release_teams(now=NOW) == 0

    manager = phare.referents.get().user
    request_actions.take_up(request, by=manager, now=NOW)
    request_actions.log_attempt(
        request, kind="CALL", result="REACHED", text="", by=manager, now=NOW + timedelta(minutes=1)
    )
    request_actions.close(request, outcome="INFORMED", by=manager, now=NOW + timedelta(minutes=2))
    assert request_actions.release_teams(now=NOW + timedelta(minutes=10)) == 1
    assert answering(phare) == 0


def test_a_reason_is_asked_and_only_the_animation_of_a_territory_served_may(phare, claire):
    with pytest.raises(JoiningRefused) as refusal:
        leave(phare, claire, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowed):
        leave(phare, phare.referents.get().user)
    with pytest.raises(NotAllowed):
        leave(phare, MandateFactory(territory__code="paris", territory__areas=["departement:75"]).user)


def test_it_comes_back_as_a_prospect_or_invited_and_shows_nothing_by_itself(phare, claire):
    offer = OfferFactory(structure=phare)
    leave(phare, claire)
    offer.refresh_from_db()
    assert can_resume(claire, offer, TODAY).reason.startswith("La structure a quitté le réseau")

    back = actions.return_to_network(phare, by=claire, day=TODAY, now=NOW)
    offer.refresh_from_db()
    assert (back.status, offer.status) == ("PROSPECT", "PAUSED")
    assert [step.to_status for step in back.steps.all()] == ["LEFT", "PROSPECT"]

    ReferentFactory(structure=back, role="MANAGER")
    Structure.objects.filter(pk=back.pk).update(status="LEFT")
    assert actions.return_to_network(back, by=claire, day=TODAY, now=NOW).status == "INVITED"


def test_its_places_leave_and_come_back_with_it_but_those_that_stand_by_themselves(phare, claire):
    mere, own = (StructureFactory(name=name, parent=phare, charter=None) for name in ("Annexe", "Antenne"))
    ReferentFactory(structure=own)
    leave(phare, claire)
    told = OutgoingMessage.objects.get(template="partners/messages/left_network")
    assert "Annexe" in told.body
    assert "Antenne" not in told.body

    def standing():
        return [Structure.objects.get(pk=each.pk).status for each in (phare, mere, own)]

    assert standing() == ["LEFT", "LEFT", "ACTIVE"]
    actions.return_to_network(phare, by=claire, day=TODAY, now=NOW + timedelta(days=9))
    assert standing() == ["PROSPECT", "ACTIVE", "ACTIVE"]
