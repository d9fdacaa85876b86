"""What the visitor must find: each side of the promise kept has somebody living it today."""

from datetime import timedelta

import pytest
from django.db.models import Count

from boussole.accounts.models import User
from boussole.contact_requests import links, promise
from boussole.contact_requests.models import (
    ActionLink,
    Assignment,
    ContactRequest,
    CoordinatesLook,
    DailyDigest,
    FollowUp,
    Opinion,
    ReadyAnswer,
    Redirection,
    Reminder,
    SavedFilter,
    YoungPersonWord,
)
from boussole.contact_requests.queries import (
    contradictions_for,
    may_be_reassigned,
    opinions_of,
    other_offers_for,
    to_unblock,
)
from boussole.contact_requests.queries.redirecting import chain_steps
from boussole.demo import absences, redirections, stuck, workshop
from boussole.demo.personas import CLAIRE, NADIA, NADIAS, PAUL
from boussole.mail.models import OutgoingMessage
from boussole.offers.models import Offer
from boussole.partners.models import Absence
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]

Status, Why = Redirection.Status, Assignment.Why
TODAY = NOW.date()


def person(persona):
    return User.objects.get(email=persona.email)


def on_claires_list():
    return {row.structure.code: row for row in to_unblock(person(CLAIRE), NOW).select_related("structure")}


# --- Late -------------------------------------------------------------------------------------------
def test_noe_waits_since_five_days_and_claire_may_move_his_request():
    [request] = stuck.late_filing().contact_requests.all()

    assert request.due_at < NOW - timedelta(days=4)
    assert on_claires_list()[stuck.LATE_AT] == request
    assert may_be_reassigned(request, NOW)


def test_every_rung_of_the_ladder_was_told_about_noes_request():
    [request] = stuck.late_filing().contact_requests.all()

    told = set(request.reminders.values_list("kind", flat=True))
    assert {"LATE", "ONE_DAY_LATE", "APOLOGY", "THREE_DAYS_LATE"} <= told


def test_noe_is_reached_by_sms_alone_and_may_ask_somebody_else():
    filing = stuck.late_filing()
    [request] = filing.contact_requests.all()

    assert filing.email == ""
    assert OutgoingMessage.objects.filter(to_address=filing.phone, template__endswith="/apology").exists()
    assert other_offers_for(request, NOW)
    assert set(request.words.values_list("kind", flat=True)) == {"NOT_CONTACTED", "NUDGE"}


def test_somebody_waits_where_nobody_is_left():
    stranded = on_claires_list()[stuck.EMPTIED]

    assert stranded.owner is None
    assert stranded.assignments.last().why == Why.LEAVING
    assert not User.objects.active().filter(referents__structure__code=stuck.EMPTIED).exists()


def test_a_silence_of_thirty_days_ended_and_counts_as_a_broken_promise():
    [silent] = ContactRequest.objects.filter(outcome="UNANSWERED")

    assert silent.promise_state(NOW) == promise.PromiseState.BROKEN
    assert silent.closed_at - silent.filed_at > timedelta(days=30)
    assert {"LATE", "APOLOGY", "UNANSWERED"} <= set(silent.reminders.values_list("kind", flat=True))


def test_claire_opened_coordinates_and_said_why():
    look = CoordinatesLook.objects.get()

    assert (look.by.email, look.reason) == (CLAIRE.email, stuck.REASON)
    assert look.contact_request.due_at < look.at <= NOW


def test_no_request_was_told_the_same_thing_twice_nor_after_an_answer():
    for reminder in Reminder.objects.filter(kind__in=["HALF_WAY", "DAY_BEFORE", "LATE", "APOLOGY"]):
        first = reminder.contact_request.first_attempt_at
        assert first is None or reminder.at <= first


# --- Away -------------------------------------------------------------------------------------------
def test_ines_is_away_and_her_requests_went_to_nadia():
    away = Absence.objects.in_force(TODAY).get(user__email=absences.INES)
    moved = Assignment.objects.filter(why=Why.ABSENCE, from_user__email=absences.INES)

    assert away.deputy == person(NADIA)
    assert moved.count() >= 3
    assert not ContactRequest.objects.open().filter(owner__email=absences.INES).exists()


def test_nobody_acts_while_they_are_away():
    away = Absence.objects.in_force(TODAY).get(user__email=absences.INES)
    since = away.handed_over_at

    assert not FollowUp.objects.filter(by=away.user, at__gte=since).exists()


def test_nadia_announced_her_holiday():
    leave = Absence.objects.get(user=person(NADIA))

    assert TODAY < leave.starts_on <= TODAY + timedelta(days=14)
    assert (leave.starts_on.weekday(), leave.deputy) == (0, person(PAUL))


def test_a_structure_takes_a_week_and_says_so():
    slower = Offer.objects.shown_on(TODAY).promising(TODAY).filter(structure__code=absences.SLOWER)

    assert {offer.days_promised for offer in slower} == {7}
    assert any(offer.slower_until for offer in slower)


def test_one_offer_is_full_and_shown_last_another_is_not_shown():
    last, paused = (Offer.objects.get(code=code) for _, code in (absences.FULL_LAST, absences.FULL_PAUSED))
    shown = set(Offer.objects.shown_on(TODAY).values_list("pk", flat=True))

    assert last.is_full
    assert last.pk in shown
    assert paused.is_full
    assert paused.pk not in shown


# --- Handed over ------------------------------------------------------------------------------------
def test_maya_is_asked_whether_another_structure_may_help():
    [request] = redirections.agreement_filing().contact_requests.all()

    assert request.redirections.get().status == Status.WAITING_AGREEMENT
    assert request.redirections.get().agree_by > NOW
    assert links.token_for(redirections.agreement_filing())


def test_nadia_has_one_to_examine():
    waiting = Redirection.objects.received_by(person(NADIA), NOW).waiting_for_answer()

    assert [each.contact_request.structure.code for each in waiting] == [redirections.INFORMS]


def test_nadia_accepted_another_one_and_reads_its_chain():
    accepted = Redirection.objects.get(
        to_structure__code=NADIAS,
        status=Status.ACCEPTED,
        answered_by=person(NADIA),
        at__gt=NOW - timedelta(days=7),
    )

    assert len(chain_steps(accepted.successor)) == 2
    assert accepted.successor.owner == person(NADIA)
    assert accepted.contact_request.is_passed_on


def test_one_came_back_to_nadia_for_want_of_room():
    declined = Redirection.objects.filter(contact_request__structure__code=NADIAS, status=Status.DECLINED)
    back = declined.get(at__gt=NOW - timedelta(days=7))

    assert back.decline_reason == Redirection.Decline.NO_ROOM
    assert back.contact_request.is_open


def test_one_left_the_network_with_a_public_number():
    outside = Redirection.objects.get(status=Status.ORIENTED)

    assert (outside.outside_name, outside.contact_request.outcome) == (redirections.OUTSIDE, "REDIRECTED")


def test_the_year_had_its_redirections_too():
    earlier = Redirection.objects.filter(at__lt=NOW - timedelta(days=10))

    assert earlier.filter(status=Status.ACCEPTED).exists()


# --- Said -------------------------------------------------------------------------------------------
def test_three_disagreements_wait_for_paul_and_one_was_explained():
    waiting = contradictions_for(person(PAUL), NOW)

    assert sorted(word.kind for word in waiting) == ["CONTACTED", "NOT_CONTACTED", "NOT_CONTACTED"]
    assert [word.settled_note for word in YoungPersonWord.objects.exclude(settled_at=None)] == [
        stuck.EXPLANATION
    ]


def test_young_people_gave_their_opinion_all_year_long():
    months = {opinion.given_at.month for opinion in Opinion.objects.all()}

    assert Opinion.objects.count() >= 20
    assert len(months) >= 6
    assert 3.5 <= opinions_of(ContactRequest.objects.all()).average <= 4.6


def test_an_opinion_comes_after_a_contact():
    for opinion in Opinion.objects.select_related("contact_request"):
        assert opinion.given_at > opinion.contact_request.first_attempt_at


def test_colleagues_entrust_requests_to_each_other():
    assert Assignment.objects.filter(why=Why.BY_COLLEAGUE).exists()


# --- The workshop -----------------------------------------------------------------------------------
def test_the_main_structures_have_three_answers_ready():
    counts = ReadyAnswer.objects.values_list("structure__code").annotate(Count("pk")).order_by()

    assert dict(counts) == dict.fromkeys(workshop.MAIN, 3)


def test_nadias_filters_are_those_that_the_list_of_requests_writes():
    for kept in SavedFilter.objects.filter(user=person(NADIA)):
        assert kept.query in {query for _, query in workshop.FILTERS}
    assert SavedFilter.objects.count() == len(workshop.FILTERS)


def test_everybody_with_something_to_do_had_a_digest_this_morning():
    written = OutgoingMessage.objects.filter(
        template__endswith="/digest", created_at__gt=NOW - timedelta(days=1)
    )

    assert {NADIA.email, PAUL.email} <= set(written.values_list("to_address", flat=True))
    assert DailyDigest.objects.get(user__email="theo.vialatte@example.org").hour is None


def test_mails_may_be_answered_without_signing_in():
    waiting = ContactRequest.objects.awaiting_answer().filter(structure__code=NADIAS)

    assert ActionLink.objects.alive(NOW).filter(contact_request__in=waiting).exists()
