"""The young person's page: the link, what happened, correcting, withdrawing."""

import pytest
from django.conf import settings

from boussole.contact_requests import actions, links
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.mail.models import OutgoingMessage
from boussole.questionnaires.models import Theme
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory, say_on_line


def door_of(filing):
    return f"/suivi/{links.token_for(filing)}/"


# --- The link -----------------------------------------------------------------------------------------------
def test_the_link_is_exchanged_for_a_clean_address_and_told_to_nobody(visitor, filing):
    response = visitor.client.get(door_of(filing))

    assert (response.status_code, response.headers["Location"]) == (302, "/suivi/")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    token = links.token_for(filing)
    assert token not in str(response.cookies)

    page = visitor.open("/suivi/")
    assert "Préparer ton entretien" in visitor.text
    assert token not in page.content.decode()
    # Its forms need to say where they come from; other sites still learn nothing.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_mail_scanner_that_opens_the_link_a_hundred_times_changes_nothing(visitor, filing):
    messages = OutgoingMessage.objects.count()

    for _ in range(50):
        visitor.client.get(door_of(filing))
        visitor.client.head(door_of(filing))

    assert ContactRequest.objects.get().status == ContactRequest.Status.SENT
    assert OutgoingMessage.objects.count() == messages


@pytest.mark.parametrize("token", ["x" * 32, "00000000", "a" * 64])
def test_an_unknown_link_says_what_to_do(visitor, token):
    page = visitor.open(f"/suivi/{token}/")

    assert page.status_code == 404
    assert "Ce lien n’ouvre aucune demande" in visitor.text


def test_without_the_link_nothing_is_shown(visitor, filing):
    visitor.open("/suivi/")

    assert "Ouvre le lien que tu as gardé" in visitor.text
    assert "Préparer ton entretien" not in visitor.text


@pytest.mark.parametrize("path", ["/suivi/annuler/", "/suivi/coordonnees/"])
def test_without_the_link_nothing_can_be_done(visitor, filing, contact_request, path):
    assert visitor.open(path).status_code == 404
    assert visitor.post(path, phone="06 39 98 00 09").status_code == 404
    assert visitor.post(f"/suivi/annuler/{contact_request.public_id}/").status_code == 404
    assert ContactRequest.objects.get().is_open


def test_the_link_of_one_opens_nothing_of_another(visitor, filing):
    other = FilingFactory(offers=[OfferFactory(title="Autre chose")])
    visitor.open(door_of(filing))

    response = visitor.post(f"/suivi/annuler/{other.contact_requests.get().public_id}/")

    assert response.status_code == 404
    assert other.contact_requests.get().is_open


def test_a_link_made_before_the_key_was_changed_still_opens(visitor, filing, settings):
    door = door_of(filing)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    visitor.open(door)

    assert "Préparer ton entretien" in visitor.text


def test_a_forgotten_filing_opens_no_more(visitor, filing, time):
    visitor.open(door_of(filing))
    Filing.objects.update(anonymised_at=time.now)

    assert "Ouvre le lien que tu as gardé" in visitor.open("/suivi/").content.decode()
    assert visitor.open(door_of(filing)).status_code == 410
    assert "Cette demande a été effacée" in visitor.text


# --- What it tells -------------------------------------------------------------------------------------------
def test_it_opens_on_the_next_date_and_one_action(visitor, filing):
    visitor.open(door_of(filing))

    assert "On te contacte au plus tard mercredi 25 novembre" in visitor.text
    assert "Corriger mes coordonnées" in visitor.text
    assert "Tu as envoyé ta demande" in visitor.text


def test_it_tells_everything_that_happens_in_plain_words(visitor, filing, contact_request, referent, time):
    visitor.open(door_of(filing))

    actions.take_up(contact_request, by=referent, now=time.forward(hours=1))
    visitor.open("/suivi/")
    assert f"{referent.first_name} s’occupe de toi" in visitor.text
    assert "Quelqu’un s’en occupe" in visitor.text

    call = FollowUp.Kind.CALL
    actions.log_attempt(
        contact_request,
        kind=call,
        result="NOT_REACHED",
        by=referent,
        now=time.forward(hours=1),
        text="Note à nous.",
    )
    visitor.open("/suivi/")
    assert "On a essayé de t’appeler, sans réponse" in visitor.text
    assert "Note à nous." not in visitor.text

    actions.log_attempt(contact_request, kind=call, result="REACHED", by=referent, now=time.forward(days=1))
    visitor.open("/suivi/")
    assert "Vous vous êtes parlé au téléphone" in visitor.text
    assert "Le contact est établi" in visitor.text

    actions.close(contact_request, outcome="APPOINTMENT", by=referent, now=time.forward(days=1))
    visitor.open("/suivi/")
    assert "Un rendez-vous est fixé" in visitor.text
    assert "Chercher un autre service" in visitor.text


def test_a_promise_that_is_late_says_whom_to_call(visitor, filing, time):
    time.forward(days=3)
    visitor.open(door_of(filing))

    assert "La date promise est passée" in visitor.text
    assert "01 99 00 42 10" in visitor.text.replace("\u00a0", " ")  # the structure
    assert "01 99 00 42 00" in visitor.text.replace("\u00a0", " ")  # who watches over promises


def test_coordinates_are_never_shown_in_full(visitor, filing):
    visitor.open(door_of(filing))
    assert "06 •• •• •• 34" in visitor.text
    assert "l•••@example.org" in visitor.text

    for path in ("/suivi/", "/suivi/coordonnees/"):
        page = visitor.open(path).content.decode()
        assert "lina@example.org" not in page
        assert "0639981234" not in page.replace(" ", "").replace("\u00a0", "")
        assert "Plutôt le matin." not in page


def test_a_sensitive_theme_has_the_way_out(visitor, filing):
    Theme.objects.update(is_sensitive=True)
    visitor.open(door_of(filing))

    assert "Quitter vite" in visitor.text
    assert "3919" in visitor.text


def test_the_page_costs_few_queries(visitor, filing, django_assert_max_num_queries):
    visitor.open(door_of(filing))

    with django_assert_max_num_queries(8):
        visitor.open("/suivi/")


# --- Correcting ------------------------------------------------------------------------------------------------
def test_a_corrected_number_is_what_the_professional_reads(visitor, filing):
    visitor.open(door_of(filing))

    visitor.post("/suivi/coordonnees/", phone="06 39 98 00 09", moments=["EVENING"])

    assert "C’est corrigé." in visitor.text
    filing.refresh_from_db()
    assert (filing.phone, filing.email, filing.first_name, filing.message) == (
        "+33639980009",
        "lina@example.org",
        "Lina",
        "Plutôt le matin.",
    )
    assert filing.moments == ["EVENING"]
    assert OutgoingMessage.objects.filter(template__endswith="/recap_corrected").count() == 1


def test_nothing_changed_writes_to_nobody(visitor, filing):
    visitor.open(door_of(filing))
    before = OutgoingMessage.objects.count()

    visitor.post("/suivi/coordonnees/", moments=filing.moments, voicemail_ok="on")

    assert "Rien n’a changé" in visitor.text
    assert OutgoingMessage.objects.count() == before


def test_a_wrong_number_is_said_and_what_was_typed_stays(visitor, filing):
    visitor.open(door_of(filing))

    page = visitor.post("/suivi/coordonnees/", phone="12", message="Après 18 h.").content.decode()

    assert "Ce numéro n’est pas complet ou n’existe pas" in visitor.text
    assert "Après 18 h." in page


def test_corrections_have_an_end(visitor, filing):
    visitor.open(door_of(filing))
    for number in range(8):
        visitor.post("/suivi/coordonnees/", phone=f"06 39 98 00 1{number}")

    assert "Tu as déjà corrigé cette demande plusieurs fois" in visitor.text


# --- Withdrawing -------------------------------------------------------------------------------------------------
def test_withdrawing_is_asked_once_then_told_to_the_structure(visitor, filing, contact_request):
    visitor.open(door_of(filing))
    visitor.open(f"/suivi/annuler/{contact_request.public_id}/")
    assert "Annuler cette demande ?" in visitor.text
    assert ContactRequest.objects.get().is_open  # reading changes nothing

    visitor.post(f"/suivi/annuler/{contact_request.public_id}/")

    assert "C’est annulé. La structure est prévenue" in visitor.text
    assert "Tu as annulé cette demande" in visitor.text
    assert ContactRequest.objects.get().outcome == ContactRequest.Outcome.WITHDRAWN
    assert OutgoingMessage.objects.filter(template__endswith="/withdrawn").count() == 1


def test_everything_can_be_withdrawn_at_once(visitor, open_theme):
    filing = FilingFactory(offers=[OfferFactory(), OfferFactory()])
    visitor.open(door_of(filing))
    assert "Tout annuler" in visitor.text

    visitor.post("/suivi/annuler/")

    assert {request.outcome for request in filing.contact_requests.all()} == {"WITHDRAWN"}


def test_withdrawing_twice_says_that_it_was_over(visitor, filing, contact_request):
    visitor.open(door_of(filing))
    visitor.post(f"/suivi/annuler/{contact_request.public_id}/")
    visitor.post(f"/suivi/annuler/{contact_request.public_id}/")

    assert "il n’y avait rien à annuler" in visitor.text


# --- The receipt -----------------------------------------------------------------------------------------------
def test_the_receipt_gives_the_link_the_number_and_the_dates_for_a_calendar(visitor):
    visitor.reach_results()
    visitor.file(OfferFactory(promised_days=2), OfferFactory(promised_days=5))
    filing = Filing.objects.get()

    assert f"{settings.PUBLIC_ORIGIN}{door_of(filing)}" in visitor.text
    assert "ce n’est pas une décision" in visitor.text
    assert visitor.page.headers["Referrer-Policy"] == "no-referrer"

    calendar = visitor.client.get("/ma-demande/agenda.ics")
    text = calendar.content.decode()
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261125" in text
    assert "DTSTART;VALUE=DATE:20261128" in text
    assert not any(word in text for word in ("emploi", "Phare", links.token_for(filing)))


def test_without_anything_sent_there_is_no_receipt(visitor):
    visitor.open("/ma-demande/envoyee/")
    assert "Aucune demande n’est partie d’ici récemment" in visitor.text

    assert visitor.open("/ma-demande/agenda.ics").status_code == 404


# --- What was promised --------------------------------------------------------------------------------------
def test_the_text_read_that_day_is_kept_when_the_offer_changes(visitor, filing):
    visitor.client.get(door_of(filing))
    visitor.open("/suivi/")
    assert "Ce que l’offre disait" not in visitor.text

    say_on_line(filing.contact_requests.get().offer, title="Un atelier à distance")

    visitor.open("/suivi/")
    assert "Ce que l’offre disait le lundi 23 novembre" in visitor.text
    assert "Tu répètes ton entretien avec une personne qui connaît les questions." in visitor.text
