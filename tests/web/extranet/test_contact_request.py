"""The page of one request: how to call, why, until when, and what was said."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.contact_requests.forgetting import anonymise
from boussole.contact_requests.links import token_for
from boussole.mail.models import OutgoingMessage
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory, say_on_line
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import ROANNE
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


def test_who_to_call_when_and_until_when(office):
    request = office.request()

    page = office.get("contact_request", request.public_id)
    call = words(page, of="notebook__call")

    assert "<h1>Lina, 19\u00a0ans</h1>" in page
    assert 'href="tel:+33639981234"' in page
    assert 'href="mailto:lina@example.org"' in page
    assert "06 39 98 12 34" in call
    assert "Préfère : le matin" in call
    assert "Message vocal possible" in call
    assert "À rappeler au plus tard le mercredi 25 novembre" in call
    assert "encore 2 jours, jusqu’à mercredi soir" in call
    assert "Promesse en cours" in words(page, of="request-head")


def test_a_voicemail_that_must_be_avoided_is_said_with_its_reason(office):
    request = office.request(voicemail_ok=False)

    call = words(office.get("contact_request", request.public_id), of="notebook__call")

    assert "Message vocal à éviter : quelqu’un d’autre pourrait l’écouter" in call


def test_the_situation_is_read_in_full_and_what_is_sensitive_is_marked(office):
    request = office.request(second_commune=ROANNE)

    situation = words(office.get("contact_request", request.public_id), of="notebook__situation")

    assert "Lina a 19 ans et habite Saint-Étienne ; Lina étudie ou travaille à Roanne." in situation
    assert "Situation Je cherche du travail Handicap ou maladie Oui Sensible" in situation
    assert "Son message Plutôt le matin." in situation
    assert "« tu cherches du travail »" in situation
    assert "Préparer ton entretien . Vous avez promis de répondre en 2 jours." in situation


@pytest.mark.parametrize(
    ("changes", "warned"),
    [({}, True), ({"situations": {}}, False), ({"situations": {}, "age": 17}, True)],
)
def test_before_a_delicate_call_the_page_advises(office, changes, warned):
    request = office.request(**changes)

    page = words(office.get("contact_request", request.public_id))

    assert ("Avant d’appeler" in page) is warned
    assert ("Mineur·e" in page) is (changes.get("age", 19) < 18)


def test_late_is_said_in_words(office):
    request = office.request()
    office.hands.forward(days=4)

    page = office.get("contact_request", request.public_id)

    assert "En retard" in words(page, of="request-head")
    assert "en retard de 2 jours" in words(page, of="notebook__call")


def test_the_history_is_a_conversation_with_what_was_told_and_private_notes_marked(office):
    request = office.request()
    office.hands.forward(hours=1)
    office.post("log_attempt", request.public_id, usual="CALL:LEFT_MESSAGE", known=0, text="Répondeur")
    office.hands.forward(hours=1)
    office.post("note", request.public_id, text="Sa mère a décroché", visibility="PRIVATE", known=1)

    talk = words(office.get("contact_request", request.public_id), of="talk")

    assert "A envoyé sa demande Lina · lundi 23 novembre à 10 h 00" in talk
    assert "Appel : message vocal laissé Nadia Belkacem · lundi 23 novembre à 11 h 00 Répondeur" in talk
    assert "Lina a reçu cet e-mail (en cours d’envoi) Bonjour Lina, Le Phare a essayé de te joindre" in talk
    assert "Note Privée Nadia Belkacem · lundi 23 novembre à 12 h 00 Sa mère a décroché" in talk


def test_the_personal_link_of_the_young_person_is_nowhere_on_the_page(office):
    request = office.request()
    office.post("take_up", request.public_id)

    page = office.get("contact_request", request.public_id)

    assert token_for(request.filing) not in page
    assert "[son lien personnel]" in page


def test_only_the_requests_of_the_same_form_to_my_own_structure_are_named(office):
    mine, other_mine = office.offer, OfferFactory(structure=office.structure, title="Trouver un stage")
    elsewhere = OfferFactory(title="Un rendez-vous secret", structure__name="Le Planning")
    filing = FilingFactory(offers=[mine, other_mine, elsewhere], now=office.hands.now)
    request = filing.contact_requests.get(offer=mine)

    page = office.get("contact_request", request.public_id)

    assert "Ses autres demandes chez vous Trouver un stage (transmise)" in words(page)
    assert "Un rendez-vous secret" not in page
    assert "Le Planning" not in page


def test_opening_is_traced_even_through_a_form_that_is_refused(office):
    request = office.request()

    office.get("contact_request", request.public_id)
    office.post("note", request.public_id, text="", visibility="SHARED")

    entries = Entry.objects.filter(code="contact_request.opened")
    assert [(e.actor_id, e.object_id) for e in entries] == [(office.nadia.pk, str(request.pk))] * 2


def test_opening_changes_nothing(office):
    request = office.request()
    before = (request.status, OutgoingMessage.objects.count(), request.history.count())

    for _ in range(3):
        office.get("contact_request", request.public_id)
        office.client.head(reverse("extranet:contact_request", args=[request.public_id]))

    request.refresh_from_db()
    assert (request.status, OutgoingMessage.objects.count(), request.history.count()) == before


def test_the_requests_before_and_after_are_one_press_away(office):
    first, second, third = (
        office.request(offer=OfferFactory(structure=office.structure, promised_days=days))
        for days in (1, 2, 3)
    )

    page = office.get("contact_request", second.public_id)

    assert re.findall(r'rel="(\w+)" data-shortcut="(\w)" href="[^"]*/demandes/([0-9a-f-]+)/"', page) == [
        ("prev", "k", str(first.public_id)),
        ("next", "j", str(third.public_id)),
    ]


def test_each_refusal_says_why(office):
    request = office.request()
    page = words(office.get("contact_request", request.public_id))
    assert "Prenez d’abord la demande en charge." in page

    office.post("take_up", request.public_id)
    page = words(office.get("contact_request", request.public_id))
    assert "Vous suivez déjà cette demande." in page
    assert "« Injoignable » demande 3 essais, sur 2 jours différents au moins." in page
    assert "Cette issue suppose un contact établi" in page

    office.post("close", request.public_id, outcome="NO_LONGER_NEEDED")
    page = words(office.get("contact_request", request.public_id))
    assert "Cette demande est terminée : rouvrez-la pour ajouter un appel ou un message." in page
    assert "Cette demande est déjà terminée." in page

    office.hands.forward(days=31)
    page = words(office.get("contact_request", request.public_id))
    assert "Une demande se rouvre pendant 30 jours seulement." in page


def test_a_withdrawn_request_cannot_be_reopened_and_says_why(office):
    request = office.request()
    actions.withdraw(request, now=office.hands.now)

    page = words(office.get("contact_request", request.public_id))

    assert "La personne a annulé sa demande : elle seule peut en faire une autre." in page
    assert "A annulé sa demande" in page


def test_a_colleague_s_request_says_whose_it_is(office):
    request = office.request()
    colleague = ReferentFactory(
        structure=office.structure, user__first_name="Paul", user__last_name="Roche"
    ).user
    actions.take_up(request, by=colleague, now=office.hands.now)

    call = words(office.get("contact_request", request.public_id), of="notebook__call")

    assert "Suivie par Paul Roche Cette demande est déjà « Prise en charge »." in call


def test_a_message_that_did_not_leave_is_named(office):
    request = office.request()
    OutgoingMessage.objects.filter(template__endswith="recap").update(
        status="DEAD", closed_at=office.hands.now
    )

    page = words(office.get("contact_request", request.public_id), of="fr-alert")

    assert f"Le message à {request.offer.contact_emails[0]} (non distribué)" in page


def test_an_anonymised_request_keeps_its_dates_and_nobody(office):
    request = office.request()
    actions.withdraw(request, now=office.hands.now)
    anonymise(request.filing, now=office.hands.forward(days=200))

    page = office.get("contact_request", request.public_id)

    assert "Lina" not in page
    assert "il n’en reste que les dates et l’issue" in words(page)
    assert "Cette demande a été anonymisée : on n’y ajoute plus rien." in words(page)


def test_on_a_sensitive_theme_nothing_personal_is_lost_in_the_extranet(office):
    health = ThemeFactory(code="sante", is_sensitive=True)
    request = office.request(offer=OfferFactory(structure=office.structure, theme=health))

    page = words(office.get("contact_request", request.public_id))

    assert "Je cherche du travail" in page
    assert "Avant d’appeler" in page


def test_the_page_costs_the_same_however_long_its_history(office):
    request = office.request()
    office.post("take_up", request.public_id)
    url = reverse("extranet:contact_request", args=[request.public_id])
    office.client.get(url)
    with CaptureQueriesContext(connection) as short:
        office.client.get(url)
    for known in range(4):
        office.hands.forward(hours=1)
        office.post("log_attempt", request.public_id, usual="CALL:NOT_REACHED", known=known)
    office.client.get(url)

    with CaptureQueriesContext(connection) as long:
        office.client.get(url)
    assert len(long) == len(short)


def test_the_text_that_was_promised_is_read_beside_the_request_once_the_offer_has_changed(office):
    asked = office.request()
    assert "Ce que l’offre disait" not in office.get("contact_request", asked.public_id)

    say_on_line(office.offer, summary="Tu répètes à distance, avec ta caméra.")

    page = office.get("contact_request", asked.public_id)
    assert "Ce que l’offre disait le lundi 23\u00a0novembre" in page
    assert "Tu répètes ton entretien avec une personne qui connaît les questions." in page
