"""The list, as a file for a spreadsheet: traced, bounded, and asked for with a fresh second factor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.promise import PromiseState
from boussole.contact_requests.queries import light
from boussole.core import phones
from boussole.interop.spreadsheets import Value, csv_lines, xlsx_file
from boussole.territories.geography import commune_name
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.filters import Wanted
from boussole.web.extranet.forms.filters import FilterForm
from boussole.web.shared.access import fresh_second_factor_required
from boussole.web.shared.pagination import capped_count

MOST_ROWS = 10_000
CUT = f"Liste coupée après {MOST_ROWS} lignes : choisissez une période plus courte."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 500
# What is needed to call back and to count. Neither the situation nor the messages leave the site this way.
COLUMNS = (
    "Numéro", "Prénom", "Âge", "Commune", "Téléphone", "E-mail", "Offre", "Structure", "Déposée le",
    "Échéance", "État", "Issue", "Promesse", "Premier essai", "Terminée le", "Suivie par",
)  # fmt: skip
PROMISES = {
    PromiseState.RUNNING: "En cours",
    PromiseState.KEPT: "Tenue",
    PromiseState.LATE: "En retard",
    PromiseState.BROKEN: "Non tenue",
}


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_second_factor_required
@at_desk
def export(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Say what the file will hold, then give it. The filters are those of the list, in the address."""
    wanted = FilterForm(request.GET, desk=desk).wanted
    rows = wanted.applied_to(desk.requests_listed(), desk)
    count = capped_count(rows, MOST_ROWS)
    if request.method != "POST":
        return page(
            request,
            desk,
            "requests/export",
            count=count,
            count_words=count.of("demande"),
            columns=COLUMNS,
            most_rows=MOST_ROWS,
            list_url=reverse("extranet:requests") + wanted.query(),
        )
    kind = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    actions.record_export(min(count.number, MOST_ROWS), format=kind, by=desk.user, now=desk.now)
    return _file(kind, _lines(rows, wanted, desk), desk)


def _file(kind: str, lines: Iterator[tuple[Value, ...]], desk: Desk) -> HttpResponseBase:
    response: HttpResponseBase
    if kind == "xlsx":
        response = HttpResponse(xlsx_file(COLUMNS, lines), content_type=XLSX)
    else:
        response = StreamingHttpResponse(csv_lines(COLUMNS, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="demandes-{desk.today.isoformat()}.{kind}"'
    return response


def _lines(rows: ContactRequestQuerySet, wanted: Wanted, desk: Desk) -> Iterator[tuple[Value, ...]]:
    ordered = light(rows).order_by(*wanted.order.columns)[: MOST_ROWS + 1]
    read = ordered.iterator(chunk_size=CHUNK)
    for row in islice(read, MOST_ROWS):
        yield _line(row, desk)
    if next(read, None) is not None:
        yield (CUT, *("" for _ in COLUMNS[1:]))


def _line(row: ContactRequest, desk: Desk) -> tuple[Value, ...]:
    local = ZoneInfo(row.filing.timezone)

    def moment(at):
        return at.astimezone(local).replace(tzinfo=None) if at else None

    return (
        row.filing.number,
        row.filing.first_name,
        row.filing.age,
        commune_name(row.filing.commune),
        phones.in_words(row.filing.phone) if row.filing.phone else "",
        row.filing.email,
        row.offer_title,
        row.structure.name,
        moment(row.filed_at),
        moment(row.due_at),
        row.get_status_display(),
        row.get_outcome_display(),
        PROMISES[row.promise_state(desk.now)],
        moment(row.first_attempt_at),
        moment(row.closed_at),
        row.owner.full_name if row.owner else "",
    )
