"""The year that the demonstration tells is true: every rule of the product holds in it."""

from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.accounts.models import Mandate, User
from boussole.audit.models import Entry
from boussole.contact_requests import links, promise
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp, Reminder
from boussole.contact_requests.policies import tried_enough
from boussole.contact_requests.queries import agenda_of
from boussole.contact_requests.queries.invariants import findings
from boussole.core import phones
from boussole.demo import lina
from boussole.mail.models import OutgoingMessage
from boussole.offers.criteria import accepts
from boussole.offers.models import Offer
from boussole.orientation.models import Search
from boussole.orientation.situation import Situation
from boussole.orientation.wording import answer_in_words
from boussole.questionnaires.definition import Kind
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]

PromiseState = promise.PromiseState


def requests():
    return ContactRequest.objects.select_related(
        "filing", "offer__theme", "offer__structure", "structure", "owner"
    )


def genuine():
    return requests().filter(filing__is_quarantined=False)


# --- How much, and of what --------------------------------------------------------------------------
def test_the_year_has_about_what_was_asked(told):
    assert told.requests == ContactRequest.objects.count()
    assert told.filings == Filing.objects.count()
    assert told.searches == Search.objects.count()
    assert 80 <= told.requests <= 160
    assert told.searches > 3 * told.requests


def test_some_searches_find_nothing(told):
    assert told.unmet == Search.objects.filter(offers_found=0).count() > 0


def test_every_kind_of_end_is_met():
    outcomes = set(requests().values_list("outcome", flat=True))

    assert outcomes >= {"", "ACCOMPANIED", "INFORMED", "APPOINTMENT", "UNREACHABLE", "WITHDRAWN"}


def test_everything_has_happened_by_now_and_since_a_year():
    moments = [
        *Filing.objects.values_list("filed_at", flat=True),
        *FollowUp.objects.values_list("at", flat=True),
        *OutgoingMessage.objects.values_list("created_at", flat=True),
        *Entry.objects.filter(code__startswith="contact_request").values_list("at", flat=True),
    ]

    assert NOW - timedelta(days=365) <= min(moments)
    assert max(moments) <= NOW


# --- Who, and what they asked -----------------------------------------------------------------------
def test_nobody_can_be_reached_by_accident():
    for filing in Filing.objects.filter(anonymised_at__isnull=True):
        assert filing.phone or filing.email
        assert not filing.phone or filing.phone.startswith(phones.FICTIONAL_MOBILE)
        assert not filing.email or filing.email.endswith("@example.org")
    for message in OutgoingMessage.objects.filter(erased_at__isnull=True):
        assert message.to_address.endswith("@example.org") or message.to_address.startswith("+3363998")


def test_young_people_live_in_the_loire_and_are_15_to_30():
    for filing in Filing.objects.filter(anonymised_at__isnull=True):
        assert 15 <= filing.age <= 30
        assert geography().commune(filing.commune).departement == "42"


def answers_behind(contact_request, definition):
    """The answers whose words were shared."""
    found = {}
    for line in contact_request.situation:
        question = definition.questions[line["question"]]
        if question.kind == Kind.NUMBER:
            found[question.code] = int("".join(sign for sign in line["text"] if sign.isdigit()))
        else:
            said = frozenset(a.code for a in question.answers if a.text in line["text"])
            assert answer_in_words(question, said) == line["text"]
            found[question.code] = said
    return found


def test_a_request_is_only_made_for_an_offer_that_matched():
    checked = 0
    for contact_request in requests().filter(filing__anonymised_at__isnull=True):
        offer, filing = contact_request.offer, contact_request.filing
        _, definition = current_questionnaire(offer.theme.code, filing.territory)
        situation = Situation(
            geography().commune(filing.commune),
            geography().commune(filing.second_commune) if filing.second_commune else None,
            filing.age,
            answers_behind(contact_request, definition),
        )
        criteria = [criterion.value for criterion in offer.criteria.all()]

        assert set(situation.areas) & set(offer.effective_areas)
        assert accepts(criteria, situation.answered, definition)
        is_full = (
            offer.is_full and offer.when_full == Offer.WhenFull.PAUSED
        )  # since this very filing, perhaps
        assert is_full or Offer.objects.shown_on(filing.filed_at.date()).filter(pk=offer.pk).exists()
        checked += 1
    assert checked > 40


def test_what_is_written_agrees_with_what_was_answered():
    for contact_request in requests().filter(filing__message__startswith="Je n’ai pas le permis"):
        assert ("Permis de conduire", "Non") in [(x["label"], x["text"]) for x in contact_request.situation]


# --- The promise ------------------------------------------------------------------------------------
def test_the_due_date_is_the_one_promised():
    for each in requests():
        assert each.due_at == promise.due_at(each.filed_at, each.promised_days, each.filing.timezone)


def test_most_promises_are_kept_and_some_are_broken():
    states = [each.promise_state(NOW) for each in genuine()]
    over = [state for state in states if state in (PromiseState.KEPT, PromiseState.BROKEN)]

    assert 0.85 <= over.count(PromiseState.KEPT) / len(over) <= 0.97
    assert states.count(PromiseState.LATE) >= 4
    assert states.count(PromiseState.RUNNING) >= 8


def test_the_first_attempt_is_the_first_line_of_the_log_that_is_one():
    for each in requests().prefetch_related("follow_ups"):
        attempts = [line.at for line in each.follow_ups.all() if line.is_attempt]
        assert each.first_attempt_at == (attempts[0] if attempts else None)


def test_every_history_follows_the_moves_of_a_request():
    for each in requests().prefetch_related("history"):
        status, at = ContactRequest.Status.SENT, each.filed_at
        for change in each.history.all():
            assert change.from_status == status
            assert change.to_status in ContactRequest.MOVES[ContactRequest.Status(status)]
            assert at <= change.at
            status, at = change.to_status, change.at
        assert each.status == status


def test_unreachable_means_three_attempts_on_two_days():
    unreachable = requests().filter(outcome="UNREACHABLE")

    assert unreachable
    assert all(tried_enough(each) for each in unreachable)


def test_an_offer_is_full_when_it_holds_all_it_can():
    open_requests = Count("contact_requests", filter=~Q(contact_requests__status="CLOSED"))
    for offer in Offer.objects.filter(capacity__isnull=False).annotate(held=open_requests):
        assert offer.is_full is (offer.held >= offer.capacity)


# --- The desks --------------------------------------------------------------------------------------
@pytest.mark.parametrize("email", ["nadia.belkacem@example.org", "paul.roche@example.org"])
def test_the_desk_of_the_mission_locale_is_alive(email):
    agenda = agenda_of(User.objects.get(email=email), NOW)

    assert {bucket for bucket, rows in agenda.waiting.items() if rows} == set(promise.Bucket)
    assert agenda.outcomes


def test_nadia_follows_people():
    assert agenda_of(User.objects.get(email="nadia.belkacem@example.org"), NOW).taken_up


def test_the_animator_sees_late_requests_and_two_doubtful_filings():
    claire = User.objects.get(email="claire.fontanel@example.org")

    assert ContactRequest.objects.watched_by(claire, NOW).overdue(NOW).count() >= 4
    assert Filing.objects.filter(is_quarantined=True).count() == 2


def test_nobody_was_written_to_about_a_doubtful_filing():
    for filing in Filing.objects.filter(is_quarantined=True):
        written = OutgoingMessage.objects.about(filing)
        for contact_request in filing.contact_requests.all():
            written = written | OutgoingMessage.objects.about(contact_request)
        assert list(written) == []


def test_lina_asked_two_structures_and_may_follow_her_requests():
    filing = lina.filing()

    assert (filing.first_name, filing.phone, filing.age) == ("Lina", "+33639980019", 19)
    asked = filing.contact_requests.order_by("offer__code").values_list("offer__code", flat=True)
    assert tuple(asked) == lina.ASKS
    assert links.filing_behind(links.token_for(filing)) == filing


def test_people_were_at_work_before_their_first_request():
    assert not requests().filter(owner__referents__starts_on__gt=F("filed_at")).exists()
    assert not Mandate.objects.filter(starts_on__gt=NOW.date() - timedelta(days=365)).exists()


# --- Messages ---------------------------------------------------------------------------------------
def test_the_messages_of_the_past_were_sent_and_nothing_waits():
    assert set(OutgoingMessage.objects.values_list("status", flat=True)) == {"SENT"}
    assert not OutgoingMessage.objects.filter(sent_at__lt=F("created_at")).exists()
    # But the charter that four people signed: the worker seals it, as it would a real one.
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == [
        "boussole.partners.tasks.seal_charter"
    ]


def test_every_genuine_filing_was_acknowledged_in_its_time():
    for filing in Filing.objects.filter(is_quarantined=False, anonymised_at__isnull=True):
        receipt = OutgoingMessage.objects.about(filing).get(template__endswith="/acknowledgement")
        assert receipt.created_at == filing.filed_at


def test_old_texts_are_forgotten_and_recent_ones_can_be_read():
    two_months_ago = NOW - timedelta(days=60)
    old = OutgoingMessage.objects.filter(created_at__lt=two_months_ago)

    assert set(old.values_list("body", flat=True)) == {""}
    assert not OutgoingMessage.objects.filter(created_at__gte=two_months_ago, body="").exists()


def test_what_ended_more_than_six_months_ago_names_nobody():
    over = Filing.objects.exclude(contact_requests__status__in=ContactRequest.OPEN)
    long_over = over.exclude(contact_requests__closed_at__gt=NOW - timedelta(days=184))

    assert set(long_over.values_list("first_name", "phone", "email")) <= {("", "", "")}
    assert Territory.objects.get(code="loire").filings.filter(anonymised_at__isnull=False).exists()


# --- The clock of the site ---------------------------------------------------------------------------
def test_what_is_late_has_been_escalated_and_only_what_is_stranded_is_amiss():
    assert [finding.code for finding in findings(NOW)] == ["without_anybody"]
    assert Reminder.objects.filter(kind="LATE").exists()
