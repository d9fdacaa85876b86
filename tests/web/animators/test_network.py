"""« Réseau »: the whole network in one page, the most urgent first, each line with its gesture."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from boussole.partners.models import CharterAgreement, Referent, Structure
from boussole.reporting.network import Kind, Signing, Task, Urgency
from boussole.web.animators.network_lines import line_of
from tests.factories.accounts import MandateFactory
from tests.factories.charters import signed_charter
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.hands import hands
from tests.partners.charter_signing import mails, office
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]

pytestmark = pytest.mark.django_db
DESK = "/animation/reseau/"
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def claire():
    return sign_in(Client(), MandateFactory().user)


def test_each_line_says_what_and_leads_to_the_very_thing_to_settle(claire):
    now = clock.now()
    alone = StructureFactory(name="L’Escale", charter=None)
    phare = ReferentFactory(structure=StructureFactory(name="Le Phare"), user__last_login=now).structure
    Referent.objects.update(starts_on=now.date())
    late = [ContactRequestFactory(structure=phare, now=now - 10 * DAY) for _ in range(2)]
    ContactRequest.objects.filter(pk=late[0].pk).update(due_at=now - 2 * DAY)
    ContactRequest.objects.filter(pk=late[1].pk).update(due_at=now + 2 * DAY)
    old = OfferFactory(structure=phare, code="tenir-bon", confirm_by=now.date() - 20 * DAY)

    page = claire.get(DESK).content.decode()

    said = words(page)
    assert said.index("1 demande en retard") < said.index("Personne ne répond pour cette structure.")
    assert "Aucune charte en vigueur. En attendant, les jeunes ne voient pas ses offres." in said
    assert f'href="/animation/partenaires/{alone.public_id}/#inviter"' in page
    assert f'href="/animation/partenaires/{alone.public_id}/charte/"' in page
    assert f'href="/animation/demandes/{late[0].public_id}/"' in page
    assert f'href="/animation/offres/{old.code}/telephone/"' in page
    assert f'action="/animation/offres/{old.code}/relancer/"' in page

    ContactRequest.objects.filter(pk=late[1].pk).update(due_at=now - 2 * DAY)
    url = f"/animation/demandes/?retard=1&structure={phare.code}"
    assert url in unescape(claire.get(DESK).content.decode())
    assert "Seulement Le Phare" in words(claire.get(url).content.decode())


def test_every_gesture_leads_to_a_page_or_acts_and_comes_back(claire):
    structure = StructureFactory(name="Le Phare", charter=None)
    day = clock.now().date()
    end = {"ends_on": day + 60 * DAY, "notice_from": "STRUCTURE"}
    charter = signed_charter(structure, **end, sooner_on=day + 20 * DAY, sooner_from="STRUCTURE")
    about = {"structure": structure.public_id, "code": structure.code, "charter": charter.public_id}

    for kind in Kind:
        line = line_of(Task(kind, "Le Phare", TODAY, people=("Nora",), **about), Urgency.SOON, TODAY)
        assert [claire.get(each.url).status_code for each in line.gestures] == [200] * len(line.gestures)
        assert line.words.endswith("."), kind
        assert re.search(r"[ '’]le aujourd", line.words) is None


def test_what_is_asked_again_from_the_desk_comes_back_to_it_and_is_asked_once_a_day(hands):
    place = office()
    place.sent(hands.now)
    claire = sign_in(Client(), place.claire)
    assert "Il manque votre signature et celles de" in words(claire.get(DESK).content.decode())
    assert button(claire, "Relancer") is None  # their first mail left today

    hands.now += 8 * DAY
    url = button(claire, "Relancer")
    answer = claire.post(url, {"retour": DESK})

    assert (answer.status_code, answer.url) == (302, DESK)
    assert len(mails("charter_to_sign")) == 4 + 3  # Claire does not write to herself
    assert "Dernier mail aujourd’hui." in words(claire.get(DESK).content.decode())
    assert button(claire, "Relancer") is None
    assert "/signer/" in button(claire, "Lire et signer")

    elsewhere = claire.post(url, {"retour": "https://example.org/animation/"})
    assert elsewhere.url == f"/animation/chartes/{CharterAgreement.objects.get().public_id}/"


def button(client: Client, label: str) -> str | None:
    """Where the form of the desk whose button has this label is sent; None when there is no such button."""
    page = client.get(DESK).content.decode()
    found = re.search(rf'<form method="post" action="([^"]+)"(?:(?!</form>).)*?{label}', page, re.DOTALL)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (
            Task(Kind.SIGNING, "Le Phare", TODAY - DAY, people=("Nora Œuvrard", "Claire d’Arc")),
            "Envoyée hier. Il manque les signatures de Nora Œuvrard et Claire d’Arc.",
        ),
        (Task(Kind.SIGNING, "Le Phare", None, people=("Nora",)), "Il manque la signature de Nora."),
        (
            Task(
                Kind.SIGNING,
                "Le Phare",
                TODAY - DAY,
                people=("Nora",),
                signing=Signing(is_sent=True, mine="ANIMATOR", last_mail=TODAY),
            ),
            "Envoyée hier. Il manque votre signature et celle de Nora. Dernier mail aujourd’hui.",
        ),
        (
            Task(Kind.TO_SEND, "Le Phare", TODAY, signing=Signing(is_sent=False, is_complete=False)),
            "Préparée aujourd’hui, pas encore envoyée : il reste à compléter ses signataires.",
        ),
        (
            Task(Kind.REFUSED, "Le Phare", TODAY - DAY, people=("Nora",), said="Trop court."),
            "Nora a refusé de signer hier.",
        ),
        (
            Task(Kind.NOBODY, "Le Phare", people=("Nora", "Claire")),
            "Personne ne répond pour cette structure : Nora et Claire n’ont pas encore répondu à l’invitation.",
        ),
        (Task(Kind.ENDING, "Le Phare", TODAY), "Sa charte finit aujourd’hui, après un préavis."),
        (
            Task(Kind.RENEWAL, "Le Phare", date(2027, 1, 13)),
            "Sa charte est renouvelée le mercredi 13 janvier 2027, sauf préavis un mois avant.",
        ),
        (Task(Kind.RENEWAL, "Le Phare", TODAY + DAY), "Sa charte est renouvelée demain."),
        (
            Task(Kind.UNCONFIRMED, "Le Phare", date(2025, 12, 1)),
            "1 offre à confirmer, depuis le lundi 1er décembre 2025 : un appel suffit souvent.",
        ),
        (
            Task(Kind.TEAM, "Le Phare", date(2026, 11, 1), count=2),
            "Personne n’a dit si 2 personnes en font encore partie, depuis le dimanche 1er novembre.",
        ),
        (Task(Kind.INVITATION, "Nora", TODAY - DAY), "Sans réponse : l’invitation a expiré hier."),
        (Task(Kind.INVITATION, "Nora", TODAY + DAY), "L’invitation expire demain."),
    ],
)
def test_the_words_of_a_line(task, said):
    task = replace(task, charter=uuid4(), structure=uuid4())
    assert line_of(task, Urgency.SOON, TODAY).words.replace("\u00a0", " ") == said


def test_a_calm_network_says_what_will_come_here(claire):
    said = words(claire.get(DESK).content.decode())

    assert "Rien n’attend dans le réseau" in said


def test_where_everybody_stands_leads_to_the_lists(claire):
    StructureFactory(status=Structure.Status.PROSPECT, charter=None)
    StructureFactory.with_referent()

    stats = claire.get(DESK).context["stats"]

    assert {label: number for label, number, _ in stats if number} == {
        "Partenaires": 1,
        "Pressenties": 1,
        "Chartes en vigueur": 1,
    }
    assert {claire.get(url).status_code for _, _, url in stats} == {200}


def test_what_serves_only_the_region_asks_nothing_that_would_not_open():
    """Somebody who also follows a region, no workplace chosen: its structures are counted, without a gesture."""
    user = MandateFactory().user
    MandateFactory(user=user, role="REGIONAL", territory=None, region="84")
    claire = sign_in(Client(), user)
    far = StructureFactory(name="Le Cap", areas=["departement:69"], charter=None)
    OfferFactory(structure=far, confirm_by=clock.now().date() - 40 * DAY)
    StructureFactory(name="L’Escale", charter=None)

    answer = claire.get(DESK)

    assert ("L’Escale" in answer.content.decode(), "Le Cap" in answer.content.decode()) == (True, False)
    assert ("Partenaires", 2) in {(label, number) for label, number, _ in answer.context["stats"]}


def test_only_who_animates_has_this_desk():
    region = MandateFactory(role="REGIONAL", territory=None, region="84").user
    nation = MandateFactory(role="NATIONAL", territory=None).user

    for user, home in ((region, "animators:partners"), (nation, "animators:charters")):
        client = sign_in(Client(), user)
        assert client.get(DESK).status_code == 404
        menu = client.get("/animation/").content.decode()
        assert f'<a class="nav__link" href="{reverse(home)}">Réseau</a>' in menu
        assert client.get(reverse(home)).status_code == 200
