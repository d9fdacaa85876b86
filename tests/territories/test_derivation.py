"""From the published sources to the reference: a hand-made sample, every case."""

import lzma

import pytest

from boussole.territories.derivation import derive, name_of_epci
from boussole.territories.geography import Geography
from boussole.territories.places import FormerName
from boussole.territories.reference_file import packed, read
from tests.territories.sample import SOURCES


@pytest.fixture
def reference():
    return derive(SOURCES, year=2026)


def test_only_the_communes_of_today_and_the_arrondissements_are_kept(reference):
    assert [(commune.code, commune.name, commune.parent) for commune in reference.communes] == [
        ("42001", "Valclair-sur-Loire", None),
        ("42004", "Le Grand-Pré", None),
        ("42006", "Bourg-Neuf", None),
        ("42071", "Bourg-Neuf 1er arrondissement", "42006"),
        ("43005", "Hautemont", None),
    ]


def test_a_commune_has_its_epci_and_an_arrondissement_that_of_its_city(reference):
    assert {commune.code: commune.epci for commune in reference.communes} == {
        "42001": "244200001", "42004": "244200001", "42006": "244200002", "42071": "244200002", "43005": None,
    }  # fmt: skip


def test_names_of_the_past_come_from_parts_earlier_editions_and_history(reference):
    assert reference.former_names == [
        FormerName("42001", "Valclair", "42001"),
        FormerName("42002", "Saint-Rémi-l’Étang", "42001"),
        FormerName("42003", "Petit-Clair", "42001"),
        FormerName("42009", "Vieux-Moulin", "42001"),  # merged into Petit-Clair, itself merged since
        FormerName("43005", "Hautmont", "43005"),
    ]


def test_a_code_of_the_past_without_a_name_still_leads_to_its_commune():
    sources = SOURCES.__class__(
        communes=SOURCES.communes, epcis=(), departements=SOURCES.departements, regions=SOURCES.regions
    )

    assert FormerName("42003", "", "42001") in derive(sources, year=2026).former_names


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("CC du Ternois", "Communauté de communes du Ternois"),
        ("CC des Monts d'Or (CCMO)", "Communauté de communes des Monts d’Or"),
        ("CA Loire Forez Agglomération (LFA)", "Loire Forez Agglomération"),
        ("CA du Grand Avignon (COGA)", "Communauté d’agglomération du Grand Avignon"),
        ("CU Limoges Métropole", "Limoges Métropole"),
        ("CU d'Arras", "Communauté urbaine d’Arras"),
        ("Saint-Étienne Métropole", "Saint-Étienne Métropole"),
        ("CA de Blois ''Agglopolys''", "Communauté d’agglomération de Blois «\u00a0Agglopolys\u00a0»"),
        (
            "CA de la Presqu'île de Guérande Atlantique (Cap Atlantique)",
            "Communauté d’agglomération de la Presqu’île de Guérande Atlantique (Cap Atlantique)",
        ),
    ],
)
def test_an_epci_has_the_name_that_people_use(official, name):
    assert name_of_epci(official) == name


def test_the_same_sources_give_the_same_bytes_and_read_back_equal(reference, tmp_path):
    path = tmp_path / "communes-2026.csv.xz"
    path.write_bytes(packed(reference))

    assert packed(derive(SOURCES, year=2026)) == path.read_bytes()
    assert read(path) == reference


def test_an_unknown_kind_of_row_is_refused(reference, tmp_path):
    path = tmp_path / "communes-2026.csv.xz"
    reference.epcis.clear()
    path.write_bytes(packed(reference))
    path.write_bytes(lzma.compress(lzma.decompress(path.read_bytes()) + b"canton,4201,Valclair\n"))

    with pytest.raises(ValueError, match="unknown kind of row 'canton'"):
        read(path)


def test_a_geography_of_the_sample_answers_like_that_of_the_country(reference):
    geography = Geography(reference)

    assert geography.commune("42009").name == "Valclair-sur-Loire"
    assert [found.explanation for found in geography.search("vieux moulin")] == [
        "Vieux-Moulin fait partie de la commune de Valclair-sur-Loire."
    ]
    assert geography.communes_of("commune:42006") == {"42006", "42071"}
    assert geography.name_in_words("epci:244200001") == "Communauté de communes des Monts d’Or"
