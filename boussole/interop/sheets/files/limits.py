"""How much of a file we are ready to read: a spreadsheet is a zip, and a small zip may hold the whole world."""

from __future__ import annotations

import io
import zipfile
from typing import IO
from xml.parsers import expat

from boussole.interop.sheets.faults import FileRefused

MOST_BYTES = 5 * 1024 * 1024
MOST_UNZIPPED = 60 * 1024 * 1024
MOST_PARTS = 400
MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_SIGNS = 10_000  # of one cell
CHUNK = 64 * 1024

TOO_BIG = "Ce fichier dépasse 5 Mo. Gardez la seule feuille « Offres », sans image, ou coupez-le en plusieurs fichiers."
TOO_LONG = f"Ce fichier a plus de {MOST_ROWS:_} lignes : coupez-le en plusieurs fichiers.".replace(
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


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """No part may declare entities: they are how a few lines of XML fill a memory, or read a disk.

    :raises FileRefused: with a French sentence
    """
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                _refuse_a_doctype(stream)


class _Inside(Exception):
    """The first element: what could be declared has been."""


def _refuse_a_doctype(stream: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refused_doctype
    parser.StartElementHandler = _stop
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
    except _Inside:
        return
    except (expat.ExpatError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(DAMAGED) from error


def refused_doctype(*_: object) -> None:
    raise FileRefused(DAMAGED)


def _stop(*_: object) -> None:
    raise _Inside
