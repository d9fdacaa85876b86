"""Looking for a partner, and reading one card."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from boussole.accounts.models import Mandate
from boussole.partners.directory.listed import ROLES, people_in_directory, structures_in_directory
from boussole.partners.directory.quotas import What, spend
from boussole.partners.directory.readers import reader_of
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of
from boussole.questionnaires.models import Theme
from boussole.reporting.directory import vcards
from boussole.reporting.directory.cards import PersonCard, StructureCard, card_of_mandate, cards_of
from boussole.reporting.directory.search import MOST, Wanted, networks_in_directory, search
from boussole.territories.geography import commune_name
from boussole.web.shared.directory.forms import SearchForm
from boussole.web.shared.directory.visitor import TOO_MANY, Visitor, counted_as

VCARD = "text/vcard; charset=utf-8"


@require_safe
def directory(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The form, then who answers to it: names and places; coordinates are on the card."""
    form = SearchForm(
        request.GET or None,
        themes=Theme.objects.order_by("position", "name"),
        networks=networks_in_directory(visitor.now),
    )
    wanted = form.wanted if form.is_valid() else Wanted()
    found = None
    if wanted.says_something:
        verdict = spend(What.SEARCH, by=visitor.user, now=visitor.now)
        if not verdict:
            return visitor.page(request, "too_many", status=TOO_MANY, reason=verdict.reason)
        found = search(wanted, visitor.now)
    return visitor.page(
        request,
        "directory",
        form=form,
        wanted=wanted,
        found=found,
        most=MOST,
        near=_near(visitor),
        structure_route=visitor.route("directory_structure"),
        person_route=visitor.route("directory_person"),
    )


def _near(visitor: Visitor) -> list[tuple[str, str]]:
    """Where the person works: a first search that needs no typing."""
    communes = dict.fromkeys(each.structure.commune for each in referents_of(visitor.user, visitor.day))
    return [(commune_name(code), code) for code in communes]


@require_safe
@counted_as(What.CARD)
def structure(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """One structure with its people, as each agreed to be shown to this reader."""
    card = _structure_card(visitor, public_id)
    return visitor.page(
        request,
        "structure",
        card=card,
        vcard_url=visitor.url("directory_structure_vcard", public_id),
        report_url=visitor.url("report_directory_error", public_id),
        people=[(each, visitor.url("directory_person_vcard", each.owner.public_id)) for each in card.people],
    )


@require_safe
@counted_as(What.CARD)
def person(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """Somebody of a structure, or of the animation."""
    card, row = _person_card(visitor, public_id)
    return visitor.page(
        request,
        "person",
        card=card,
        structure=row,
        structure_url=visitor.url("directory_structure", row.public_id) if row else "",
        vcard_url=visitor.url("directory_person_vcard", public_id),
    )


@require_safe
@counted_as(What.CARD)
def structure_vcard(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """For an address book."""
    card = _structure_card(visitor, public_id)
    return _file(vcards.vcard_of_structure(card), card.structure.name)


@require_safe
@counted_as(What.CARD)
def person_vcard(request: HttpRequest, visitor: Visitor, public_id: UUID) -> HttpResponse:
    """For an address book."""
    card, _ = _person_card(visitor, public_id)
    return _file(vcards.vcard_of_person(card), card.name)


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=VCARD)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "fiche"}.vcf"'
    return response


def _structure_card(visitor: Visitor, public_id: UUID) -> StructureCard:
    row = get_object_or_404(structures_in_directory(visitor.now), public_id=public_id)
    return cards_of([row], reader_of(visitor.user, visitor.now), visitor.now)[0]


def _person_card(visitor: Visitor, public_id: UUID) -> tuple[PersonCard, Structure | None]:
    """By the number of the mandate, in a structure or on a territory."""
    reader = reader_of(visitor.user, visitor.now)
    referent = (
        people_in_directory(visitor.now).filter(public_id=public_id).select_related("structure").first()
    )
    if referent is not None:
        people = cards_of([referent.structure], reader, visitor.now)[0].people
        return next(each for each in people if each.owner == referent), referent.structure
    mandates = Mandate.objects.in_force(visitor.day).filter(role__in=ROLES, user__is_active=True)
    mandate = mandates.filter(public_id=public_id).select_related("user", "territory").first()
    if mandate is None:
        raise Http404
    return card_of_mandate(mandate, reader), None
