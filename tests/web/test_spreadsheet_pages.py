"""A file of offers in the hands of a referent, then of an animator: nothing of others, nothing by accident."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boussole.interop.models import ImportRun
from boussole.interop.sheets.columns import COLUMNS
from boussole.interop.sheets.files import Table, written
from boussole.interop.sheets.runs import SHORT_FILE
from boussole.offers.models import Offer
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory
from tests.factories.territories import TerritoryFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
HOME, ANIMATION = "/extranet/offres/tableur/", "/animation/chargements/tableur/"


@pytest.fixture
def nadia() -> Client:
    """She answers for « Le Phare », whose one offer is on line."""
    structure = StructureFactory(name="Le Phare")
    OfferFactory(structure=structure, theme=QuestionnaireFactory().theme, title="Un atelier")
    return sign_in(Client(), ReferentFactory(structure=structure).user)


def file_of(*lines: dict[str, str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("offres.csv", written(Table(COLUMNS, lines), "csv"), "text/csv")


LINE = {"structure": "Le Phare", "theme": "Emploi", "category": "Faire le point", "title": "Un autre atelier"}


def test_a_file_is_looked_at_imported_then_undone(nadia):
    left = nadia.post(HOME, {"file": file_of(LINE, {**LINE, "title": "", "promised_days": "9"})})
    page = nadia.get(left["Location"]).content.decode()
    assert "Importer 1\u00a0offre" in page
    assert "Colonne «\u00a0Délai\u00a0»" in page

    done = nadia.post(left["Location"] + "import/", follow=True).content.decode()
    assert "1\u00a0offre en brouillon" in done
    assert Offer.objects.get(title="Un autre atelier").status == "DRAFT"
    nadia.post(left["Location"] + "import/")
    assert Offer.objects.count() == 2

    undone = nadia.post(left["Location"] + "annulation/", follow=True).content.decode()
    assert "L’import est annulé" in undone
    assert Offer.objects.count() == 1


def test_a_long_file_is_read_by_the_worker_while_the_page_waits(nadia):
    lines = [{**LINE, "title": f"Un atelier {number}", "summary": "Tu viens. " * 20} for number in range(250)]
    file = file_of(*lines)
    assert file.size > SHORT_FILE

    left = nadia.post(HOME, {"file": file})

    answer = nadia.get(left["Location"])
    assert answer["Refresh"] == "3"
    assert "Le fichier se lit, ligne par ligne." in answer.content.decode()


def test_what_is_no_spreadsheet_is_refused_kindly(nadia):
    page = nadia.post(HOME, {"file": SimpleUploadedFile("offres.xlsx", b"\x89PNG\x00")}, follow=True)
    assert "n’est pas un tableur" in page.content.decode()
    assert "Choisissez un fichier." in nadia.post(HOME).content.decode()


@pytest.mark.parametrize("format", ["xlsx", "ods", "csv"])
def test_the_model_and_the_offers_are_files(nadia, format):
    for content in ("modele", "offres"):
        answer = nadia.get(f"{HOME}{content}.{format}")
        assert answer["Content-Disposition"] == f'attachment; filename="boussole-{content}.{format}"'
    assert nadia.get(f"{HOME}tout.{format}").status_code == 404


def test_the_files_of_others_do_not_exist(nadia):
    left = nadia.post(HOME, {"file": file_of(LINE)})["Location"]
    colleague = sign_in(Client(), ReferentFactory(structure=StructureFactory()).user)

    for url in (left, left + "import/", left + "annulation/"):
        assert colleague.get(url).status_code in (404, 405)
        assert colleague.post(url).status_code in (404, 405)


def test_the_animation_loads_for_its_own_territory_only(nadia):
    TerritoryFactory(code="ain", name="Ain", areas=["departement:01"])
    claire = sign_in(Client(), MandateFactory().user)

    left = claire.post(ANIMATION, {"file": file_of({**LINE, "structure": "La Bouée", "commune": "Firminy"})})

    assert "sera ajoutée comme structure pressentie" in claire.get(left["Location"]).content.decode()
    assert "offres.csv" in claire.get("/animation/chargements/").content.decode()
    assert ImportRun.objects.get().territory.code == "loire"
    assert claire.get(f"{ANIMATION}?territoire=ain").status_code == 404
    assert nadia.get(ANIMATION).status_code == 404
