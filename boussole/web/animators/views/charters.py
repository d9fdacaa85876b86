"""« Chartes »: where each agreement stands, what the next months bring, and those of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from boussole.audit import trail
from boussole.core.links import absolute
from boussole.core.typography import MONTHS
from boussole.interop.spreadsheets import xlsx_file
from boussole.partners.charters import listing
from boussole.partners.models import CharterAgreement
from boussole.territories.geography import commune_name
from boussole.web.animators.charter_desk import agreements_of, reads_charters, without_charter
from boussole.web.animators.desk import Desk, page
from boussole.web.shared import calendars
from boussole.web.shared.access import fresh_second_factor_required

Status = CharterAgreement.Status
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 50
MONTHS_AHEAD = 12
FIRST_YEAR = 2020
STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a-envoyer": ("À envoyer", (Status.PREPARED,)),
    "en-signature": ("En signature", (Status.SIGNING,)),
    "en-vigueur": ("En vigueur", (Status.IN_FORCE,)),
    "terminees": ("Terminées", (Status.ENDED, Status.REPLACED, Status.REFUSED, Status.CANCELLED)),
}
COLUMNS = ("Structure", "Réseau", "Commune", "Territoire", "État", "Signée le", "Prochain renouvellement",
           "Fin", "Preuve")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One agreement of the list."""

    agreement: CharterAgreement
    waited: list[str]
    renewal: date | None


@require_safe
@reads_charters
def charters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One state at a time, the first that waits for a gesture; structures without any charter beside."""
    rows = agreements_of(desk)
    counts = _counts(rows)
    first = next((code for code in STATES if counts[code]), "a-envoyer")
    state = request.GET.get("etat", "")
    state = state if state in STATES else first
    words = request.GET.get("q", "").replace("\x00", "").strip()[:160]
    chosen = rows.filter(status__in=STATES[state][1], structure__name__icontains=words)
    chosen = chosen.prefetch_related("signatories").order_by("structure__name", "pk")
    shown = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("page"))
    tabs = [(label, f"?etat={code}", code == state, counts[code]) for code, (label, _) in STATES.items()]
    return page(
        request,
        desk,
        "charters/list",
        lines=[_line(each, desk.now) for each in shown],
        shown=shown,
        state=state,
        state_tabs=tabs,
        words=words,
        query=urlencode({"etat": state, "q": words}),
        without=without_charter(desk) if state == "a-envoyer" and desk.can_watch else [],
    )


def _counts(rows: Any) -> dict[str, int]:
    found = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    return {code: sum(found.get(str(each), 0) for each in statuses) for code, (_, statuses) in STATES.items()}


def _line(agreement: CharterAgreement, now: datetime) -> Line:
    waited = [
        each.name or each.get_role_display() for each in agreement.signatories.all() if each.is_waited_for
    ]
    return Line(agreement, waited, listing.next_renewal(agreement, now))


@require_safe
@reads_charters
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The next twelve months, month by month."""
    found = _coming(desk)
    by_month = groupby(found, key=lambda each: (each.day.year, each.day.month))
    months = [(f"{MONTHS[month - 1]} {year}", list(each)) for (year, month), each in by_month]
    return page(request, desk, "charters/calendar", months=months)


@require_safe
@reads_charters
def calendar_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same for a calendar program: structures and days, nobody's name."""
    zone = ZoneInfo("Europe/Paris")
    events = [
        calendars.AllDay(
            uid=f"charte-{each.agreement.public_id}-{each.event.name.lower()}-{each.day:%Y%m%d}",
            day=each.day,
            summary=f"{each.event} : charte avec {each.agreement.structure.name}",
            stamp=_stamp(each.agreement, zone),
            url=absolute("animators:charter", each.agreement.public_id),
        )
        for each in _coming(desk)
    ]
    response = HttpResponse(
        calendars.written(events, name="Chartes de la Boussole"), content_type=calendars.CONTENT_TYPE
    )
    response["Content-Disposition"] = 'attachment; filename="chartes-boussole.ics"'
    return response


def _coming(desk: Desk) -> list[listing.Coming]:
    alive = agreements_of(desk).filter(status__in=CharterAgreement.ALIVE)
    return listing.coming(alive, desk.now, months=MONTHS_AHEAD)


def _stamp(agreement: CharterAgreement, zone: ZoneInfo) -> datetime:
    """When what the event says was last decided."""
    if agreement.notice_at:
        return agreement.notice_at
    if agreement.signed_on:
        return datetime.combine(agreement.signed_on, time.min, tzinfo=zone)
    return agreement.prepared_at or datetime.combine(date(FIRST_YEAR, 1, 1), time.min, tzinfo=zone)


@require_safe
@reads_charters
def of_year(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The charters in force during a year: the list that the three levels exchange."""
    year = _year(request, desk)
    found = _of_year(desk, year)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return page(
        request,
        desk,
        "charters/year",
        year=year,
        years=range(desk.day.year, max(desk.day.year - 6, FIRST_YEAR - 1), -1),
        number=len(found),
        shown=shown,
        query=urlencode({"annee": year}),
        lines=[_line(each, desk.now) for each in shown],
        export_url=f"{reverse('animators:charters_of_year_file')}?annee={year}",
    )


@require_safe
@reads_charters
@fresh_second_factor_required
def year_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same for a spreadsheet: bodies and dates, nobody's name."""
    year = _year(request, desk)
    found = _of_year(desk, year)
    trail.record("charter.list_exported", by=desk.user, on=None, at=desk.now, year=year, rows=len(found))
    response = HttpResponse(xlsx_file(COLUMNS, [_row(each, desk.now) for each in found]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="chartes-{year}.xlsx"'
    return response


def _of_year(desk: Desk, year: int) -> list[CharterAgreement]:
    signed = agreements_of(desk).filter(status__in=listing.SIGNED_EVER).prefetch_related("signatories")
    return listing.of_year(signed, year)


def _row(agreement: CharterAgreement, now: datetime) -> list[str]:
    proofs = {each.get_proof_display() for each in agreement.signatories.all() if each.proof}
    return [
        agreement.structure.name,
        agreement.structure.network,
        commune_name(agreement.structure.commune),
        agreement.territory.name if agreement.territory else "",
        agreement.get_status_display(),
        _day(agreement.signed_on),
        _day(listing.next_renewal(agreement, now)),
        _day(agreement.ends_on),
        ", ".join(sorted(proofs)),
    ]


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _year(request: HttpRequest, desk: Desk) -> int:
    asked = request.GET.get("annee", "")
    is_one = asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= desk.day.year
    return int(asked) if is_one else desk.day.year
