"""Somebody is away: requests follow whoever stands in, with their dates, and nothing waits for nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from boussole.accounts import actions as accounts
from boussole.contact_requests import actions, policies
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer
from boussole.partners import actions as partners
from boussole.partners.absences import between, covering
from boussole.partners.actions import AbsenceRefused
from boussole.partners.models import Absence, Referent
from boussole.privacy.actions import apply_retention
from tests.contact_requests.team import (
    TODAY,
    WEEK,
    Rule,
    declared,
    followed_by,
    messages_to,
    somebody,
    why_of,
)
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db


# --- Who may say that somebody is away ------------------------------------------------------------
def test_somebody_says_it_for_themselves_and_the_manager_for_anybody(structure, nadia, karim, ines):
    declared(structure, nadia, deputy=karim)
    declared(structure, karim, by=ines, starts_on=TODAY + 2 * WEEK, ends_on=TODAY + 3 * WEEK, deputy=nadia)
    declared(structure, None, by=ines, rule=Rule.PAUSE)

    with pytest.raises(NotAllowed):
        declared(structure, ines, by=nadia, rule=Rule.MAILBOX, mailbox="accueil@example.org")
    with pytest.raises(NotAllowed):
        declared(structure, None, by=nadia, rule=Rule.PAUSE)
    with pytest.raises(NotAllowed):
        declared(StructureFactory(), nadia, rule=Rule.PAUSE)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": TODAY - timedelta(days=1), "starts_on": TODAY}, "ends_on"),
        ({"starts_on": TODAY - WEEK, "ends_on": TODAY - timedelta(days=1)}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=400)}, "ends_on"),
        ({"rule": Rule.DEPUTY}, "deputy"),
        ({"rule": Rule.MAILBOX}, "mailbox"),
        # Names and numbers of young people would go to a private mailbox.
        ({"rule": Rule.MAILBOX, "mailbox": "nadia@messagerie.example"}, "mailbox"),
        ({"rule": Rule.MAILBOX, "mailbox": "nadia@sub.example.org"}, "mailbox"),
        ({"rule": Rule.LONGER_DELAY, "promised_days": 8}, "promised_days"),
        ({"rule": Rule.LONGER_DELAY}, "promised_days"),
    ],
)
def test_what_does_not_hold_is_refused_where_it_was_typed(structure, nadia, fields, field):
    with pytest.raises(AbsenceRefused) as refusal:
        declared(structure, nadia, **fields)

    assert refusal.value.field == field
    assert not Absence.objects.exists()


def test_a_year_after_its_end_it_is_forgotten(structure, nadia, karim):
    declared(structure, nadia, deputy=karim, starts_on=TODAY, ends_on=TODAY + WEEK)

    apply_retention(NOW + timedelta(days=370))
    assert Absence.objects.count() == 1
    apply_retention(NOW + timedelta(days=374))

    assert not Absence.objects.exists()


def test_two_absences_of_one_person_never_overlap(structure, nadia, karim):
    declared(structure, nadia, deputy=karim)

    with pytest.raises(AbsenceRefused, match=r"Nadia est déjà en absence du lundi 23.novembre au lundi 30"):
        declared(structure, nadia, starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK, deputy=karim)
    declared(structure, nadia, starts_on=TODAY + timedelta(days=8), ends_on=TODAY + 2 * WEEK, deputy=karim)


def test_a_deputy_is_there_all_along(structure, nadia, karim, ines):
    declared(structure, karim, starts_on=TODAY + WEEK, ends_on=TODAY + WEEK, deputy=ines)
    elsewhere = ReferentFactory().user
    gone = somebody(structure, "Tom", ends_on=TODAY + timedelta(days=3))
    unopened = somebody(structure, "Zoé", user__password=None)

    for deputy in (karim, elsewhere, gone, unopened, nadia):
        with pytest.raises(AbsenceRefused) as refusal:
            declared(structure, nadia, deputy=deputy)
        assert refusal.value.field == "deputy"
    assert declared(structure, nadia, deputy=ines).deputy == ines


def test_deputies_do_not_go_round_in_circles(structure, nadia, karim):
    declared(structure, nadia, deputy=karim)

    with pytest.raises(AbsenceRefused, match="Karim prend le relais de Nadia") as refusal:
        declared(structure, karim, starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK, deputy=nadia)
    assert refusal.value.field == "user"


# --- A deputy ---------------------------------------------------------------------------------------
def test_open_requests_move_at_once_with_their_dates_when_it_has_begun(structure, nadia, karim):
    request, other = followed_by(nadia, structure), followed_by(karim, structure)
    before = request.due_at

    declared(structure, nadia, starts_on=TODAY - WEEK, deputy=karim, now=NOW + timedelta(hours=1))

    request.refresh_from_db()
    assert (request.owner, request.due_at, why_of(request)) == (karim, before, ["ABSENCE"])
    assert why_of(other) == []
    assert messages_to("karim@example.org") == ["entrusted", "named_deputy"]
    assert messages_to("lina@example.org").count("owner_changed") == 1


def test_they_move_on_the_first_day_and_once(structure, nadia, karim):
    request = followed_by(nadia, structure)
    declared(structure, nadia, starts_on=TODAY + WEEK, ends_on=TODAY + 2 * WEEK, deputy=karim)
    midnight = datetime(2026, 11, 29, 23, 0, tzinfo=UTC)  # in Paris, the 30th begins

    assert actions.follow_absences(now=midnight - timedelta(seconds=1)) == 0
    assert actions.follow_absences(now=midnight) == 1
    assert actions.follow_absences(now=midnight + timedelta(minutes=10)) == 0

    request.refresh_from_db()
    assert (request.owner, why_of(request)) == (karim, ["ABSENCE"])


def test_on_reunion_the_first_day_begins_three_hours_earlier(karim):
    structure = StructureFactory(commune="97411", areas=["departement:42", "region:04"])
    zoe, malik = somebody(structure, "Zoé"), somebody(structure, "Malik")
    request = followed_by(zoe, structure)
    declared(structure, zoe, starts_on=TODAY + WEEK, ends_on=TODAY + WEEK, deputy=malik)
    midnight = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)  # four hours ahead of UTC

    assert actions.follow_absences(now=midnight - timedelta(seconds=1)) == 0
    assert actions.follow_absences(now=midnight) == 1
    # The last day ends at the same clock: what nobody began comes back.
    assert actions.follow_absences(now=midnight + timedelta(days=1)) == 1

    request.refresh_from_db()
    assert (request.owner, why_of(request)) == (zoe, ["ABSENCE", "RETURN"])


def test_what_the_absent_person_takes_up_meanwhile_stays_theirs(structure, nadia, karim):
    declared(structure, nadia, deputy=karim)
    request = followed_by(nadia, structure)

    actions.follow_absences(now=NOW + timedelta(hours=1))

    request.refresh_from_db()
    assert request.owner == nadia


def test_nobody_entrusts_a_request_to_somebody_away(structure, nadia, karim):
    request = followed_by(karim, structure)
    declared(structure, nadia, deputy=karim)

    verdict = policies.can_receive(nadia, request, NOW)

    assert (
        verdict.reason
        == "Nadia est en absence jusqu’au lundi 30\u00a0novembre\u00a0: choisissez quelqu’un d’autre."
    )


def test_the_recap_of_a_new_request_also_goes_to_whoever_stands_in(structure, nadia, karim, ines):
    theirs = OfferFactory(structure=structure, followed_by=nadia)
    hers = OfferFactory(structure=structure, followed_by=ines)
    declared(structure, nadia, deputy=karim)

    ContactRequestFactory(offer=theirs)
    ContactRequestFactory(offer=hers, phone="+33639981235", email="autre@example.org")

    assert messages_to("karim@example.org").count("recap") == 1


def test_a_shared_mailbox_gets_the_recaps_and_the_owner_stays(structure, nadia):
    request = followed_by(nadia, structure)
    declared(structure, nadia, rule=Rule.MAILBOX, mailbox="equipe@example.org")

    ContactRequestFactory(structure=structure, phone="+33639981235", email="autre@example.org")

    request.refresh_from_db()
    assert (request.owner, messages_to("equipe@example.org")) == (nadia, ["recap"])


def test_a_deputy_sees_what_the_absent_person_would_have_seen(structure, nadia):
    offer = OfferFactory(structure=structure)
    malik = somebody(structure, "Malik", communes=["42095"])
    request = ContactRequestFactory(offer=offer)
    assert request not in ContactRequest.objects.visible_to(malik, NOW)

    declared(structure, nadia, deputy=malik)

    fresh = type(malik).objects.get(pk=malik.pk)
    assert request in ContactRequest.objects.visible_to(fresh, NOW)
    fresh = type(malik).objects.get(pk=malik.pk)
    assert request not in ContactRequest.objects.visible_to(fresh, NOW + 2 * WEEK)


def test_when_everybody_is_away_one_person_holds_the_fort(structure, nadia, karim, ines):
    request = followed_by(nadia, structure)

    declared(structure, None, by=ines, deputy=karim)

    request.refresh_from_db()
    assert request.owner == karim


# --- The end ------------------------------------------------------------------------------------------
def test_what_nobody_began_comes_back_and_the_rest_stays(structure, nadia, karim):
    untouched, called, noted = (followed_by(nadia, structure) for _ in range(3))
    absence = declared(structure, nadia, deputy=karim)
    for row in (untouched, called, noted):
        row.refresh_from_db()
    later = NOW + timedelta(hours=2)
    actions.log_attempt(
        called, kind=FollowUp.Kind.CALL, result=FollowUp.Result.NOT_REACHED, by=karim, now=later
    )
    actions.add_note(noted, text="Je l’appelle demain.", visibility="SHARED", by=karim, now=later)

    partners.cancel_absence(absence, by=nadia, now=later + timedelta(hours=1))

    for row in (untouched, called, noted):
        row.refresh_from_db()
    assert [row.owner for row in (untouched, called, noted)] == [nadia, karim, karim]
    assert why_of(untouched) == ["ABSENCE", "RETURN"]


def test_cancelling_before_it_begins_moves_nothing(structure, nadia, karim):
    request = followed_by(nadia, structure)
    absence = declared(structure, nadia, starts_on=TODAY + WEEK, ends_on=TODAY + WEEK, deputy=karim)

    partners.cancel_absence(absence, by=nadia, now=NOW)

    assert actions.follow_absences(now=NOW + WEEK) == 0
    request.refresh_from_db()
    assert (request.owner, why_of(request)) == (nadia, [])
    assert messages_to("karim@example.org") == ["called_off", "named_deputy"]
    with pytest.raises(NotAllowed):
        partners.cancel_absence(absence, by=nadia, now=NOW)


# --- Accounts closed --------------------------------------------------------------------------------
def test_a_deputy_disabled_leaves_to_the_manager_who_is_told(structure, nadia, karim, ines):
    request = followed_by(nadia, structure)
    absence = declared(structure, nadia, deputy=karim)

    accounts.disable(karim, by=None, now=NOW + timedelta(hours=1))

    request.refresh_from_db()
    absence.refresh_from_db()
    assert (request.owner, why_of(request)) == (ines, ["ABSENCE", "LEAVING"])
    assert absence.cancelled_at == NOW + timedelta(hours=1)
    assert "deputy_gone" in messages_to(ines.email)
    assert "deputy_gone" in messages_to("nadia@example.org")


# --- What young people see ------------------------------------------------------------------------
def test_a_request_filed_during_a_longer_delay_is_promised_what_was_shown(structure, nadia):
    offer = OfferFactory(structure=structure, followed_by=nadia, promised_days=2)
    other = OfferFactory(structure=structure, promised_days=2)
    absence = declared(structure, nadia, rule=Rule.LONGER_DELAY, promised_days=5)
    shown = Offer.objects.promising(TODAY).get(pk=offer.pk)

    request = ContactRequestFactory(offer=offer)

    assert (shown.days_promised, shown.slower_until) == (5, TODAY + WEEK)
    assert (request.promised_days, request.due_at) == (5, datetime(2026, 11, 28, 22, 59, 59, tzinfo=UTC))
    assert Offer.objects.promising(TODAY).get(pk=other.pk).slower_until is None
    # Frozen: what becomes of the absence changes nothing.
    partners.cancel_absence(absence, by=nadia, now=NOW)
    request.refresh_from_db()
    assert request.promised_days == 5
    assert Offer.objects.promising(TODAY).get(pk=offer.pk).days_promised == 2


def test_a_delay_shorter_than_the_offer_changes_nothing(structure, ines):
    offer = OfferFactory(structure=structure, promised_days=6)
    declared(structure, None, by=ines, rule=Rule.LONGER_DELAY, promised_days=5)

    shown = Offer.objects.promising(TODAY).get(pk=offer.pk)

    assert (shown.days_promised, shown.slower_until) == (6, None)


def test_a_pause_refuses_the_form_that_was_open(structure, ines):
    offer = OfferFactory(structure=structure)
    declared(structure, None, by=ines, rule=Rule.PAUSE)

    with pytest.raises(actions.OffersGone):
        ContactRequestFactory(offer=offer)


# --- Reading -------------------------------------------------------------------------------------------
def test_who_is_away_is_read_in_one_query_whatever_the_number(
    structure, nadia, karim, django_assert_num_queries
):
    first = declared(structure, nadia, deputy=karim)
    second = declared(structure, nadia, starts_on=TODAY + 2 * WEEK, ends_on=TODAY + 3 * WEEK, deputy=karim)

    with django_assert_num_queries(1):
        found = covering([structure.pk, 0], TODAY)
        assert [each.deputy.first_name for each in found[structure.pk]] == ["Karim"]

    assert found == {structure.pk: [first]}
    assert between([structure.pk], TODAY, TODAY + 2 * WEEK) == {structure.pk: [first, second]}


def test_absences_are_seen_by_those_concerned(structure, nadia, karim, ines):
    absence = declared(structure, nadia, deputy=karim)
    tom, stranger = somebody(structure, "Tom"), ReferentFactory(role=Referent.Role.MANAGER).user

    seen = {
        user.first_name: list(Absence.objects.visible_to(user, TODAY)) for user in (nadia, karim, ines, tom)
    }

    assert seen == {"Nadia": [absence], "Karim": [absence], "Inès": [absence], "Tom": []}
    assert not Absence.objects.visible_to(stranger, TODAY).exists()
