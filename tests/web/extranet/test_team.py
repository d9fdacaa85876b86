"""Whoever is responsible keeps the team up to date: one press each, a part in one page, an access closed at once."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.partners.models import Referent
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(office) -> Referent:
    """Responsible for Le Phare: her browser is the office's."""
    row = ReferentFactory(
        structure=office.structure,
        role="MANAGER",
        confirmed_on=office.hands.now.date(),
        user__first_name="Inès",
        user__last_name="Roche",
    )
    sign_in(office.client, row.user)
    return row


@pytest.fixture
def nadia(office) -> Referent:
    return Referent.objects.get(user=office.nadia)


def test_one_press_confirms_somebody_for_three_months(office, ines, nadia):
    page = words(office.get("colleagues"))
    assert "Qui fait toujours partie de l’équipe ?" in page
    assert "À confirmer depuis le lundi 13 avril 2026" in page

    page = words(office.post("confirm_colleague", nadia.public_id))

    assert "Nadia Belkacem fait toujours partie de l’équipe." in page
    assert "À confirmer" not in page
    nadia.refresh_from_db()
    assert (nadia.confirmed_on, nadia.confirmed_by) == (office.hands.now.date(), ines.user)


def test_a_referent_reads_the_team_and_changes_nothing_of_it(office, nadia):
    karim = ReferentFactory(structure=office.structure)

    page = words(office.get("colleagues"))

    assert "Toujours dans l’équipe" not in page
    assert "N’est plus là" not in page
    for route in ("change_colleague", "confirm_colleague", "let_colleague_go"):
        url = reverse(f"extranet:{route}", args=[karim.public_id])
        assert (office.client.get(url).status_code, office.client.post(url).status_code) == (404, 404)


def test_an_account_that_sleeps_is_shown_to_whoever_is_responsible(office, ines):
    User.objects.filter(pk=office.nadia.pk).update(last_login=office.hands.now - timedelta(days=183))

    assert "Compte endormi" in words(office.get("colleagues"))
    sign_in(office.client, office.nadia)  # who has just come back, of course
    User.objects.filter(pk=office.nadia.pk).update(last_login=office.hands.now - timedelta(days=183))
    assert "Compte endormi" not in words(office.get("colleagues"))


def test_what_a_colleague_answers_for_is_one_page(office, ines, nadia):
    housing = ThemeFactory(code="logement")

    page = office.post(
        "change_colleague", nadia.public_id, role="REFERENT", themes=["logement"], add="Firminy"
    )

    assert "Ce dont Nadia Belkacem répond est noté." in words(page)
    nadia.refresh_from_db()
    assert ([*nadia.themes.all()], nadia.communes) == ([housing], [FIRMINY])
    again = office.get("change_colleague", nadia.public_id)
    assert f'value="commune:{FIRMINY}" checked' in again


def test_what_was_typed_stays_when_a_commune_is_not_found(office, ines, nadia):
    page = office.post("change_colleague", nadia.public_id, role="MANAGER", add="Firmini, Atlantide")

    assert "Nous ne trouvons pas « Atlantide »" in words(page)
    assert 'value="Atlantide"' in page
    assert f'value="commune:{FIRMINY}" checked' in page  # a mistake or two: understood
    nadia.refresh_from_db()
    assert nadia.role == "REFERENT"


def test_communes_are_added_one_by_one_without_a_script_and_namesakes_are_asked(office, ines, nadia):
    change = ["change_colleague", nadia.public_id]
    page = office.post(*change, role="MANAGER", add="FOREZ EST", ajouter="1")
    assert 'value="epci:200065894" checked' in page  # 42 communes in one box
    assert re.search(r'value="MANAGER"[^>]* checked', page)  # what else was answered stays
    nadia.refresh_from_db()
    assert nadia.communes == []  # nothing is saved yet

    page = office.post(*change, role="MANAGER", communes=["epci:200065894"], add="42110", ajouter="1")
    assert "Que voulez-vous dire par « 42110 » ? Cochez ce qu’il faut." in words(page)
    assert (
        'value="commune:42094" checked' not in page
    )  # Feurs is among those of this postcode, and in the box
    office.post(*change, role="REFERENT", communes=["epci:200065894", f"commune:{FIRMINY}"])
    nadia.refresh_from_db()
    assert (len(nadia.communes), FIRMINY in nadia.communes, "42094" in nadia.communes) == (43, True, True)
    assert "Communauté de communes de Forez-Est (42 communes)" in words(office.get("colleagues"))


def test_the_box_proposes_places_of_the_structure_alone(office, ines):
    url = reverse("extranet:commune_suggestions")
    said = {
        query: office.client.get(url, {"q": query}).json()["items"]
        for query in ("forez est", "firmi", "lyon")
    }

    assert said["forez est"][0] == {
        "value": "epci:200065894",
        "label": "Communauté de communes de Forez-Est (42\u00a0communes)",
        "hint": "intercommunalité",
    }
    assert said["firmi"][0]["value"] == f"commune:{FIRMINY}"
    assert "commune:69123" not in [item["value"] for item in said["lyon"]]


def test_the_only_person_responsible_remains_so(office, ines):
    page = words(office.post("change_colleague", ines.public_id, role="REFERENT"))

    assert "Inès est la seule personne responsable. Donnez d’abord ce rôle à quelqu’un d’autre." in page


def test_whoever_is_gone_loses_their_access_and_nothing_is_lost(office, ines, nadia):
    first = actions.take_up(office.request(), by=office.nadia, now=office.hands.now)
    karim = ReferentFactory(structure=office.structure, user__first_name="Karim").user
    page = words(office.get("let_colleague_go", nadia.public_id))
    assert "Son accès se ferme tout de suite" in page
    assert "1 demande ouverte" in page

    page = words(office.post("let_colleague_go", nadia.public_id, everything=str(karim.pk)))

    first.refresh_from_db()
    office.nadia.refresh_from_db()
    assert "Nadia Belkacem n’a plus accès à Le Phare. Tout est confié. Son compte est fermé." in page
    assert (first.owner, office.nadia.is_active) == (karim, False)
    again = reverse("extranet:let_colleague_go", args=[nadia.public_id])
    assert office.client.post(again).status_code == 404


def test_one_does_not_close_ones_own_access(office, ines):
    page = words(office.post("let_colleague_go", ines.public_id))

    assert "Pour vous-même, préparez votre départ" in page
    assert Referent.objects.get(pk=ines.pk).ends_on is None


def test_a_planned_departure_asks_for_no_confirmation(office, ines, nadia):
    Referent.objects.filter(pk=nadia.pk).update(ends_on=date(2026, 12, 4))

    page = words(office.get("colleagues"))

    assert "Départ prévu dernier jour le vendredi 4 décembre" in page
    assert "Qui fait toujours partie de l’équipe ?" not in page
