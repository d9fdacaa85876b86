"""The example of the repository is what data.inclusion delivers, and is read alike in its four forms."""

import csv
import json
import tracemalloc
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from data_inclusion.schema import v1

from boussole.interop.data_inclusion.contacts import email_of_a_body, landline
from boussole.interop.data_inclusion.csv_rows import LISTS, list_in
from boussole.interop.data_inclusion.extracting import extract_of
from boussole.interop.data_inclusion.files import rows_of
from boussole.interop.data_inclusion.hours import in_french
from boussole.interop.data_inclusion.publics import NAMES, Audience
from boussole.interop.data_inclusion.records import NotARecord, plain, service_from, structure_from
from boussole.interop.data_inclusion.selection import Choice, selected
from boussole.interop.data_inclusion.thematics import SCHEMA_VERSION, TABLE, Place
from boussole.interop.data_inclusion.unreadable import Unreadable
from boussole.interop.reading import read_folder

EXAMPLE = Path("content/exemple-data-inclusion")
THEMES = ("emploi", "formation", "logement", "sante", "mobilite")


def example(name: str) -> list[dict]:
    return json.loads((EXAMPLE / f"{name}.json").read_text())


def as_lines(rows, path: Path) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def as_csv(rows, path: Path) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)  # lists as Python prints them: pandas writes them so
    return path


def as_parquet(rows, path: Path) -> Path:
    source = as_lines(rows, path.with_suffix(".jsonl"))
    duckdb.sql(f"COPY (SELECT * FROM read_json('{source}')) TO '{path}' (FORMAT parquet)")
    return path


WAYS = {"lignes": as_lines, "csv": as_csv, "parquet": as_parquet}


# --- The schema -------------------------------------------------------------------------------------
def test_the_example_is_valid_data_inclusion_and_uses_every_field():
    for row in example("structures"):
        v1.Structure.model_validate(row)
        assert set(row) == set(v1.Structure.model_fields)
    for row in example("services"):
        v1.Service.model_validate(row)
        assert set(row) == set(v1.Service.model_fields)


def test_every_thematic_of_the_schema_is_mapped_or_left_out_with_its_reason():
    assert sorted(TABLE) == sorted(thematic.value for thematic in v1.Thematique)
    assert len(TABLE) == 69
    assert SCHEMA_VERSION == "1.0.10"


def test_every_place_of_the_table_is_a_national_category():
    themes = read_folder(Path("content/national")).theme_entries
    known = {(theme.code, category.code) for theme in themes.values() for category in theme.categories}
    assert {(e.theme, e.category) for e in TABLE.values() if isinstance(e, Place)} <= known


def test_every_public_of_the_schema_has_its_words():
    assert sorted(NAMES) == sorted(public.value for public in v1.Public)


# --- The forms --------------------------------------------------------------------------------------
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["structures", "services"])
def test_whatever_its_form_a_file_says_the_same(way, name, tmp_path):
    rows = example(name)
    file = WAYS[way](rows, tmp_path / f"{name}.{way}")
    assert [{k: v for k, v in row.items() if v is not None} for row in rows_of(file)] == [
        {k: v for k, v in row.items() if v is not None} for row in rows
    ]


def test_a_list_in_a_cell_is_read_as_json_python_postgresql_or_words():
    written = ['["a", "b"]', "['a', 'b']", "{a,b}", '{"a","b"}', "a, b"]
    assert [list_in(cell) for cell in written] == [["a", "b"]] * 5
    assert {"thematiques", "publics", "zone_eligibilite"} <= set(LISTS)


@pytest.mark.parametrize(
    ("content", "what_to_do"),
    [
        (b"", "Ce fichier est vide"),
        (b"PK\x03\x04", "Ce fichier est compressé"),
        (b'[{"id": "a", "nom": ', "incomplet ou abîmé"),
        (b"bonjour,tout,le,monde\n1,2,3,4\n", "ne nomme pas les colonnes"),
        (b"PAR1 but not really", "abîmé"),
        (b'{"a":' * 50_000, "incomplet ou abîmé"),
        (b'[{"id": ' + b"9" * 5_000 + b"}]", "incomplet ou abîmé"),
        ("id,nom\n1,é".encode("latin-1"), "pas en UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, what_to_do, tmp_path):
    file = tmp_path / "fichier"
    file.write_bytes(content)
    with pytest.raises(Unreadable) as refusal:
        list(rows_of(file))
    assert what_to_do in refusal.value.message


@pytest.mark.parametrize(
    "strange", ["\x00", "a\x00b", "\ud800", 3, 1.5, True, {"a": 1}, ["x", ["y"]], ["\x00"], [None]]
)
def test_no_value_of_a_field_breaks_the_reading_nor_the_database(strange):
    """JSON may hold what PostgreSQL cannot, and a field anything."""
    structure, service = example("structures")[0], example("services")[0]
    for row, read in ((structure, structure_from), (service, service_from)):
        for name in row:
            with suppress(NotARecord):
                kept = json.dumps(plain(read({**row, name: strange})))
                assert "\\u0000" not in kept
                assert "\\ud800" not in kept


def test_a_long_file_is_read_with_little_memory_and_tells_how_far_it_is(tmp_path):
    rows = [row | {"id": f"{row['id']}-{n}"} for n in range(400) for row in example("services")]
    file = tmp_path / "services.json"
    file.write_text(json.dumps(rows))
    shares: list[float] = []
    tracemalloc.start()
    count = sum(1 for _ in rows_of(file, shares.append))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == len(rows)
    assert peak < file.stat().st_size / 2
    assert shares[-1] == 1
    assert shares == sorted(shares)


# --- One département --------------------------------------------------------------------------------
def test_a_departement_is_taken_out_of_the_country():
    extract = extract_of(EXAMPLE / "structures.json", EXAMPLE / "services.json", "42")
    assert sorted(extract.structures) == ["exemple--cyber-roanne", "exemple--mission-locale-forez"]
    assert len(extract.services) == 2


def test_a_service_given_here_by_a_structure_that_stands_elsewhere_is_kept():
    extract = extract_of(EXAMPLE / "structures.json", EXAMPLE / "services.json", "43")
    assert extract.structures["exemple--fixe-lyon"].city == "Lyon"


def test_the_two_files_exchanged_are_told_apart():
    with pytest.raises(Unreadable) as refusal:
        extract_of(EXAMPLE / "services.json", EXAMPLE / "structures.json", "43")
    assert "Avez-vous choisi celui des services" in refusal.value.message


def test_what_is_left_out_says_why():
    extract = extract_of(EXAMPLE / "structures.json", EXAMPLE / "services.json", "43")
    found = selected(extract, Choice(THEMES))
    assert found.by_theme() == {"emploi": 6, "formation": 2, "logement": 2, "mobilite": 1, "sante": 3}
    assert found.left_out == {
        "La Boussole n’a pas de thème pour ce besoin.": 2,
        "La source ne dit pas que ce service est gratuit.": 3,
        "La source ne dit pas que ce service est ouvert aux jeunes.": 1,
    }
    assert len(selected(extract, Choice(THEMES, Audience.NAMED, free_only=False)).kept) == 15
    assert selected(extract, Choice(("sante",))).by_theme() == {"sante": 3}


# --- What is certain, and what is somebody's ---------------------------------------------------------
def test_opening_hours_are_said_in_french_or_not_at_all():
    assert in_french("Mo-Fr 08:30-12:30,14:00-17:00; PH off") == (
        "du lundi au vendredi, de 8\u00a0h\u00a030 à 12\u00a0h\u00a030 et de 14\u00a0h à 17\u00a0h\u00a0; "
        "fermé les jours fériés"
    )
    assert (
        in_french("Mo,We,Fr 09:00-12:00") == "le lundi, le mercredi et le vendredi, de 9\u00a0h à 12\u00a0h"
    )
    assert in_french("Mo-Th 09:00-17:00; We[2] off") == ""
    assert in_french("sur rendez-vous") == ""


@pytest.mark.parametrize(
    ("email", "contact", "kept"),
    [
        ("accueil@velay.example.org", "", "accueil@velay.example.org"),
        ("Contact.Puy@velay.example.org", "", "contact.puy@velay.example.org"),
        ("phare@example.org", "", "phare@example.org"),
        ("camille.perrin@garage.example.org", "", ""),
        ("c.perrin@garage.example.org", "", ""),
        ("perrin@garage.example.org", "Camille Perrin", ""),
        ("lucette43@orange.fr", "", ""),
        ("mairie.duphare@orange.fr", "", "mairie.duphare@orange.fr"),
        ("pas une adresse", "", ""),
    ],
)
def test_the_address_of_a_person_is_left_in_the_file(email, contact, kept):
    assert email_of_a_body(email, contact) == kept


def test_a_mobile_number_is_left_in_the_file():
    assert [landline("+33199004301"), landline("+33639984305"), landline("3949")] == ["+33199004301", "", ""]


def test_the_name_of_a_contact_is_read_nowhere():
    row = next(row for row in example("services") if row["contact_nom_prenom"])
    assert "Perrin" not in str(service_from(row))
    assert service_from(row).has_withheld_contact
