"""What both sites and the signatories share of charters: the file that both parties hold, in words, what its end does."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer
from boussole.partners.charters.scans import EXTENSIONS
from boussole.partners.models import CharterAgreement, CharterDocument, Referent, Structure


def document_file(document: CharterDocument) -> HttpResponse:
    """The bytes as they were made, to keep: never opened as a page of ours, whatever they hold."""
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    extension = EXTENSIONS.get(document.media_type, "bin")
    name = f"charte-{document.agreement.public_id.hex[:8]}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@dataclass(frozen=True)
class Effects:
    """What the end of a charter changes, counted today: shown before anybody decides."""

    offers: int  # on line today, that young people will no longer see
    requests: int  # open today, to be finished or redirected
    people: int  # who leave the directory of partners
    others_in_force: int  # charters of the same structure that go on: its offers are then still shown

    @classmethod
    def of(cls, agreement: CharterAgreement) -> Effects:
        structure: Structure = agreement.structure
        in_force = CharterAgreement.objects.filter(
            structure=structure, status=CharterAgreement.Status.IN_FORCE, ends_on__isnull=True
        )
        return cls(
            offers=Offer.objects.filter(structure=structure).on_line().count(),
            requests=ContactRequest.objects.filter(structure=structure).open().count(),
            people=Referent.objects.filter(
                structure=structure, is_pending=False, ends_on__isnull=True, user__is_active=True
            ).count(),
            others_in_force=in_force.exclude(pk=agreement.pk).count(),
        )
