"""The table as an OpenDocument spreadsheet: three sheets, with their drop-down lists (OASIS ODF 1.3).

Written by hand: the libraries that do it keep the whole tree in memory, and we need little of the format.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from boussole.interop.sheets.cells import date_from
from boussole.interop.sheets.columns import Column, Kind
from boussole.interop.sheets.files.names import HELP, LISTS, OFFERS
from boussole.interop.sheets.files.table import Table
from boussole.interop.sheets.guards import guarded

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
EMPTY_LINES = 1000  # that already have their lists, under the offers
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 cannot hold
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2">
<office:automatic-styles>
<number:date-style style:name="day"><number:day number:style="long"/><number:text>/</number:text>\
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="heading" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="wrap" style:family="table-cell">\
<style:table-cell-properties fo:wrap-option="wrap"/></style:style>
"""


def ods_file(table: Table) -> bytes:
    """A file for LibreOffice: the offers, the lists to choose from, the help."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # First, and not compressed: this is how the file is recognised (ODF 1.3, part 2, 3.3).
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            for part in _content(table):
                content.write(part.encode())
    return out.getvalue()


def _content(table: Table) -> Iterator[str]:
    yield HEAD
    for column in table.columns:
        yield (
            f'<style:style style:name="w-{column.name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{column.width * 0.2:.1f}cm"/></style:style>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield from _validations(table)
    yield from _offers(table)
    yield from _sheet(HELP, table.help)
    yield from _sheet(LISTS, [list(table.lists), *_in_columns(list(table.lists.values()))])
    yield "</office:spreadsheet></office:body></office:document-content>"


def _validations(table: Table) -> Iterator[str]:
    yield "<table:content-validations>"
    for place, (name, choices) in enumerate(table.lists.items()):
        column = chr(ord("A") + place)
        condition = (
            f"of:cell-content-is-in-list([$'{LISTS}'.${column}$2:.${column}${max(2, len(choices) + 1)}])"
        )
        yield (
            f'<table:content-validation table:name="{name}" table:condition={quoteattr(condition)} '
            'table:allow-empty-cell="true" table:display-list="unsorted">'
            '<table:error-message table:message-type="information" table:display="true"/>'
            "</table:content-validation>"
        )
    yield "</table:content-validations>"


def _offers(table: Table) -> Iterator[str]:
    yield f'<table:table table:name="{OFFERS}">'
    for column in table.columns:
        yield f'<table:table-column table:style-name="w-{column.name}"/>'
    yield "<table:table-header-rows><table:table-row>"
    for column in table.columns:
        note = f"<office:annotation><text:p>{escape(column.help)}</text:p></office:annotation>"
        yield (
            '<table:table-cell table:style-name="heading" office:value-type="string">'
            f"{note}{_paragraphs(column.heading)}</table:table-cell>"
        )
    yield "</table:table-row></table:table-header-rows>"
    for row in table.rows:
        cells = (_cell(column, row.get(column.name, ""), table) for column in table.columns)
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    empty = "".join(_cell(column, "", table) for column in table.columns)
    yield f'<table:table-row table:number-rows-repeated="{EMPTY_LINES}">{empty}</table:table-row></table:table>'


def _cell(column: Column, text: str, table: Table) -> str:
    listed = f' table:content-validation-name="{column.choices}"' if column.choices in table.lists else ""
    if not text:
        return f"<table:table-cell{listed}/>"
    if column.kind == Kind.NUMBER and text.isdecimal() and len(text) < 10:
        return (
            f'<table:table-cell{listed} office:value-type="float" office:value="{int(text)}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    if column.kind == Kind.DATE and (day := date_from(text)) is not None:
        return (
            f'<table:table-cell{listed} table:style-name="date" office:value-type="date" '
            f'office:date-value="{day.isoformat()}"><text:p>{text}</text:p></table:table-cell>'
        )
    said = _paragraphs(text)
    return f'<table:table-cell{listed} table:style-name="wrap" office:value-type="string">{said}</table:table-cell>'


def _sheet(name: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="12"/>'
    for row in rows:
        cells = (
            f'<table:table-cell office:value-type="string">{_paragraphs(text)}</table:table-cell>'
            for text in row
        )
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _in_columns(lists: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Rows of which each list is a column."""
    for line in range(max(map(len, lists), default=0)):
        yield [choices[line] if line < len(choices) else "" for choices in lists]


def _paragraphs(text: str) -> str:
    """One paragraph a line; blanks that XML would lose are said as elements."""
    lines = UNWRITABLE.sub("", guarded(text)).split("\n")
    return "".join(f"<text:p>{_line(line)}</text:p>" for line in lines)


def _line(line: str) -> str:
    pieces = re.split(r"( {2,}|^ +| +$|\t+)", line)
    return "".join(_blank(piece) if piece and not piece.strip(" \t") else escape(piece) for piece in pieces)


def _blank(piece: str) -> str:
    if piece == " ":
        return "<text:s/>"
    return "".join("<text:tab/>" if sign == "\t" else "<text:s/>" for sign in piece)
