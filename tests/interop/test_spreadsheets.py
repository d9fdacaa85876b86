"""Nothing that a person typed becomes a formula, in any spreadsheet (guarantees.md T16)."""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boussole.interop.spreadsheets import csv_lines, safe_cell, xlsx_file

# What an attacker would put in front: blanks of every width, invisible signs, breaks.
FRONT = st.text(alphabet=" \u00a0\u2003\u3000\u200b\u200e\ufeff\t\r\n\x00\x0b\u00ad\u3164", max_size=4)
SIGN = st.sampled_from("=+-@＝＋－＠﹣﹢﹦")
ANYTHING = st.text(max_size=20)


def read(text: str) -> list[list[str]]:
    """As a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def is_a_formula(cell: str) -> bool:
    """An independent reading of the rule: whatever a program may strip, the first sign left must not calculate."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    shown = "".join(sign for sign in cell if unicodedata.category(sign)[0] not in "ZC" and sign != "\u3164")
    return unicodedata.normalize("NFKC", shown[:1])[:1] in ("=", "+", "-", "@")


@given(front=FRONT, sign=SIGN, rest=ANYTHING)
@example(front="", sign="=", rest="cmd|' /C calc'!A0")
@example(front=" ", sign="+", rest="33639981234")
def test_what_could_be_a_formula_is_guarded_and_stays_readable(front, sign, rest):
    typed = front + sign + rest

    assert safe_cell(typed) == "'" + typed


@given(typed=ANYTHING)
def test_no_cell_is_a_formula(typed):
    assert not is_a_formula(safe_cell(typed))


@pytest.mark.parametrize(
    "typed", ["Lina", "06 39 98 12 34", "Éloïse", "", "2 + 2", "B-7F3K-92QM", "« = »", "«=»"]
)
def test_what_is_harmless_is_left_alone(typed):
    assert safe_cell(typed) == typed


@given(rows=st.lists(st.tuples(ANYTHING, st.integers()), max_size=4))
def test_a_csv_file_gives_back_its_rows_without_one_formula(rows):
    written = read("".join(csv_lines(["Texte", "Nombre"], rows)))

    assert written[0] == ["Texte", "Nombre"]
    assert written[1:] == [[safe_cell(text), str(number)] for text, number in rows]


def test_a_csv_file_opens_by_itself_in_french():
    lines = list(csv_lines(["Prénom", "Échéance"], [("Lina", datetime(2026, 11, 25, 23, 59)), (None, "a;b")]))

    assert lines == ["\ufeffPrénom;Échéance\r\n", "Lina;25/11/2026 23:59\r\n", ';"a;b"\r\n']


def test_an_excel_file_holds_text_and_dates_but_no_formula_and_no_link():
    rows = [("=1+1", "https://example.org", datetime(2026, 11, 25, 14, 5), 3), ("  @SUM(A1)", None, "", -3)]

    with zipfile.ZipFile(io.BytesIO(xlsx_file(["A", "B", "C", "D"], rows))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert texts == ["A", "B", "C", "D", "'=1+1", "https://example.org", "'  @SUM(A1)"]
