"""The list as a file: what is shown, safe for spreadsheets, bounded, traced, behind a fresh second factor."""

import csv
import io
import re
import zipfile

import pytest

from boussole.audit.models import Entry
from boussole.web.extranet.views import export
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db
URL = "/extranet/demandes/export/"


def downloaded(office, kind: str = "csv", query: str = "") -> bytes:
    answer = office.client.post(URL + query, {"format": kind})
    assert answer.status_code == 200
    return answer.getvalue()


def rows(office, query: str = "") -> list[list[str]]:
    text = downloaded(office, query=query).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_csv_holds_what_the_list_shows(office):
    request = office.request()

    header, line = rows(office)

    assert dict(zip(header, line, strict=True)) == {
        "Numéro": request.filing.number,
        "Prénom": "Lina",
        "Âge": "19",
        "Commune": "Saint-Étienne",
        "Téléphone": "06 39 98 12 34",
        "E-mail": "lina@example.org",
        "Offre": "Préparer ton entretien",
        "Structure": "Le Phare",
        "Déposée le": "23/11/2026 10:00",
        "Échéance": "25/11/2026 23:59",
        "État": "Transmise",
        "Issue": "",
        "Promesse": "En cours",
        "Premier essai": "",
        "Terminée le": "",
        "Suivie par": "",
    }


def test_an_excel_file_holds_the_same(office):
    office.request()

    with zipfile.ZipFile(io.BytesIO(downloaded(office, "xlsx"))) as book:
        texts = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())

    assert texts[:3] == ["Numéro", "Prénom", "Âge"]
    assert "Lina" in texts
    assert "Préparer ton entretien" in texts


def test_the_situation_and_the_message_stay_on_the_site(office):
    office.request()

    text = downloaded(office).decode()

    assert "Je cherche du travail" not in text
    assert "Plutôt le matin" not in text


def test_the_filters_of_the_list_are_those_of_the_file(office):
    office.request(first_name="Lina")
    office.request(first_name="Noa", offer=OfferFactory(structure=office.structure, title="Logement"))
    office.request(first_name="Kaïs", offer=OfferFactory())

    assert [line[1] for line in rows(office)[1:]] == ["Lina", "Noa"]
    assert [line[1] for line in rows(office, "?q=noa")[1:]] == ["Noa"]
    assert [line[1] for line in rows(office, "?etat=terminees")[1:]] == []


@pytest.mark.parametrize("name", ["=1+1", " =cmd|'/C calc'!A0", "+33", "＝1", "@SUM(A1)", "\t=1"])
def test_no_first_name_becomes_a_formula(office, name):
    office.request(first_name=name, message="")

    line = rows(office)[1]

    assert line[1] == "'" + name
    with zipfile.ZipFile(io.BytesIO(downloaded(office, "xlsx"))) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_file_is_bounded_and_says_so(office, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    monkeypatch.setattr(export, "CUT", "Liste coupée après 2 lignes")
    for _ in range(3):
        office.request()

    assert "La liste sera coupée" in words(office.get("export"))
    lines = rows(office)
    assert len(lines) == 4
    assert lines[-1][0] == "Liste coupée après 2 lignes"
    assert Entry.objects.get(code="contact_request.exported").facts["count"] == 2


def test_an_export_is_traced_with_its_count_and_a_look_at_the_page_is_not(office):
    office.request()
    office.request()
    office.get("export")
    assert not Entry.objects.filter(code="contact_request.exported").exists()

    downloaded(office, "xlsx")

    entry = Entry.objects.get(code="contact_request.exported")
    assert (entry.actor_id, entry.facts) == (office.nadia.pk, {"count": 2, "format": "xlsx"})


def test_the_page_says_what_the_file_holds_and_how_to_keep_it(office):
    office.request()

    page = words(office.get("export", q="lina"))

    assert "1 demande dans la liste que vous avez filtrée." in page
    assert "Ce fichier contient des données personnelles" in page


def test_an_old_second_factor_is_asked_again(office, monkeypatch):
    office.request()
    monkeypatch.setattr("boussole.web.shared.access.FRESH", -1)

    for answer in (office.client.get(URL), office.client.post(URL, {"format": "csv"})):
        assert answer.status_code == 302
        assert "/compte/second-facteur/" in answer["Location"]


def test_a_referent_elsewhere_exports_nothing_of_it(office, client):
    office.request()
    other = OfferFactory()
    sign_in(client, ReferentFactory(structure=other.structure).user)

    assert client.post(URL, {"format": "csv"}).getvalue().decode().count("\n") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_costs_the_same_number_of_queries_whatever_its_length(
    office, count, django_assert_num_queries
):
    for _ in range(count):
        office.request()
    downloaded(office)

    with django_assert_num_queries(11):
        downloaded(office)
