"""How much of a file we are ready to read: a spreadsheet is a zip, and a small zip may hold the whole world."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from boussole.interop.sheets.faults import FileRefused

MOST_BYTES = 5 * 1024 * 1024
MOST_UNZIPPED = 60 * 1024 * 1024
MOST_PARTS = 400
MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_SIGNS = 10_000  # of one cell
MOST_ELEMENTS = 1_500_000  # 10 000 lines of 60 cells, twice
MOST_OTHERS = 50_000  # styles, links, names: neither cells nor their texts
MOST_OF_ONE_TAG = 1024 * 1024  # bytes
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet program
# In Excel files (ECMA-376, part 1, 18.3 and 18.4) then in OpenDocument ones: cells, their texts, the looks of these.
CELL_PARTS = frozenset({
    "row", "c", "v", "f", "is", "t", "si", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "scheme",
    "table-row", "table-cell", "covered-table-cell", "p", "s", "span", "a",
})  # fmt: skip
CHUNK = 64 * 1024

TOO_BIG = "Ce fichier dépasse 5 Mo. Gardez la seule feuille « Offres », sans image, ou coupez-le en plusieurs fichiers."
TOO_LONG = f"Ce fichier a plus de {MOST_ROWS:_} lignes : coupez-le en plusieurs fichiers.".replace(
    "_", "\u00a0"
)
SWOLLEN = "Ce fichier est démesuré une fois ouvert : copiez vos lignes dans un modèle neuf."
DAMAGED = (
    "Ce fichier est abîmé : ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis déposez-le ici."
)


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip, when it is sound and not much bigger than it looks.

    What the directory says of sizes can be believed: Python reads no further than it says, then refuses.

    :raises FileRefused: with a French sentence
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(DAMAGED) from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNZIPPED:
        raise FileRefused(SWOLLEN)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("Ce fichier est protégé par un mot de passe : enregistrez-le sans.")
    return archive


def refuse_monsters(archive: zipfile.ZipFile) -> None:
    """No part may declare entities, nor hold more elements than a table of offers could ever need.

    Entities are how a few lines of XML fill a memory or read a disk. And the library that reads Excel files makes an
    object of each style and of each cell of a row, and a row of each number left out: 50 kB of zip hold ten million.
    A part is read whatever its name, since the file itself says which of them is what.

    :raises FileRefused: with a French sentence
    """
    weights = _Weights()
    for part in archive.infolist():
        with archive.open(part) as stream:
            _weigh(stream, weights, is_xml=part.filename.endswith((".xml", ".rels")))


def _weigh(stream: IO[bytes], weights: _Weights, *, is_xml: bool) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refused_doctype
    parser.StartElementHandler = weights.add
    fed = 0
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MOST_OF_ONE_TAG:
                raise FileRefused(SWOLLEN)
    except expat.ExpatError as error:  # of a picture, which nobody will read as XML either
        if is_xml:
            raise FileRefused(DAMAGED) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileRefused(DAMAGED) from error


class _Weights:
    """Counts the elements of a whole archive, and refuses it as soon as there are too many."""

    def __init__(self) -> None:
        self.elements = self.others = self.cells_of_row = 0

    def add(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.elements += 1
        self.others += name not in CELL_PARTS
        if name == "c":
            self.cells_of_row += 1
        elif name == "row":
            self.cells_of_row = 0
            if _number(attributes.get("r", "")) > LAST_ROW:
                raise FileRefused(DAMAGED)
        is_too_much = (
            self.elements > MOST_ELEMENTS or self.others > MOST_OTHERS or self.cells_of_row > LAST_COLUMN
        )
        if is_too_much:
            raise FileRefused(SWOLLEN)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def refused_doctype(*_: object) -> None:
    raise FileRefused(DAMAGED)
