"""What both sites and the signatories share of charters: one agreement as a page shows it, and its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString

from boussole.partners.charters import texts
from boussole.partners.charters.listing import next_renewal
from boussole.partners.charters.scans import EXTENSIONS
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory, today_of
from boussole.partners.sealing import as_chapters
from boussole.web.shared.charter_story import Moment, story_of

Status = CharterAgreement.Status
Role = Signatory.Role


@dataclass(frozen=True)
class Shown:
    """One agreement, with everything that its page says."""

    agreement: CharterAgreement
    signatories: list[Signatory]
    title: str
    words: str
    document: CharterDocument | None
    story: list[Moment]
    renewal: date | None  # the next one; None before the last signature, and after a notice
    is_outdated: bool  # being signed, while another text is in use

    @property
    def waited(self) -> list[Signatory]:
        return [each for each in self.signatories if each.is_waited_for]

    @property
    def chapters(self) -> SafeString:
        """The words as a page shows them."""
        return as_chapters(self.words)

    @property
    def is_on_paper(self) -> bool:
        return self.document is not None and self.document.kind == CharterDocument.Kind.SCAN


def shown(agreement: CharterAgreement, now: datetime) -> Shown:
    """Read one agreement whole, its words frozen or as they would be sent today."""
    day = today_of(agreement, now)
    signatories = _in_order(agreement.signatories.select_related("user"))
    title, words = texts.words_of(agreement, signatories, day) or ("Charte de partenariat", "")
    in_use = texts.in_use(agreement.territory) if agreement.status == Status.SIGNING else None
    return Shown(
        agreement,
        signatories,
        title,
        words,
        CharterDocument.objects.filter(agreement=agreement).defer("content").first(),
        story_of(agreement),
        next_renewal(agreement, now),
        in_use is not None and in_use.pk != agreement.text_id,
    )


def _in_order(signatories: Any) -> list[Signatory]:
    """The structure's two, then the animation's two, as they sign."""
    roles = list(Role)
    return sorted(signatories, key=lambda each: roles.index(Role(each.role)))


def document_file(document: CharterDocument) -> HttpResponse:
    """The bytes as they were made, to keep: never opened as a page of ours, whatever they hold."""
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    extension = EXTENSIONS.get(document.media_type, "bin")
    name = f"charte-{document.agreement.public_id.hex[:8]}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
