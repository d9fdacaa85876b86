"""« Réseau »: the whole network in one page, the most urgent first, each line with its gesture."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from boussole.partners.models import Referent, Structure
from boussole.reporting.network import Kind, Task, Urgency
from boussole.web.animators.network_words import line_of
from tests.factories.accounts import MandateFactory
from tests.factories.charters import signed_charter
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def claire():
    return sign_in(Client(), MandateFactory().user)


def test_each_line_says_what_and_leads_to_what_settles_it(claire):
    now = clock.now()
    alone = StructureFactory(name="L’Escale", charter=None)
    phare = ReferentFactory(structure=StructureFactory(name="Le Phare"), user__last_login=now).structure
    Referent.objects.update(starts_on=now.date())
    request = ContactRequestFactory(structure=phare, now=now - 10 * DAY)
    ContactRequest.objects.filter(pk=request.pk).update(due_at=now - 2 * DAY)

    page = claire.get("/animation/reseau/").content.decode()

    said = words(page)
    assert said.index("1 demande en retard") < said.index("Personne ne répond pour cette structure.")
    assert "Aucune charte en vigueur. D’ici là, les jeunes ne voient pas ses offres." in said
    assert f'href="/animation/partenaires/{alone.public_id}/"' in page
    assert f'href="/animation/partenaires/{alone.public_id}/charte/"' in page
    assert 'href="/animation/a-debloquer/"' in page


def test_every_gesture_leads_to_a_page(claire):
    structure = StructureFactory(name="Le Phare", charter=None)
    charter = signed_charter(structure)
    about = {"structure": structure.public_id, "charter": charter.public_id, "people": ("Nora Œuvrard",)}

    for kind in Kind:
        line = line_of(Task(kind, "Le Phare", TODAY, **about), Urgency.SOON, TODAY)
        assert claire.get(line.url).status_code == 200, kind
        assert line.words.endswith("."), kind
        assert re.search(r"[ '’]le aujourd", line.words) is None


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (
            Task(Kind.SIGNING, "Le Phare", TODAY - DAY, people=("Nora Œuvrard", "Claire d’Arc")),
            "Envoyée hier. Il manque les signatures de Nora Œuvrard et Claire d’Arc.",
        ),
        (Task(Kind.SIGNING, "Le Phare", None, people=("Nora",)), "Il manque la signature de Nora."),
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
    task = replace(task, charter=uuid4())
    assert line_of(task, Urgency.SOON, TODAY).words.replace("\u00a0", " ") == said


def test_a_calm_network_says_what_will_come_here(claire):
    said = words(claire.get("/animation/reseau/").content.decode())

    assert "Rien n’attend dans le réseau" in said


def test_where_everybody_stands_leads_to_the_lists(claire):
    StructureFactory(status=Structure.Status.PROSPECT, charter=None)
    StructureFactory.with_referent()

    page = claire.get("/animation/reseau/").content.decode()

    for url in re.findall(
        r'class="stat[^"]*"[^>]*href="([^"]+)"|href="(/animation/[^"]+)" class="stat', page
    ):
        assert claire.get("".join(url).replace("&amp;", "&")).status_code == 200
    assert words(page).count("1") >= 2


def test_only_who_animates_has_this_desk():
    region = MandateFactory(role="REGIONAL", territory=None, region="84").user
    nation = MandateFactory(role="NATIONAL", territory=None).user

    for user, home in ((region, "animators:partners"), (nation, "animators:charters")):
        client = sign_in(Client(), user)
        assert client.get("/animation/reseau/").status_code == 404
        menu = client.get("/animation/").content.decode()
        assert f'<a class="nav__link" href="{reverse(home)}">Réseau</a>' in menu
        assert client.get(reverse(home)).status_code == 200
