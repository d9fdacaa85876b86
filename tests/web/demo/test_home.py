"""The page that introduces the product, its people and its clock."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests.models import ContactRequest, Reminder
from boussole.core import clock
from boussole.demo import lina
from boussole.demo.accounts import DEMO_PASSWORD
from boussole.demo.personas import CLAIRE, HUGO, NADIA, PAUL, PERSONAS
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.typography import problems_in_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

HOME = "/demo/"


def page(client, path=HOME):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# --- What it shows ----------------------------------------------------------------------------------
def test_it_introduces_everybody(client, people):
    html = page(client)

    for persona in PERSONAS:
        assert persona.name in html
        assert all(suggestion in html for suggestion in persona.try_this)
    assert DEMO_PASSWORD in html
    assert problems_in_html(html) == []


def test_it_opens_on_an_empty_database(client):
    html = page(client)

    assert html.count("Son compte n’existe pas encore") == 4
    assert "Lire sa page de suivi</a>" not in html


def test_lina_comes_in_by_the_public_site(client, people):
    FilingFactory(key=lina.KEY, now=clock.now())

    html = page(client)

    assert f'action="{reverse("public:choose_commune")}"' in html
    assert "Lire sa page de suivi</a>" in html
    response = client.post(reverse("public:choose_commune"), {"place": "Saint-Étienne", "commune": lina.HOME})
    assert response["Location"] == reverse("public:themes")


def test_every_page_leads_back_to_it(client):
    html = page(client, "/")

    assert 'aria-label="Démonstration"' in html
    assert f'href="{HOME}"' in html
    assert 'href="/demo/messages/"' in html


# --- Being somebody ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("persona", "home"),
    [(NADIA, "/extranet/"), (PAUL, "/extranet/"), (CLAIRE, "/animation/"), (HUGO, "/animation/")],
    ids=lambda value: getattr(value, "slug", value),
)
def test_one_press_signs_in_as_a_persona(client, people, persona, home):
    response = client.post(reverse("demo:sign_in", args=[persona.slug]), follow=True)

    assert response.redirect_chain == [(home, 302)]
    assert response.wsgi_request.user == people[persona.slug]
    assert f"Vous êtes {persona.name}." in response.content.decode()
    assert Entry.objects.made_by(people[persona.slug]).filter(code="account.signed_in").exists()


def test_one_may_be_somebody_else_at_once(client, people):
    client.post(reverse("demo:sign_in", args=["nadia"]))
    response = client.post(reverse("demo:sign_in", args=["claire"]), follow=True)

    assert response.wsgi_request.user == people["claire"]


def test_the_page_knows_who_you_are(client, people):
    client.post(reverse("demo:sign_in", args=["paul"]))

    html = page(client)

    assert "C’est vous" in html
    assert "Être Paul" not in html
    assert "Être Nadia" in html


@pytest.mark.parametrize("slug", ["lina", "personne"])
def test_nobody_signs_in_as_who_has_no_account(client, people, slug):
    assert client.post(reverse("demo:sign_in", args=[slug])).status_code == 404


def test_an_account_that_is_missing_is_told(client):
    response = client.post(reverse("demo:sign_in", args=["nadia"]), follow=True)

    assert response.redirect_chain == [(HOME, 302)]
    assert "Le compte de Nadia Belkacem n’existe pas encore" in response.content.decode()


@pytest.mark.parametrize("path", ["/demo/personnages/nadia/entrer/", "/demo/horloge/"])
def test_a_link_changes_nothing(client, people, path):
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/demo/personnages/nadia/entrer/", "/demo/horloge/"])
def test_another_site_cannot_press_for_you(people, path):
    assert Client(enforce_csrf_checks=True).post(path, {"bond": "1-jour"}).status_code == 403


def test_nobody_is_sent_elsewhere(client, people):
    path = reverse("demo:sign_in", args=["nadia"])

    response = client.post(f"{path}?next=https://ailleurs.example.org/", {"next": "//ailleurs.example.org"})

    assert response["Location"] == "/extranet/"


# --- The clock --------------------------------------------------------------------------------------
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

    assert "sont partis." in response.content.decode()
    told = set(Reminder.objects.values_list("kind", flat=True))
    assert "LATE" in told
    assert "HALF_WAY" not in told, "What the leap jumped over is not told afterwards."


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
    assert "En retard" not in page(client, "/extranet/")

    client.post("/demo/horloge/", {"bond": "3-jours"})

    assert "En retard" in page(client, "/extranet/")
