"""The clock of the demo: what a leap makes late, and what leaves at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Reminder
from boussole.core import clock
from boussole.core.clock import local_day
from boussole.demo import lina
from boussole.demo.personas import NADIA, PAUL
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import Plan, declare_absence
from boussole.partners.models import Absence
from boussole.web.demo.clock import last_morning
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

HOME = "/demo/"


def test_the_clock_says_what_each_leap_makes_late(client):
    now = clock.now()
    ContactRequestFactory(offer=OfferFactory(promised_days=2), now=now)
    ContactRequestFactory(offer=OfferFactory(promised_days=5), now=now)

    leaps = {leap.code: leap.consequence for leap in client.get(HOME).context["leaps"]}

    assert leaps == {
        "1-heure": "aucun retard de plus",
        "1-jour": "aucun retard de plus",
        "3-jours": "1\u00a0retard de plus",
        "1-semaine": "2\u00a0retards de plus",
    }


def test_a_leap_moves_the_present_of_the_whole_site(client):
    contact_request = ContactRequestFactory(offer=OfferFactory(promised_days=1), now=clock.now())
    assert not ContactRequest.objects.overdue(clock.now()).exists()
    before = clock.now()

    response = client.post("/demo/horloge/", {"bond": "3-jours"}, follow=True)

    assert timedelta(days=3) <= clock.now() - before < timedelta(days=3, minutes=1)
    assert response.redirect_chain == [("/demo/#horloge", 302)]
    html = response.content.decode()
    assert "1\u00a0demande est passée en retard." in html
    assert "3\u00a0jours d’avance" in html
    assert list(ContactRequest.objects.overdue(clock.now())) == [contact_request]


def test_a_leap_makes_the_reminders_leave_at_once(client):
    ContactRequestFactory(offer=OfferFactory(promised_days=1), now=clock.now())

    response = client.post("/demo/horloge/", {"bond": "1-semaine"}, follow=True)

    assert "messages sont partis." in response.content.decode()
    told = set(Reminder.objects.values_list("kind", flat=True))
    assert "LATE" in told
    assert "HALF_WAY" not in told, "What the leap jumped over is not told afterwards."


def test_a_leap_over_a_morning_writes_the_digests_of_that_morning(client, people):
    structure = people["nadia"].referents.get().structure
    ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=1), now=clock.now())

    response = client.post("/demo/horloge/", {"bond": "1-jour"}, follow=True)

    assert "dont 2\u00a0résumés du jour." in response.content.decode()
    digests = OutgoingMessage.objects.filter(template__endswith="/digest")
    assert {digest.to_address for digest in digests} == {NADIA.email, PAUL.email}
    assert last_morning(clock.now()) == digests[0].created_at


def test_a_leap_into_an_absence_moves_the_requests(client, people):
    structure, now = people["nadia"].referents.get().structure, clock.now()
    contact_request = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=7), now=now)
    actions.take_up(contact_request, by=people["nadia"], now=now)
    first = local_day(now, "Europe/Paris") + timedelta(days=2)
    leave = Plan(structure, people["nadia"], first, first, Absence.Rule.DEPUTY, deputy=people["paul"])
    declare_absence(leave, by=people["nadia"], now=now)

    response = client.post("/demo/horloge/", {"bond": "1-jour"}, follow=True)
    assert "une absence" not in response.content.decode()
    response = client.post("/demo/horloge/", {"bond": "1-jour"}, follow=True)

    assert "1\u00a0demande a suivi une absence." in response.content.decode()
    contact_request.refresh_from_db()
    assert contact_request.owner == people["paul"]


def test_nothing_to_say_is_said(client):
    response = client.post("/demo/horloge/", {"bond": "1-heure"}, follow=True)

    assert "Aucun message n’est parti." in response.content.decode()


def test_leaps_add_up(client):
    for _ in range(2):
        client.post("/demo/horloge/", {"bond": "1-heure"})
    response = client.post("/demo/horloge/", {"bond": "1-semaine"}, follow=True)

    assert "7\u00a0jours et 2\u00a0heures d’avance" in response.content.decode()
    assert "Aucune demande n’est passée en retard." in response.content.decode()


def test_lina_is_named_when_it_is_about_her(client):
    FilingFactory(key=lina.KEY, offers=[OfferFactory(promised_days=2)], now=clock.now())

    response = client.post("/demo/horloge/", {"bond": "1-semaine"}, follow=True)

    assert "1\u00a0demande est passée en retard, dont une de Lina." in response.content.decode()


@pytest.mark.parametrize("leap", ["", "10-ans", "-1-jour"])
def test_the_clock_knows_four_leaps(client, leap):
    assert client.post("/demo/horloge/", {"bond": leap}).status_code == 404
    assert clock.demo_offset() == timedelta()


def test_what_becomes_late_is_late_on_nadias_desk(client, people):
    structure = people["nadia"].referents.get().structure
    ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=1), now=clock.now())
    client.post(reverse("demo:sign_in", args=["nadia"]))
    assert "En retard" not in client.get("/extranet/").content.decode()

    client.post("/demo/horloge/", {"bond": "3-jours"})

    assert "En retard" in client.get("/extranet/").content.decode()
