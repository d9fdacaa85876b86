"""What my structure does with the requests it receives, in figures; each opens the list behind it."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests.queries import OwnFigures, last_months, own_figures
from boussole.interop.spreadsheets import csv_lines
from boussole.partners.models import Structure
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.figures import COLUMNS, Lists, sheet_of, shown


@require_safe
@in_structure
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last twelve months of one structure."""
    structure = _asked(request, desk)
    found = _figures(desk, structure)
    lists = Lists(structure, last_months(desk.today)[0], is_one_of_several=desk.several)
    return page(request, desk, "figures/figures", structure=structure, **shown(found, lists))


@require_safe
@in_structure
def export(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The same figures for a spreadsheet. Nobody is in it: neither names nor words."""
    structure = _asked(request, desk)
    lines = csv_lines(COLUMNS, sheet_of(_figures(desk, structure)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"chiffres-{structure.code}-{desk.today.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest, desk: Desk) -> Structure:
    """The structure that the address names, or the first one; another's does not exist."""
    named = request.GET.get("structure", "")
    if not named:
        return desk.shown[0]
    try:
        public_id = UUID(named)
    except ValueError:
        raise Http404 from None
    found = next((each for each in desk.structures if each.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _figures(desk: Desk, structure: Structure) -> OwnFigures:
    months = last_months(desk.today)
    return own_figures(desk.requests_of_all(), structure.pk, months, ZoneInfo(desk.timezone), desk.now)
