"""The directory of one territory, all at once: on paper or as a file, for its animation alone, traced (R25)."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.policies import animated_territories
from boussole.interop.spreadsheets import Value, xlsx_file
from boussole.partners import actions
from boussole.partners.directory.quotas import What, spend
from boussole.partners.directory.readers import reader_of
from boussole.partners.models import DirectoryCoordinate
from boussole.reporting.directory.cards import StructureCard, cards_of, structures_of
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.shared.access import fresh_second_factor_required
from boussole.web.shared.directory.visitor import TOO_MANY, Visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    "Structure", "Réseau", "Thèmes", "Adresse", "Accueil", "E-mail public", "Personne", "Fonction", "Rôle", "Pour",
    "E-mail", "Téléphone", "Portable",
)  # fmt: skip
Kind = DirectoryCoordinate.Kind


@require_safe
@fresh_second_factor_required
@as_animator
def directory_of_territory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Every card of the territory, laid out for paper. Opening it is what the trace calls printing."""
    territory = _animated(desk, code)
    if refused := _too_many(request, desk):
        return refused
    cards = _cards(desk, territory)
    _record(desk, territory, cards, "print")
    return page(request, desk, "directory/territory", territory=territory, cards=cards)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_second_factor_required
@as_animator
def export_directory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The same as a spreadsheet; a GET (after signing in again) leads back to the page."""
    territory = _animated(desk, code)
    if request.method != "POST":
        return redirect("animators:directory_of_territory", code)
    if refused := _too_many(request, desk):
        return refused
    cards = _cards(desk, territory)
    _record(desk, territory, cards, "xlsx")
    response = HttpResponse(xlsx_file(COLUMNS, _lines(cards)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="annuaire-{code}-{desk.day.isoformat()}.xlsx"'
    return response


def _animated(desk: Desk, code: str) -> Territory:
    mine = [territory.pk for territory in animated_territories(desk.user, desk.day)]
    return get_object_or_404(Territory.objects.filter(pk__in=mine), code=code)


def _too_many(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    verdict = spend(What.WHOLE, by=desk.user, now=desk.now)
    if verdict:
        return None
    visitor = Visitor(desk, "animators")
    return visitor.page(request, "too_many", status=TOO_MANY, reason=verdict.reason)


def _cards(desk: Desk, territory: Territory) -> list[StructureCard]:
    return cards_of(structures_of(territory, desk.now), reader_of(desk.user, desk.now), desk.now)


def _record(desk: Desk, territory: Territory, cards: list[StructureCard], format: str) -> None:
    actions.record_taken_away(
        territory, format=format, structures=len(cards), by=desk.user, day=desk.day, now=desk.now
    )


def _lines(cards: list[StructureCard]) -> Iterator[tuple[Value, ...]]:
    """One line a person; a structure with nobody, or with lines of its own, has one too."""
    for card in cards:
        row = card.structure
        start = (row.name, row.network, ", ".join(card.themes), card.address, row.phone, row.email)
        if card.coordinates or not card.people:
            yield (*start, "", "", "La structure", "", *_values(card.coordinates))
        for each in card.people:
            who = (each.name, each.user.job_title, each.role, each.part)
            yield (*start, *who, *_values(each.coordinates))


def _values(coordinates: list[DirectoryCoordinate]) -> tuple[str, str, str]:
    of = {each.kind: each.value for each in coordinates}
    return of.get(Kind.EMAIL, ""), of.get(Kind.PHONE, ""), of.get(Kind.MOBILE, "")
