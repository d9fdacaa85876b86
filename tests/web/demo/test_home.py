"""The page that introduces the product, its people and its clock."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.audit.models import Entry
from boussole.contact_requests.links import follow_up_link
from boussole.core import clock
from boussole.demo import lina, redirections, stuck
from boussole.demo.accounts import DEMO_PASSWORD
from boussole.demo.personas import CLAIRE, HUGO, NADIA, NADIAS, PAUL, PERSONAS
from boussole.mail.models import OutgoingMessage
from boussole.web.demo.landmarks import FROM_A_MAIL
from tests.factories.contact_requests import ContactRequestFactory, FilingFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory
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
        assert all(suggestion.text in html for suggestion in persona.try_this)
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


# --- What there is to try -----------------------------------------------------------------------------
def try_it(client, slug, landmark):
    return client.post(reverse("demo:sign_in", args=[slug]), {"vers": landmark})


@pytest.mark.parametrize(
    ("slug", "landmark", "path"),
    [
        ("nadia", "absences", "/extranet/absences/"),
        ("paul", "desaccords", "/extranet/desaccords/"),
        ("paul", "retards", "/extranet/demandes/?echeance=retard"),
        ("paul", "chiffres", "/extranet/chiffres/"),
        ("claire", "reseau", "/animation/reseau/"),
        ("claire", "verifications", "/animation/verifications/"),
        ("nadia", "a-confirmer", "/extranet/offres/a-confirmer/"),
        ("paul", "equipe", "/extranet/collegues/"),
        ("claire", "besoins", "/animation/besoins/?theme=logement"),
        ("hugo", "territoires", "/animation/territoires/"),
    ],
)
def test_one_press_signs_in_and_leads_there(client, people, slug, landmark, path):
    assert f'name="vers" value="{landmark}"' in page(client)

    response = try_it(client, slug, landmark)

    assert response["Location"] == path
    assert client.get(path).status_code == 200


def test_only_what_a_persona_may_try_leads_somewhere_else(client, people):
    assert try_it(client, "nadia", "reseau")["Location"] == "/extranet/"
    assert try_it(client, "nadia", "//ailleurs.example.org")["Location"] == "/extranet/"


def test_a_story_that_is_over_leads_nowhere(client, people):
    html = page(client)

    assert "Débloquer la demande de Noé" in html
    assert 'value="a-debloquer"' not in html
    assert try_it(client, "claire", "a-debloquer")["Location"] == "/animation/"


def test_the_pages_of_noe_and_maya_open_at_one_press(client):
    late = FilingFactory(key=stuck.LATE_KEY, now=clock.now())
    asked = FilingFactory(key=redirections.AGREEMENT_KEY, now=clock.now())

    html = page(client)

    for filing in (late, asked):
        assert f'href="{follow_up_link(filing)}"' in html


def test_claire_is_led_to_noes_request_until_somebody_calls(client, people):
    now = clock.now()
    filing = FilingFactory(
        key=stuck.LATE_KEY, offers=[OfferFactory(promised_days=1)], now=now - timedelta(days=7)
    )
    [request] = filing.contact_requests.all()

    assert try_it(client, "claire", "a-debloquer")["Location"] == f"/animation/demandes/{request.public_id}/"


def test_a_mail_that_can_be_answered_opens_in_the_box(client, people):
    structure = StructureFactory(code=NADIAS)
    request = ContactRequestFactory(offer=OfferFactory(structure=structure, promised_days=3), now=clock.now())

    html = page(client)

    mail = OutgoingMessage.objects.about(request).get(template__endswith="/recap")
    assert f'href="{reverse("demo:message", args=[mail.pk])}"' in html
    assert FROM_A_MAIL in page(client, reverse("demo:message", args=[mail.pk]))
