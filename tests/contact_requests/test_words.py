"""What the young person says: heard at once, kept beside the log, settled once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.actions import Heard
from boussole.contact_requests.forgetting import anonymise
from boussole.contact_requests.models import ContactRequest, Opinion, YoungPersonWord
from boussole.contact_requests.queries import contradictions_for, opinions_of, two_words_of
from boussole.core.moves import MoveRefused
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def contact_request() -> ContactRequest:
    return ContactRequestFactory()


@pytest.fixture
def manager(contact_request):
    return ReferentFactory(
        structure=contact_request.structure, role="MANAGER", user__email="responsable@example.org"
    ).user


@pytest.fixture
def referent(contact_request, manager):
    return ReferentFactory(structure=contact_request.structure, user__email="nadia@example.org").user


@pytest.fixture
def animator(contact_request):
    return MandateFactory(
        territory=contact_request.filing.territory, user__email="animation@example.org"
    ).user


def written(name: str) -> list[str]:
    """To whom this message was written."""
    rows = OutgoingMessage.objects.filter(template=f"contact_requests/messages/{name}")
    return sorted(rows.values_list("to_address", flat=True))


def late(contact_request):
    return contact_request.due_at + HOUR


def call(contact_request, by, result="NOT_REACHED", at=NOW + HOUR):
    return actions.log_attempt(contact_request, kind="CALL", result=result, by=by, now=at)


# --- « Personne ne m’a contacté » -----------------------------------------------------------------
def test_before_the_date_nothing_changes(contact_request, referent, animator):
    messages = OutgoingMessage.objects.count()

    assert actions.say_not_contacted(contact_request, now=contact_request.due_at) == Heard.NOT_YET

    assert contact_request.words.count() == 0
    assert OutgoingMessage.objects.count() == messages


def test_after_the_date_the_whole_team_and_the_animation_know_at_once(contact_request, referent, animator):
    assert actions.say_not_contacted(contact_request, now=late(contact_request)) == Heard.ESCALATED

    contact = contact_request.offer.contact_emails
    assert written("not_contacted") == sorted(["nadia@example.org", "responsable@example.org", *contact])
    assert written("not_contacted_animator") == ["animation@example.org"]
    assert [word.kind for word in contact_request.words.all()] == ["NOT_CONTACTED"]
    assert Entry.objects.filter(code="contact_request.said_not_contacted").count() == 1


def test_it_escalates_once_a_day(contact_request, referent, animator):
    first = late(contact_request)
    heard = [actions.say_not_contacted(contact_request, now=at) for at in (first, first + HOUR, first + DAY)]

    assert heard == [Heard.ESCALATED, Heard.ALREADY, Heard.ESCALATED]
    assert written("not_contacted_animator") == ["animation@example.org"] * 2


def test_a_doubtful_filing_writes_to_nobody():
    doubtful = ContactRequestFactory(is_doubtful=True)

    assert actions.say_not_contacted(doubtful, now=late(doubtful)) == Heard.ESCALATED

    assert OutgoingMessage.objects.count() == 0


def test_the_animation_reads_nothing_that_says_who(contact_request, animator):
    actions.say_not_contacted(contact_request, now=late(contact_request))

    body = OutgoingMessage.objects.get(to_address="animation@example.org").body
    assert "Lina" not in body
    assert contact_request.structure.name in body


# --- « On m’a contacté » --------------------------------------------------------------------------
def test_being_contacted_keeps_no_promise_and_asks_for_a_line_in_the_log(contact_request, referent):
    actions.say_contacted(contact_request, now=NOW + HOUR)

    contact_request.refresh_from_db()
    assert (contact_request.status, contact_request.first_attempt_at) == ("SENT", None)
    assert written("contacted_not_logged") == contact_request.offer.contact_emails


def test_it_is_said_once(contact_request, referent):
    actions.say_contacted(contact_request, now=NOW + HOUR)

    with pytest.raises(MoveRefused, match="Tu l’as déjà dit"):
        actions.say_contacted(contact_request, now=NOW + DAY)


# --- Nudges ---------------------------------------------------------------------------------------
def test_a_nudge_goes_to_the_owner_once_a_day(contact_request, referent):
    actions.take_up(contact_request, by=referent, now=NOW + HOUR)

    actions.nudge(contact_request, now=NOW + 2 * HOUR)
    with pytest.raises(MoveRefused, match="déjà relancé"):
        actions.nudge(contact_request, now=NOW + 3 * HOUR)
    actions.nudge(contact_request, now=NOW + DAY)

    assert written("nudge") == ["nadia@example.org"] * 2


def test_a_nudge_goes_to_the_contact_of_the_offer_until_there_is_an_owner(contact_request, referent):
    actions.nudge(contact_request, now=NOW + HOUR)

    assert written("nudge") == contact_request.offer.contact_emails


# --- Both words are kept --------------------------------------------------------------------------
def test_a_word_against_the_log_waits_for_the_manager(contact_request, referent, manager, animator):
    call(contact_request, referent)

    heard = actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)

    assert heard == Heard.CONTRADICTED
    assert [word.contact_request for word in contradictions_for(manager, NOW + 3 * HOUR)] == [contact_request]
    assert list(contradictions_for(referent, NOW + 3 * HOUR)) == []
    assert "responsable@example.org" in written("not_contacted_though_logged")
    assert written("not_contacted_animator") == []
    contact_request.refresh_from_db()
    assert contact_request.follow_ups.count() == 1
    assert contact_request.first_attempt_at == NOW + HOUR


def test_a_word_before_the_first_attempt_contradicts_nothing(contact_request, referent, manager):
    moment = late(contact_request)
    actions.say_not_contacted(contact_request, now=moment)
    call(contact_request, referent, at=moment + HOUR)

    assert list(contradictions_for(manager, moment + DAY)) == []


def test_contacted_they_say_though_nothing_is_logged(contact_request, referent, manager):
    actions.say_contacted(contact_request, now=NOW + HOUR)
    assert list(contradictions_for(manager, NOW + 2 * HOUR)) == []

    moment = late(contact_request)
    assert [word.kind for word in contradictions_for(manager, moment)] == ["CONTACTED"]

    call(contact_request, referent, "REACHED", at=moment + HOUR)
    assert list(contradictions_for(manager, moment + DAY)) == []


def test_a_later_word_replaces_the_earlier_one(contact_request, referent, manager):
    call(contact_request, referent)
    actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)
    actions.say_contacted(contact_request, now=NOW + 3 * HOUR)

    assert list(contradictions_for(manager, NOW + 4 * HOUR)) == []


def test_it_is_settled_once_by_the_manager(contact_request, referent, manager):
    call(contact_request, referent)
    actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)
    word = contact_request.words.get()

    with pytest.raises(MoveRefused, match="Seule la personne responsable"):
        actions.settle(word, note="Numéro faux.", by=referent, now=NOW + DAY)
    with pytest.raises(MoveRefused, match="Écrivez"):
        actions.settle(word, note=" ", by=manager, now=NOW + DAY)
    actions.settle(word, note="Le numéro était faux.", by=manager, now=NOW + DAY)
    with pytest.raises(MoveRefused, match="déjà une explication"):
        actions.settle(word, note="Autre chose.", by=manager, now=NOW + DAY)

    word.refresh_from_db()
    assert (word.settled_note, word.settled_by) == ("Le numéro était faux.", manager)
    assert list(contradictions_for(manager, NOW + DAY)) == []


def test_figures_count_both_words(contact_request, referent):
    call(contact_request, referent)
    actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)
    other = ContactRequestFactory()
    actions.say_contacted(other, now=NOW + HOUR)

    said = two_words_of(ContactRequest.objects.all())

    assert (said.said_contacted, said.said_not_contacted, said.contradicted) == (1, 1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM contact_requests_youngpersonword",
        "UPDATE contact_requests_youngpersonword SET kind = 'CONTACTED'",
        "UPDATE contact_requests_youngpersonword SET at = now()",
        "UPDATE contact_requests_youngpersonword SET settled_note = 'Autre chose.'",
        "UPDATE contact_requests_youngpersonword SET settled_at = NULL",
    ],
)
def test_postgresql_refuses_to_change_a_word(contact_request, referent, manager, statement):
    call(contact_request, referent)
    actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)
    actions.settle(contact_request.words.get(), note="Numéro faux.", by=manager, now=NOW + DAY)

    refused = pytest.raises(IntegrityError, match="A word is never")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_words_lose_their_texts_with_the_filing_and_nothing_else(contact_request, referent, manager):
    call(contact_request, referent, "REACHED")
    actions.say_not_contacted(contact_request, now=NOW + 2 * HOUR)
    actions.settle(contact_request.words.get(), note="Numéro faux.", by=manager, now=NOW + DAY)
    actions.give_opinion(contact_request, helped="YES", score=5, word="Merci Nadia.", now=NOW + DAY)

    anonymise(contact_request.filing, now=NOW + 200 * DAY)

    word, opinion = YoungPersonWord.objects.get(), Opinion.objects.get()
    assert (word.kind, word.settled_note, word.settled_at) == ("NOT_CONTACTED", "", NOW + DAY)
    assert (opinion.score, opinion.word) == (5, "")


# --- Opinions -------------------------------------------------------------------------------------
def test_an_opinion_is_given_once_and_corrected_for_thirty_days(contact_request, referent):
    call(contact_request, referent, "REACHED")

    actions.give_opinion(contact_request, helped="YES", score=5, word="", now=NOW + DAY)
    actions.give_opinion(contact_request, helped="PARTLY", score=3, word="Un peu long.", now=NOW + 20 * DAY)
    with pytest.raises(MoveRefused, match="plus de 30 jours"):
        actions.give_opinion(contact_request, helped="NO", score=1, word="", now=NOW + 40 * DAY)

    opinion = contact_request.opinion
    opinion.refresh_from_db()
    assert (opinion.helped, opinion.score, opinion.given_at) == ("PARTLY", 3, NOW + DAY)


def test_no_opinion_before_anything_happened(contact_request):
    with pytest.raises(MoveRefused, match="quand quelqu’un t’aura contacté"):
        actions.give_opinion(contact_request, helped="YES", score=5, word="", now=NOW + DAY)


def test_fewer_than_five_opinions_are_not_shown():
    offer = OfferFactory()
    nadia = ReferentFactory(structure=offer.structure).user
    everything = ContactRequest.objects.all()
    for number in range(5):
        assert opinions_of(everything).is_masked
        row = ContactRequestFactory(offer=offer)
        call(row, nadia, "REACHED")
        helped = "NO" if number == 0 else "YES"
        actions.give_opinion(row, helped=helped, score=number + 1, word="", now=NOW + DAY)

    found = opinions_of(everything)

    assert (found.count, found.yes, found.partly, found.no) == (5, 4, 0, 1)
    assert (found.average, found.rate) == (3.0, 80)
