"""The figures of my structure: each opens the list behind it."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import Opinion
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words
from tests.web.extranet.test_requests import names

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(office):
    """Four requests: kept after two hours, kept and closed after four, missed, still running."""
    asked = {name: office.request(first_name=name) for name in ("Ana", "Bob", "Cam")}
    for name, hours in (("Ana", 2), ("Bob", 2)):
        office.hands.forward(hours=hours)
        actions.log_attempt(asked[name], kind="CALL", result="REACHED", by=office.nadia, now=office.hands.now)
    actions.close(asked["Bob"], outcome="APPOINTMENT", by=office.nadia, now=office.hands.now)
    office.hands.forward(days=4)
    asked["Dan"] = office.request(
        first_name="Dan", offer=OfferFactory(structure=office.structure, title="=1+1")
    )
    return asked


def behind(office, label, page):
    """The first names in the list that opens behind this figure."""
    link = re.search(rf'<a[^>]*href="([^"]*)"[^>]*>{re.escape(label)}', page)
    assert link, label
    return sorted(names(office.client.get(unescape(link[1])).content.decode()))


def test_what_was_promised_and_how_fast_is_said_in_words(office, worked):
    page = words(office.get("figures"))

    assert "4 Demandes reçues" in page
    assert "67 % Promesses tenues" in page
    assert "3 heures Délai médian" in page
    assert "2 sur 3" in page
    assert "Rendez-vous fixé 1" in page
    assert "novembre 2026 4 2 sur 3 (67 %) 3 heures" in page


def test_each_figure_opens_the_list_behind_it(office, worked):
    page = office.get("figures")

    assert behind(office, "Demandes reçues", page) == ["Ana", "Bob", "Cam", "Dan"]
    assert behind(office, "Encore ouvertes", page) == ["Ana", "Cam", "Dan"]
    assert behind(office, "Promesses tenues", page) == ["Ana", "Bob"]
    assert behind(office, "1\u00a0promesse non tenue", page) == ["Cam"]
    assert behind(office, "Délai médian", page) == ["Ana", "Bob"]
    assert behind(office, "Rendez-vous fixé", page) == ["Bob"]
    assert behind(office, "novembre\u00a02026", page) == ["Ana", "Bob", "Cam", "Dan"]
    assert behind(office, "=1+1", page) == ["Dan"]


def test_without_a_request_the_page_says_what_will_come(office):
    assert "Aucune demande sur ces 12 mois" in words(office.get("figures"))


def test_opinions_are_shown_from_five_on_without_names(office, worked):
    rows = [office.request(first_name="Secret") for _ in range(5)]
    for row in rows[:4]:
        Opinion.objects.create(contact_request=row, helped="YES", score=5, given_at=office.hands.now)
    assert "Moins de 5 avis" in words(office.get("figures"))

    Opinion.objects.create(
        contact_request=rows[4], helped="NO", score=3, word="<b>Trop long</b>", given_at=office.hands.now
    )
    page = office.get("figures")
    assert "note moyenne : 4,6 sur 5" in words(page)
    assert "&lt;b&gt;Trop long&lt;/b&gt;" in page
    assert "Secret" not in page


def test_of_several_structures_each_has_its_own_figures(office, worked):
    other = StructureFactory(name="Maison des ados")
    ReferentFactory(structure=other, user=office.nadia)
    office.request(first_name="Zoé", offer=OfferFactory(structure=other))

    page = office.get("figures", structure=str(other.public_id))

    assert "1 Demandes reçues" in words(page)
    assert behind(office, "Demandes reçues", page) == ["Zoé"]


@pytest.mark.parametrize("route", ["figures", "figures_export"])
def test_the_figures_of_another_structure_do_not_exist(office, route):
    other = StructureFactory()

    for named in (str(other.public_id), "42", "' OR 1=1"):
        assert office.client.get(reverse(f"extranet:{route}"), {"structure": named}).status_code == 404


def test_the_file_holds_the_same_figures_and_no_formula(office, worked):
    answer = office.client.get(reverse("extranet:figures_export"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = {(line[0], line[1]): line[2:] for line in csv.reader(io.StringIO(text), delimiter=";")}
    assert lines["Ensemble", ""] == ["4", "3", "2", "1", "3.0"]
    assert lines["Mois", "2026-11"] == ["4", "3", "2", "1", "3.0"]
    assert lines["Mois", "2025-12"] == ["0", "0", "0", "0", ""]
    assert lines["Offre", "'=1+1"] == ["1", "1", "0", "0", ""]
    assert lines["Issue", "Rendez-vous fixé"] == ["1", "", "", "", ""]
    assert "Ana" not in text
    assert answer["Content-Disposition"].startswith('attachment; filename="chiffres-')


def test_a_colleague_of_one_theme_reads_the_figures_of_the_whole_structure(office, worked):
    part = ReferentFactory(structure=office.structure)
    part.themes.add(OfferFactory().theme)
    sign_in(office.client, part.user)

    assert "4 Demandes reçues" in words(office.get("figures"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_was_asked(office, count, django_assert_num_queries):
    for _ in range(count):
        office.request(offer=OfferFactory(structure=office.structure))
    office.get("figures")

    with django_assert_num_queries(14):
        office.get("figures")
