"""What a scanned charter really is: read in its bytes, whatever its name says."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from boussole.partners.charters.pdf_pages import pages_of

MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 40

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS: Mapping[str, str] = {PDF: "pdf", JPEG: "jpg", PNG: "png"}

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
START_OF_SCAN, END_OF_JPEG = 0xDA, b"\xff\xd9"

WRONG_TYPE = "Ce fichier n’est ni un PDF, ni une photo (JPEG ou PNG)."
DAMAGED = "Ce fichier est abîmé : numérisez de nouveau la charte."
TOO_BIG = "Ce fichier dépasse 5 Mo : numérisez en noir et blanc, ou en 200 points par pouce."
TOO_LONG = f"Ce document a plus de {MOST_PAGES} pages : n’envoyez que la charte signée."


class ScanRefused(ValueError):
    """This file is not a scanned charter; `message` says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def type_of(data: bytes) -> str:
    """The type of the file, once opened and found whole.

    :raises ScanRefused: when it is too big, of another type, or damaged
    """
    if len(data) > MOST_BYTES:
        raise ScanRefused(TOO_BIG)
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(PNG_START):
        return _whole(PNG, _is_whole_png(data))
    if data.startswith(JPEG_START):
        return _whole(JPEG, _is_whole_jpeg(data))
    raise ScanRefused(WRONG_TYPE)


def _whole(media_type: str, is_whole: bool) -> str:
    if not is_whole:
        raise ScanRefused(DAMAGED)
    return media_type


def _pdf(data: bytes) -> str:
    """Opened as a reader would: it has pages, not too many, and no password."""
    pages = pages_of(data)
    if pages is not None and pages > MOST_PAGES:
        raise ScanRefused(TOO_LONG)
    return _whole(PDF, pages is not None and pages > 0)


def _is_whole_png(data: bytes) -> bool:
    """Every chunk says its size and its sum, up to the last one."""
    place = len(PNG_START)
    while place + 12 <= len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        content, end = data[place + 4 : place + 8 + size], place + 12 + size
        if end > len(data) or struct.unpack(">I", data[end - 4 : end])[0] != zlib.crc32(content):
            return False
        if content[:4] == b"IEND":
            return True
        place = end
    return False


def _is_whole_jpeg(data: bytes) -> bool:
    """Its segments follow each other up to the picture, which ends."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, (size,) = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])
        if marker == START_OF_SCAN:
            return data.rfind(END_OF_JPEG) > place
        place += 2 + size
    return False
