"""Whatever the format and whoever wrote it, the same cells come back; what is hostile is refused in one sentence."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.interop.sheets.cells import text_of, tidied
from boussole.interop.sheets.columns import BY_NAME, COLUMNS
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import FORMATS, Table, limits, rows_of, written
from boussole.interop.sheets.guards import guarded, unguarded
from boussole.interop.sheets.rows import sheet_in

LISTS = {"themes": ["Emploi"], "delays": ["1", "2"], "yes_no": ["Oui", "Non"]}
TYPED = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@';\n\t \u00a0\"é")), max_size=30
).map(tidied)


def table(*rows: dict[str, str]) -> Table:
    return Table(
        COLUMNS, rows, help=[("Colonne", "Aide", "")], lists=LISTS, categories=[("Emploi", "Postuler")]
    )


def lines_of(data: bytes) -> list[dict[str, str]]:
    return [{name: text for name, text in texts.items() if text} for _, texts in sheet_in(data).lines]


@pytest.mark.parametrize("format", FORMATS)
@given(title=TYPED.filter(bool), description=TYPED, days=st.integers(1, 7), day=st.dates(date(1901, 1, 1)))
def test_what_is_written_is_read_back(format, title, description, days, day):
    said = {
        "title": title,
        "description": description,
        "promised_days": str(days),
        "valid_from": f"{day.day:02d}/{day.month:02d}/{day.year:04d}",
    }

    assert lines_of(written(table(said), format)) == [{name: text for name, text in said.items() if text}]


@given(typed=st.text(max_size=20))
def test_the_guard_of_formulas_goes_as_it_came(typed):
    assert unguarded(guarded(typed)) == typed


def test_the_numbers_of_lines_are_those_that_the_spreadsheet_shows():
    rows = "\n\nStructure;Titre;Inconnue\nLe Phare;Un atelier;x\n;;\nLe Phare;Un autre;\n"

    sheet = sheet_in(rows.encode())

    assert [(number, texts["title"]) for number, texts in sheet.lines] == [(4, "Un atelier"), (6, "Un autre")]
    assert sheet.remarks == ["La colonne « Inconnue » n’est pas connue : elle n’est pas lue."]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_as_spreadsheets_write_it_in_france(delimiter, encoding):
    rows = [["Thème", "TITRE", "texte  court"], ["Santé", "L’été à l’hôpital", "Tu viens à 9 h."]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)

    assert lines_of(data) == [{"theme": "Santé", "title": "L’été à l’hôpital", "summary": "Tu viens à 9 h."}]


def test_an_excel_file_that_somebody_filled_by_hand_is_read_too():
    book = openpyxl.Workbook()
    book.active.title = "Mes notes"
    sheet = book.create_sheet("Offres")
    sheet.append(["Titre", "Délai", "À partir du", "Téléphone", "Gratuit", "Texte court"])
    sheet.append(["Un atelier", 3.0, datetime(2026, 11, 23), 199004201, True, "=1+1"])
    out = io.BytesIO()
    book.save(out)

    assert lines_of(out.getvalue()) == [
        {
            "title": "Un atelier",
            "promised_days": "3",
            "valid_from": "23/11/2026",
            "phone": "0199004201",
            "is_free": "Oui",
        }
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Ce fichier est vide."),
        (b"\xd0\xcf\x11\xe0old", "ancien format d’Excel"),
        (b"\x89PNG\x00\x00", "n’est pas un tableur"),
        (b"PK\x03\x04abc", "abîmé"),
        (b"a" * (limits.MOST_BYTES + 1), "dépasse 5 Mo"),
        ("Bonjour;à tous\n".encode(), "Aucune ligne de titres"),
        ("Titre;Titre;Thème\nA;B;C\n".encode(), "écrite deux fois"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data, says):
    with pytest.raises(FileRefused, match=says):
        list(sheet_in(data).lines)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = zipped(xl__workbook_xml=b"<w/>", xl__sharedStrings_xml=b" " * (limits.MOST_UNZIPPED + 1))
    assert len(bomb) < 100_000

    with pytest.raises(FileRefused, match="démesuré"):
        list(rows_of(bomb))


def test_no_file_declares_entities():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    for hostile in (zipped(xl__workbook_xml=laughs), zipped(content_xml=laughs, **ods)):
        with pytest.raises(FileRefused, match="abîmé"):
            list(rows_of(hostile))


def excel(**parts: str) -> bytes:
    """A sound file of Excel, some parts of which are replaced."""
    out, hostile = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Titre", "Thème"])
    book.save(out)
    with zipfile.ZipFile(out) as sound, zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            short = name.rpartition("/")[2].removesuffix(".xml")
            space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            content = f'<x xmlns="{space}">{parts[short]}</x>' if short in parts else sound.read(name)
            archive.writestr(name, content)
    return hostile.getvalue()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        # Each of these few kilobytes took a gigabyte, or an hour.
        ({"styles": f"<cellXfs>{'<xf/>' * 60_000}</cellXfs>"}, "démesuré"),
        ({"sheet1": f"<sheetData><row>{'<c/>' * 20_000}</row></sheetData>"}, "démesuré"),
        ({"sheet1": "<sheetData>" + "<row/>" * 1_500_001 + "</sheetData>"}, "démesuré"),
        ({"sheet1": '<sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData>'}, "abîmé"),
        ({"sheet1": "<y " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>"}, "démesuré"),
    ],
    ids=["styles", "cells of a row", "rows", "the number of a row", "attributes"],
)
def test_a_small_file_that_would_cost_the_world_is_refused(parts, says):
    data = excel(**parts)
    assert len(data) < 700_000

    with pytest.raises(FileRefused, match=says):
        list(rows_of(data))


def test_an_excel_file_with_its_own_looks_and_a_picture_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel())) as sound, zipfile.ZipFile(out, "w") as archive:
        for name in sound.namelist():
            archive.writestr(name, sound.read(name))
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\x00")

    assert next(iter(rows_of(out.getvalue())))[1][:2] == ["Titre", "Thème"]


def test_a_row_repeated_a_million_times_is_refused_and_an_empty_one_costs_nothing():
    def ods(times: int, cell: str, after: str = "") -> bytes:
        names = ["office:1.0", "table:1.0", "text:1.0"]
        spaces = " ".join(
            f'xmlns:{name.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names
        )
        head = '<table:table-cell office:value-type="string"><text:p>Titre</text:p></table:table-cell>'
        row = f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'
        content = (
            f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table>"
            f"<table:table-row>{head}{head.replace('Titre', 'Thème')}</table:table-row>{row}"
            f"</table:table>{after}</office:spreadsheet></office:body></office:document-content>"
        )
        mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
        return zipped(mimetype=mimetype, content_xml=content.encode())

    full = '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'

    with pytest.raises(FileRefused, match="plus de 10\u00a0000 lignes"):
        list(sheet_in(ods(1_048_576, full)).lines)
    assert list(sheet_in(ods(1_048_576, wide)).lines) == []
    last = f"<table:table-row>{full}</table:table-row>"
    with pytest.raises(FileRefused, match="abîmé"):
        list(
            sheet_in(ods(10**30, wide + "</table:table-row>" + last.removesuffix("</table:table-row>"))).lines
        )
    # Ten thousand rows in each of ten thousand sheets that nobody asked for: they are not kept.
    repeated = f'<table:table-row table:number-rows-repeated="9999">{full}</table:table-row>'
    others = f"<table:table>{repeated}</table:table>" * 10_000
    assert next(iter(sheet_in(ods(1, full, others)).lines))[1]["title"] == "A"


def test_too_many_lines_are_refused():
    data = ("Thème;Titre\n" + "Emploi;Un atelier\n" * (limits.MOST_ROWS + 1)).encode()

    with pytest.raises(FileRefused, match="lignes"):
        list(sheet_in(data).lines)


def test_a_phone_number_keeps_the_zero_that_spreadsheets_drop():
    assert text_of(639981234, BY_NAME["phone"]) == "0639981234"
    assert text_of(3919, BY_NAME["phone"]) == "3919"
