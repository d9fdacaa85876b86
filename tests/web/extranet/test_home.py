"""« À faire »: what waits, since when, until when, what for, and the next gesture without opening."""

import re

import pytest
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests import actions
from boussole.mail.models import OutgoingMessage
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


def test_each_line_says_who_since_when_until_when_and_what_for(office):
    request = office.request()

    page = office.get("home")
    line = words(page, of="line")

    assert "Lina, 19 ans" in line
    assert "Préparer ton entretien" in line
    assert "À appeler avant mercredi soir" in line
    assert "Demandée lundi 23 novembre à 10 h 00" in line
    assert "Préfère : le matin" in line
    assert 'href="tel:+33639981234"' in page
    assert reverse("extranet:contact_request", args=[request.public_id]) in page
    assert reverse("extranet:take_up", args=[request.public_id]) in page


def test_what_waits_is_grouped_by_due_date_and_what_is_late_says_so_in_words(office):
    for days in (1, 2, 3, 5):
        office.request(offer=OfferFactory(structure=office.structure, promised_days=days))
    office.hands.forward(days=2)

    page = office.get("home")

    assert re.findall(r'group__title" id="groupe-(\w+)"', page) == ["late", "today", "tomorrow", "later"]
    assert "En retard" in words(page, of="line")
    assert "en retard de 1 jour" in words(page, of="line")


def test_without_a_phone_the_line_offers_to_write(office):
    office.request(phone="")

    assert 'href="mailto:lina@example.org"' in office.get("home")


def test_taking_up_from_the_desk_stays_on_the_desk_and_says_what_was_told(office):
    request = office.request()

    page = office.post("take_up", request.public_id, retour="/extranet/")

    assert "<h1>À faire</h1>" in page
    told = words(page, of="messages")
    assert "Vous suivez maintenant la demande de Lina." in told
    assert "Lina reçoit ce message par e-mail : Bonjour Lina, Le Phare a bien pris ta demande" in told
    assert "Vous la suivez" in words(page, of="line")


def test_empty_a_desk_teaches_where_requests_come_from(office):
    page = words(office.get("home"))

    assert "Aucune demande n’attend de réponse" in page
    assert "sa demande arrive ici, avec la date que vous avez promise" in page


def test_empty_after_some_work_it_says_when_the_last_answer_was(office):
    request = office.request()
    actions.log_attempt(request, kind="CALL", result="REACHED", by=office.nadia, now=office.hands.now)

    page = words(office.get("home"))

    assert "Votre dernière réponse date du lundi 23 novembre à 10 h 00." in page
    assert "Lina, 19 ans Contact établi" in page


def test_an_outcome_stays_on_the_desk(office):
    request = office.request()
    actions.take_up(request, by=office.nadia, now=office.hands.now)
    actions.close(request, outcome="NO_LONGER_NEEDED", by=office.nadia, now=office.hands.now)

    assert "N’en a plus besoin" in words(office.get("home"))


def test_a_message_that_did_not_leave_is_said_before_anything_else(office):
    office.request()
    OutgoingMessage.objects.filter(template__endswith="recap").update(
        status="DEAD", closed_at=office.hands.now
    )

    assert "1 message concernant vos demandes attend ou a été refusé" in words(office.get("home"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_whatever_waits(office, count, django_assert_num_queries):
    for _ in range(count):
        office.request()
    office.get("home")

    with django_assert_num_queries(24):  # five of which count what is read (G19)
        office.get("home")


def test_reading_the_desk_is_traced_with_the_requests_it_named(office):
    first, second = office.request(), office.request()

    office.get("home")

    entry = Entry.objects.get(code="contact_request.listed")
    assert (entry.actor_id, entry.facts) == (
        office.nadia.pk,
        {"requests": [first.pk, second.pk], "coordinates": True},
    )


def test_several_structures_are_named_on_each_line(office):
    other = StructureFactory(name="Maison des ados")
    ReferentFactory(structure=other, user=office.nadia)
    office.request()
    office.request(offer=OfferFactory(structure=other))

    page = words(office.get("home"))

    assert "Le Phare et Maison des ados" in page
    assert page.count("Maison des ados") == 3  # the header, the switch, the line


def test_density_is_chosen_once_and_remembered(office):
    assert 'class="pro compact"' not in office.get("home")

    page = office.post("display", choix="compact", retour="/extranet/demandes/?q=lina")

    assert 'class="pro compact"' in page
    assert "<h1>Demandes</h1>" in page
    assert 'class="pro compact"' in office.get("home")
    office.post("display", choix="confortable")
    assert 'class="pro compact"' not in office.get("home")


def test_keyboard_shortcuts_can_be_turned_off(office):
    assert "extranet/keyboard.js" in office.get("home")

    office.post("display", choix="sans-raccourcis")

    assert "extranet/keyboard.js" not in office.get("home")


@pytest.mark.parametrize("elsewhere", ["https://evil.example.org/extranet/", "//evil.example.org", "/", ""])
def test_a_form_never_leads_to_another_site(office, elsewhere):
    answer = office.client.post(reverse("extranet:display"), {"choix": "compact", "retour": elsewhere})

    assert answer["Location"] == "/extranet/"
