"""Each gesture is one POST, says what happened, and what the young person was told, word for word."""

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from tests.factories.partners import ReferentFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
GESTURES = {
    "take_up": {},
    "log_attempt": {"usual": "CALL:REACHED"},
    "note": {"text": "À revoir", "visibility": "SHARED"},
    "close": {"outcome": "NO_LONGER_NEEDED"},
    "reopen": {"reason": "Elle rappelle"},
}


def state(request: ContactRequest) -> tuple:
    request.refresh_from_db()
    return request.status, request.outcome, request.owner, request.follow_ups.count(), request.history.count()


def said(page: str) -> str:
    return words(page, of="messages")


def test_take_up(office):
    request = office.request()

    page = office.post("take_up", request.public_id)

    assert state(request) == ("TAKEN_UP", "", office.nadia, 0, 1)
    assert "Vous suivez maintenant la demande de Lina." in said(page)
    assert "Bonjour Lina, Le Phare a bien pris ta demande : Nadia va te contacter." in said(page)
    assert "C’est promis au plus tard le mercredi 25 novembre." in said(page)


@pytest.mark.parametrize(
    ("usual", "status", "title", "told"),
    [
        ("CALL:REACHED", "CONTACTED", "Appel : vous vous êtes parlé", "vous venez d’être en contact"),
        ("CALL:NOT_REACHED", "TAKEN_UP", "Appel : pas de réponse", "Le Phare a essayé de te joindre"),
        ("CALL:LEFT_MESSAGE", "TAKEN_UP", "Appel : message vocal laissé", "Le Phare a essayé de te joindre"),
        ("MESSAGE:LEFT_MESSAGE", "TAKEN_UP", "Message envoyé", "elle a déjà le vôtre"),
        ("MEETING:REACHED", "CONTACTED", "Rencontre", "vous venez d’être en contact"),
    ],
)
def test_the_five_usual_results_are_one_press_away(office, usual, status, title, told):
    request = office.request()
    assert f'name="usual" value="{usual}"' in office.get("contact_request", request.public_id)

    page = office.post("log_attempt", request.public_id, usual=usual, known=0)

    assert state(request)[0] == status
    assert "C’est noté : la promesse est tenue." in said(page)
    assert told in said(page)
    assert title in words(page, of="talk")


def test_any_other_result_has_its_text_its_next_step_and_its_discretion(office):
    request = office.request()

    page = office.post(
        "log_attempt",
        request.public_id,
        kind="MEETING",
        result="NOT_REACHED",
        text="Personne au rendez-vous",
        next_step="Rappeler\r\njeudi",
        is_private="on",
        known=0,
    )

    entry = request.follow_ups.get()
    assert (entry.kind, entry.result, entry.visibility) == ("MEETING", "NOT_REACHED", "PRIVATE")
    assert (entry.text, entry.next_step) == ("Personne au rendez-vous", "Rappeler jeudi")
    assert "Rencontre manquée Privée" in words(page, of="talk")
    assert "Ensuite : Rappeler jeudi" in words(page, of="talk")


def test_an_attempt_after_the_date_is_noted_without_claiming_that_the_promise_is_kept(office):
    request = office.request()
    office.hands.forward(days=5)

    page = office.post("log_attempt", request.public_id, usual="CALL:REACHED", known=0)

    assert said(page).startswith("C’est noté. ")
    assert "Après la date promise" in words(page, of="talk")
    assert "Promesse non tenue" in words(page, of="request-head")


def test_with_a_landline_alone_the_page_says_that_nobody_was_told(office):
    request = office.request(email="", phone="+33199004210")

    page = office.post("take_up", request.public_id)

    assert "La personne ne reçoit pas de message : elle n’a laissé ni e-mail ni numéro de mobile." in said(
        page
    )


def test_with_a_mobile_alone_the_words_of_the_sms_are_shown(office):
    request = office.request(email="")

    page = office.post("take_up", request.public_id)

    assert "Lina reçoit ce message par SMS : Nadia s’occupe de ta demande" in said(page)
    assert "Suivre : [son lien personnel]" in said(page)


@pytest.mark.parametrize(("visibility", "mark"), [("SHARED", False), ("PRIVATE", True)])
def test_a_note_is_shared_or_private(office, visibility, mark):
    request = office.request()

    page = office.post("note", request.public_id, text="Préfère les SMS", visibility=visibility, known=0)

    assert "Votre note est ajoutée. La personne n’en est pas prévenue." in said(page)
    assert ("Note Privée" in words(page, of="talk")) is mark
    assert state(request) == ("SENT", "", None, 1, 0)


def test_close_tells_the_young_person(office):
    request = office.request()
    office.post("log_attempt", request.public_id, usual="CALL:REACHED", known=0)

    page = office.post("close", request.public_id, outcome="INFORMED", note="Trois pistes données")

    assert state(request)[:2] == ("CLOSED", "INFORMED")
    assert "La demande est terminée : information donnée." in said(page)
    assert "Le Phare a noté que ta demande est terminée." in said(page)
    assert "A terminé la demande : information donnée" in words(page, of="talk")
    assert "Trois pistes données" in words(page, of="talk")


def test_an_unwanted_request_is_closed_in_silence(office):
    request = office.request()
    office.post("take_up", request.public_id)
    told = OutgoingMessage.objects.count()

    page = office.post("close", request.public_id, outcome="UNWANTED")

    assert "Aucun message n’est envoyé pour une demande indésirable." in said(page)
    assert OutgoingMessage.objects.count() == told


def test_reopen_with_a_reason(office):
    request = office.request()
    office.post("take_up", request.public_id)
    office.post("close", request.public_id, outcome="NO_LONGER_NEEDED")

    page = office.post("reopen", request.public_id, reason="Elle a rappelé ce matin")

    assert state(request)[:3] == ("TAKEN_UP", "", office.nadia)
    assert "La demande est rouverte, et vous la suivez." in said(page)
    assert "A rouvert la demande" in words(page, of="talk")
    assert "Elle a rappelé ce matin" in words(page, of="talk")


@pytest.mark.parametrize(
    ("route", "posted", "error"),
    [
        (
            "log_attempt",
            {"text": "Bonjour"},
            "Choisissez l’un des résultats, ou dites comment vous avez essayé.",
        ),
        ("log_attempt", {"kind": "CALL", "text": "Bonjour"}, "Dites ce que cet essai a donné."),
        ("log_attempt", {"kind": "NOTE", "result": "REACHED", "text": "Bonjour"}, "n’en fait pas partie"),
        ("log_attempt", {"usual": "CALL:REACHED", "text": "Bonjour" * 400}, "2000 caractères"),
        ("note", {"text": "", "visibility": "SHARED"}, "obligatoire"),
        ("note", {"text": "Bonjour", "visibility": "PUBLIC"}, "n’en fait pas partie"),
        ("close", {"note": "Bonjour"}, "obligatoire"),
        ("close", {"outcome": "WITHDRAWN", "note": "Bonjour"}, "n’en fait pas partie"),
    ],
)
def test_an_error_stays_beside_its_field_and_nothing_typed_is_lost(office, route, posted, error):
    request = office.request()
    office.post("take_up", request.public_id)
    before = state(request)

    page = office.post(route, request.public_id, **posted)

    assert error in words(page, of="fr-error-text").replace("'", "’")
    assert posted.get("text", "") in page
    assert posted.get("note", "") in page
    assert state(request) == before


def test_a_double_press_is_noticed(office):
    request = office.request()
    office.post("log_attempt", request.public_id, usual="CALL:NOT_REACHED", known=0)

    page = office.post("log_attempt", request.public_id, usual="CALL:NOT_REACHED", known=0)

    assert "Une suite vient d’être notée sur cette demande" in said(page)
    assert request.follow_ups.count() == 1


def test_a_request_that_a_colleague_took_up_meanwhile_is_refused_with_the_reason(office):
    request = office.request()
    colleague = ReferentFactory(structure=office.structure).user
    actions.take_up(request, by=colleague, now=office.hands.now)

    page = office.post("take_up", request.public_id)

    assert "Cette demande est déjà « Prise en charge »." in said(page)
    assert state(request)[2] == colleague


def test_an_outcome_that_is_not_true_is_refused_with_the_reason(office):
    request = office.request()
    office.post("take_up", request.public_id)

    page = office.post("close", request.public_id, outcome="UNREACHABLE")

    assert "« Injoignable » demande 3 essais, sur 2 jours différents au moins." in said(page)
    assert state(request)[0] == "TAKEN_UP"


@pytest.mark.parametrize("route", GESTURES)
def test_a_get_does_nothing_and_leads_to_the_page(office, route):
    request = office.request()
    before = state(request)

    answer = office.client.get(reverse(f"extranet:{route}", args=[request.public_id]), GESTURES[route])

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("extranet:contact_request", args=[request.public_id]),
    )
    assert state(request) == before


@pytest.mark.parametrize("route", GESTURES)
def test_fields_that_nobody_asked_for_change_nothing(office, route):
    request = office.request()
    colleague = ReferentFactory(structure=office.structure).user
    extra = {
        "owner": colleague.pk,
        "by": colleague.pk,
        "at": "2026-01-01",
        "due_at": "2027-01-01",
        "status": "CLOSED",
    }

    office.post(route, request.public_id, **GESTURES[route], **extra)

    due = request.due_at
    request.refresh_from_db()
    assert request.due_at == due
    assert request.owner in (None, office.nadia)
    assert [f.by for f in request.follow_ups.all()] in ([], [office.nadia])
    assert [f.at for f in request.follow_ups.all()] in ([], [office.hands.now])
