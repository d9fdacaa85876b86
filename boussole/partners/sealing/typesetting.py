"""The words and the evidence as one PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1), fonts inside.

WeasyPrint draws with Pango, a library of the system, and takes three seconds to import: both only when a document is
made, by the worker. Nothing is fetched: neither the network nor a file of the machine can enter a charter, whatever
its words say (guarantees.md T30). The only resources are those of this module, by name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import qrcode
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage

from boussole.design.prose import prose
from boussole.partners.sealing import tagging
from boussole.partners.sealing.evidence import Parties, Signature

if TYPE_CHECKING:
    import pydyf
    import weasyprint

OWN = "boussole-own"
_FONTS = {"regular.ttf": "Regular", "bold.ttf": "Bold", "italic.ttf": "Italic"}
# Two words at least: « Entre » and « et », between the parties, open no chapter.
_BOLD_LINE = re.compile(
    r"<p><strong>((?:(?!</?strong>|<br>)\S)+\s(?:(?!</?strong>|<br>).)+)</strong>(?:<br>|</p>)"
)


class NoTypesetter(Exception):
    """This machine has no Pango: what waits for it waits, and the page offers the words to print."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that the document says."""

    number: str
    title: str
    words: str
    words_hash: str
    parties: Parties
    signatures: list[Signature]
    made: datetime
    verify_url: str


def typeset(printed: Printed) -> bytes:
    """The PDF, before its seal.

    :raises NoTypesetter: when Pango is not there
    """
    weasyprint = _weasyprint()
    fetcher, fonts = _only_our_own(printed.verify_url), weasyprint.text.fonts.FontConfiguration()
    html = weasyprint.HTML(string=html_of(printed), url_fetcher=fetcher)
    css = weasyprint.CSS(string=_css(), url_fetcher=fetcher, font_config=fonts)
    return bytes(
        html.write_pdf(
            pdf_variant="pdf/a-2a", stylesheets=[css], font_config=fonts, finisher=_claims(printed)
        )
    )


def html_of(printed: Printed) -> str:
    """The page that is drawn; also what is shown to print where nothing can be drawn."""
    context = {name: getattr(printed, name) for name in Printed.__dataclass_fields__}
    return render_to_string("partners/sealing/charter.html", {**context, "words": as_chapters(printed.words)})


def as_chapters(words: str) -> SafeString:
    """The words with formatting; a line wholly in bold is the title of a chapter, and a bookmark of the document.

    Fonts have no narrow no-break space: the plain one takes its place.
    """
    html = prose(words.replace("\u202f", "\u00a0"))

    def chapter(found: re.Match[str]) -> str:
        goes_on = "<p>" if found[0].endswith("<br>") else ""
        return f"<h2>{found[1]}</h2>{goes_on}"

    return mark_safe(_BOLD_LINE.sub(chapter, html))  # noqa: S308  `prose` has escaped what was typed


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415  heavy, and optional: see the top of this file
    except OSError as missing:  # cffi's word for a library that is not there
        raise NoTypesetter("Pango is missing: install libpango-1.0-0 and libpangoft2-1.0-0.") from missing
    return weasyprint


def _only_our_own(verify_url: str) -> Callable[[str], weasyprint.urls.URLFetcherResponse]:
    """Answers for the few resources of a document, and for nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OnlyOurOwn(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            if parts.scheme != OWN:
                raise ValueError("A charter fetches nothing.")
            body, kind = _resource(parts.path, verify_url)
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return OnlyOurOwn()


def _resource(name: str, verify_url: str) -> tuple[bytes, str]:
    if name in _FONTS:
        folder = resources.files("fontpkg_atkinson_hyperlegible") / "files"
        return (folder / f"AtkinsonHyperlegible-{_FONTS[name]}.ttf").read_bytes(), "font/ttf"
    if name == "verify.svg":
        drawing = io.BytesIO()
        qrcode.make(verify_url, image_factory=SvgPathFillImage, border=1).save(drawing)
        return drawing.getvalue(), "image/svg+xml"
    raise ValueError("This is not one of our resources.")


@cache
def _css() -> str:
    return (resources.files("boussole.partners.sealing") / "charter.css").read_text(encoding="utf-8")


def _claims(printed: Printed) -> Callable[[weasyprint.Document, pydyf.PDF], None]:
    """Write our own metadata: WeasyPrint claims one standard at a time, and this document follows two."""

    def finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
        tagging.mend(pdf)
        said = document.metadata
        xmp = render_to_string(
            "partners/sealing/metadata.xml",
            {
                "number": printed.number,
                "title": said.title,
                "author": ", ".join(said.authors),
                "description": said.description,
                "made": said.created,
                "producer": pdf.info["Producer"].string,
            },
        )
        for each in pdf.objects:
            if getattr(each, "extra", {}).get("Type") == "/Metadata":
                each.stream, each.compress = [xmp.strip().encode()], False

    return finish
