"""What happened, as it is read by professionals: every event once, the young person's messages word for word."""

from datetime import timedelta

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.actions import AlreadyTold
from boussole.contact_requests.history import Side, conversation
from boussole.contact_requests.links import token_for
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.told import acknowledged, told_about, without_links
from boussole.core.links import absolute
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def contact_request() -> ContactRequest:
    return ContactRequestFactory()


@pytest.fixture
def referent(contact_request):
    return ReferentFactory(structure=contact_request.structure, user__last_name="Belkacem").user


def events_of(contact_request):
    contact_request.refresh_from_db()
    return conversation(
        contact_request,
        follow_ups=contact_request.follow_ups.select_related("by"),
        changes=contact_request.history.select_related("by"),
        told=told_about(contact_request),
        acknowledged=acknowledged(contact_request),
    )


def test_one_gesture_is_one_event(contact_request, referent):
    actions.log_attempt(
        contact_request,
        kind="CALL",
        result="NOT_REACHED",
        text="Répondeur plein",
        next_step="Rappeler jeudi",
        by=referent,
        now=NOW + HOUR,
    )

    filed, call = events_of(contact_request)

    assert (filed.side, filed.author, filed.title) == (Side.YOUNG_PERSON, "Lina", "A envoyé sa demande")
    assert filed.outcome == "Accusé de réception par e-mail, avec la date promise."
    assert (call.side, call.author, call.title) == (
        Side.TEAM,
        "Nadia Belkacem",
        "Appel\u00a0: pas de réponse",
    )
    assert (call.text, call.next_step) == ("Répondeur plein", "Rappeler jeudi")
    assert call.outcome == "La demande passe à l’état «\u00a0Prise en charge\u00a0»."
    assert [message.in_words for message in call.told] == ["e-mail"]


def test_a_whole_life_is_told_in_order(contact_request, referent):
    actions.take_up(contact_request, by=referent, now=NOW + HOUR)
    late = contact_request.due_at + HOUR
    actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=referent, now=late)
    actions.add_note(contact_request, text="À revoir", visibility="PRIVATE", by=referent, now=late + HOUR)
    actions.close(contact_request, outcome="INFORMED", by=referent, now=late + 2 * HOUR, note="Tout est dit")
    actions.reopen(contact_request, reason="Elle rappelle", by=referent, now=late + 3 * HOUR)

    events = events_of(contact_request)

    assert [event.title for event in events] == [
        "A envoyé sa demande",
        "A pris la demande en charge",
        "Appel\u00a0: vous vous êtes parlé",
        "Note",
        "A terminé la demande",
        "A rouvert la demande",
    ]
    assert [event.is_late for event in events] == [False, False, True, False, False, False]
    assert [event.is_private for event in events] == [False, False, False, True, False, False]
    assert [event.text for event in events[-2:]] == ["Tout est dit", "Elle rappelle"]
    assert [len(event.told) for event in events] == [0, 1, 0, 0, 1, 0]


def test_a_withdrawal_is_the_young_person_s_own_gesture(contact_request):
    actions.withdraw(contact_request, now=NOW + HOUR)

    last = events_of(contact_request)[-1]

    assert (last.side, last.author, last.title) == (Side.YOUNG_PERSON, "Lina", "A annulé sa demande")


def test_somebody_whose_account_is_gone_is_nobody_in_particular(contact_request, referent):
    actions.log_attempt(contact_request, kind="CALL", result="REACHED", by=referent, now=NOW + HOUR)
    referent.delete()

    assert events_of(contact_request)[-1].author == "Une personne de la structure"


def test_what_was_told_never_shows_the_personal_link(contact_request, referent):
    actions.take_up(contact_request, by=referent, now=NOW + HOUR)

    (told,) = told_about(contact_request)

    assert "Nadia va te contacter" in told.text
    assert token_for(contact_request.filing) not in told.text
    assert "Suivre ta demande\u00a0: [son lien personnel]" in told.text


def test_only_the_home_page_keeps_its_address():
    home = absolute("public:home")
    text = f"Reviens\u00a0: {home} ou https://boussole.example.org/suivi/abc et http://ailleurs.example.org"

    assert without_links(text) == f"Reviens\u00a0: {home} ou [son lien personnel] et [son lien personnel]"


def test_the_receipt_is_mentioned_without_its_text_since_it_names_other_structures():
    here, elsewhere = OfferFactory(), OfferFactory()
    filing = FilingFactory(offers=[here, elsewhere])
    request = filing.contact_requests.get(offer=here)

    assert acknowledged(request).text == ""
    assert elsewhere.structure.name not in repr(events_of(request))


def test_whoever_was_just_written_to_is_not_told_that_nobody_answered(contact_request, referent):
    actions.log_attempt(contact_request, kind="MESSAGE", result="LEFT_MESSAGE", by=referent, now=NOW + HOUR)

    assert told_about(contact_request) == []


def test_a_double_press_logs_once(contact_request, referent):
    attempt = {"kind": "CALL", "result": "NOT_REACHED", "by": referent, "known": 0}
    actions.log_attempt(contact_request, **attempt, now=NOW + HOUR)

    with pytest.raises(AlreadyTold, match="relisez l’historique"):
        actions.log_attempt(contact_request, **attempt, now=NOW + HOUR)
    with pytest.raises(AlreadyTold):
        actions.add_note(
            contact_request, text="À revoir", visibility="SHARED", by=referent, now=NOW + HOUR, known=0
        )
    assert contact_request.follow_ups.count() == 1
