"""« Effacer mes données » and « Ce n’est pas moi »: at once, everywhere, once (T9, G12)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from boussole.contact_requests import actions, contacts, links
from boussole.contact_requests.actions import LeftAlone
from boussole.contact_requests.models import BlockedContact, ContactRequest, CoordinatesLook, Filing
from boussole.contact_requests.queries import contradictions_for
from boussole.core.moves import MoveRefused
from boussole.mail.delivery import deliver_due
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory, draft
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import propose

PHONE, EMAIL = "+33639981234", "lina@example.org"
CANARY, CONFIDED = "Zibeline", "Oryctérope"
SAYS_WHO = (CANARY, CONFIDED, PHONE, EMAIL)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def structure_and_referent():
    return StructureFactory.with_referent()


@pytest.fixture
def filing(structure_and_referent) -> Filing:
    """Two requests, one answered with notes, one still waiting; a canary wherever a person may write."""
    structure, referent = structure_and_referent
    filing = FilingFactory(
        offers=[OfferFactory(structure=structure), OfferFactory()], first_name=CANARY, message=CANARY
    )
    answered = filing.contact_requests.get(structure=structure)
    attempt = {"kind": "CALL", "by": referent, "now": NOW}
    actions.log_attempt(answered, result="REACHED", text=CANARY, next_step=CANARY, **attempt)
    actions.add_note(answered, text=CANARY, visibility="PRIVATE", by=referent, now=NOW)
    actions.give_opinion(answered, helped="YES", score=4, word=CANARY, now=NOW + 8 * DAY)
    actions.close(answered, outcome="INFORMED", note=CANARY, by=referent, now=NOW + 8 * DAY)
    actions.write_code(actions.ask_for_code(PHONE, now=NOW).pk, now=NOW)
    waiting = filing.contact_requests.exclude(structure=structure).get()
    actions.say_not_contacted(waiting, now=NOW + 4 * DAY)
    propose(waiting, diagnosis=f"{CONFIDED} : un logement d’abord.", now=NOW + 4 * DAY)
    CoordinatesLook.objects.create(contact_request=waiting, by=referent, reason=CANARY, at=NOW + 4 * DAY)
    return filing


def everything_in_the_database() -> str:
    """Every row of every table, jobs and trace included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        text = []
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            text += [row for (row,) in cursor.fetchall()]
    return "\n".join(text)


def told_to_structures(name: str) -> list[str]:
    found = OutgoingMessage.objects.filter(template=f"contact_requests/messages/{name}")
    return sorted(found.values_list("to_address", flat=True))


# --- Erasing ------------------------------------------------------------------------------------------
def test_nothing_that_says_who_remains_anywhere(filing: Filing) -> None:
    before = everything_in_the_database()
    assert [word for word in SAYS_WHO if word not in before] == []

    actions.erase(filing, now=NOW + 9 * DAY)

    after = everything_in_the_database()
    assert [word for word in SAYS_WHO if word in after] == []


def test_what_is_open_is_taken_back_and_every_structure_asked_to_forget(filing: Filing) -> None:
    offers = [request.offer for request in filing.contact_requests.all()]

    actions.erase(filing, now=NOW)

    outcomes = set(filing.contact_requests.values_list("status", "outcome"))
    assert outcomes == {("CLOSED", "INFORMED"), ("CLOSED", "WITHDRAWN")}
    assert told_to_structures("erased") == sorted(offer.contact_emails[0] for offer in offers)
    open_ones = OutgoingMessage.objects.filter(body__contains="merci de ne plus la contacter")
    assert open_ones.count() == 1


def test_messages_that_wait_never_leave(filing: Filing) -> None:
    actions.erase(filing, now=NOW + 9 * DAY)

    deliver_due(now=NOW + 10 * DAY)

    left = OutgoingMessage.objects.filter(status="SENT").values_list("template", flat=True)
    assert {template.rsplit("/", 1)[1] for template in left} == {"erased", "redirection_called_off"}


def test_erasing_twice_tells_once(filing: Filing) -> None:
    actions.erase(filing, now=NOW)
    count = OutgoingMessage.objects.count()

    actions.erase(filing, now=NOW)

    assert OutgoingMessage.objects.count() == count


def test_a_form_sent_again_after_it_was_erased_stays_erased(filing: Filing) -> None:
    """« Précédent », then « Envoyer », on a page left open."""
    actions.erase(filing, now=NOW)
    offer = filing.contact_requests.first().offer

    actions.file(draft(offer, OfferFactory(), key=filing.key, message=CANARY), now=NOW)

    assert CANARY not in everything_in_the_database()
    assert not ContactRequest.objects.open().exists()


def test_nobody_writes_on_what_was_erased(filing: Filing, structure_and_referent) -> None:
    answered = filing.contact_requests.get(structure=structure_and_referent[0])
    actions.say_not_contacted(answered, now=NOW + 8 * DAY)
    word = answered.words.get()
    manager = ReferentFactory(structure=answered.structure, role="MANAGER").user

    actions.erase(filing, now=NOW + 9 * DAY)

    refused = {"now": NOW + 9 * DAY}
    with pytest.raises(MoveRefused, match="effacée"):
        actions.give_opinion(answered, helped="YES", score=4, word=CANARY, **refused)
    with pytest.raises(MoveRefused, match="effacée"):
        actions.say_not_contacted(answered, **refused)
    with pytest.raises(MoveRefused, match="anonymisée"):
        actions.settle(word, note=CANARY, by=manager, **refused)
    assert not contradictions_for(manager, NOW + 9 * DAY).exists()


def test_a_doubtful_filing_is_erased_without_a_word_to_structures() -> None:
    filing = FilingFactory(is_doubtful=True)

    actions.erase(filing, now=NOW)

    assert OutgoingMessage.objects.count() == 0


def test_a_professional_who_acts_at_the_same_time_finds_it_ended(filing: Filing, structure_and_referent):
    _, referent = structure_and_referent
    request = filing.contact_requests.filter(status="SENT").get()

    actions.erase(filing, now=NOW)

    with pytest.raises(MoveRefused):
        actions.take_up(request, by=referent, now=NOW)


def test_the_link_still_says_that_it_was_erased(filing: Filing) -> None:
    token = links.token_for(filing)

    actions.erase(filing, now=NOW)

    assert links.filing_behind(token) is None
    assert links.was_forgotten(token) is True


# --- « Ce n’est pas moi » -----------------------------------------------------------------------------
def test_it_counts_for_nobody_and_the_structure_is_told_without_data(filing: Filing) -> None:
    actions.disown(filing, now=NOW)

    assert sorted(filing.contact_requests.values_list("outcome", flat=True)) == ["INFORMED", "UNWANTED"]
    assert len(told_to_structures("not_me")) == 2
    assert [word for word in SAYS_WHO if word in everything_in_the_database()] == []


def test_the_phone_and_the_email_are_left_alone_for_ninety_days(filing: Filing) -> None:
    actions.disown(filing, now=NOW)

    for reachable in ({"email": ""}, {"phone": ""}, {}):
        with pytest.raises(LeftAlone):
            FilingFactory(now=NOW + 89 * DAY, **reachable)
    assert FilingFactory(now=NOW + 90 * DAY, email="").phone == PHONE


def test_only_fingerprints_are_kept(filing: Filing) -> None:
    actions.disown(filing, now=NOW)

    assert set(BlockedContact.objects.values_list("fingerprint", flat=True)) == {
        contacts.mark_of(PHONE),
        contacts.mark_of(EMAIL),
    }


def test_a_second_filing_stores_nothing_and_sends_nothing(filing: Filing) -> None:
    offer = OfferFactory(capacity=1)
    actions.disown(filing, now=NOW)
    before = everything_in_the_database()

    with pytest.raises(LeftAlone) as refused:
        actions.file(draft(offer), now=NOW + DAY)

    assert everything_in_the_database() == before
    receipt = refused.value.looks_like
    assert (receipt.phone, receipt.number[:2]) == (PHONE, "B-")


def test_a_correction_towards_a_protected_contact_changes_nothing(filing: Filing) -> None:
    actions.disown(filing, now=NOW)
    other = FilingFactory(phone="+33639980000", email="")
    reachable = draft(OfferFactory()).reachable

    actions.correct_details(other, reachable, now=NOW)

    assert Filing.objects.get(pk=other.pk).phone == "+33639980000"


def test_the_same_form_corrected_towards_a_protected_contact_stays_as_it_was(filing: Filing) -> None:
    actions.disown(filing, now=NOW)
    form = draft(OfferFactory(), phone="+33639980000", email="")
    first = actions.file(form, now=NOW)

    again = actions.file(draft(OfferFactory(), key=form.key), now=NOW)

    assert (again.pk, again.phone, ContactRequest.objects.filter(filing=first).count()) == (
        first.pk,
        "+33639980000",
        1,
    )


# --- While the worker delivers --------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_message_that_the_worker_has_in_hand_does_not_leave_either(monkeypatch) -> None:
    """The mail server is slow to answer; the person erases meanwhile."""
    filing = FilingFactory(phone="")
    taken, erased = threading.Event(), threading.Event()
    sent: list[str] = []

    class SlowServer:
        def __enter__(self):
            return self

        def __exit__(self, *failure):
            return None

        def connect(self):
            taken.set()
            erased.wait(10)

        def send(self, message):
            sent.append(message.template.rsplit("/", 1)[1])

    monkeypatch.setattr("boussole.mail.delivery.email_gateway", SlowServer)

    def work() -> None:
        try:
            deliver_due(now=NOW)
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    assert taken.wait(10)
    actions.erase(filing, now=NOW)
    erased.set()
    worker.join()

    assert sent == ["erased"]
