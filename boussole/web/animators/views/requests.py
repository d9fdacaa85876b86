"""The open requests of the territory: dates and states, never anything that says who (product.md 3)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.narrowing import structure_asked
from boussole.web.shared.pagination import Order, capped_count, key_page

# What is read from the database: what says who never reaches the page, nor the process that draws it.
SHOWN = (
    "public_id", "due_at", "filed_at", "status", "first_attempt_at", "offer_title", "promised_days",
    "structure__name", "structure__phone", "owner__first_name", "owner__last_name",
    "filing__number", "filing__timezone",
)  # fmt: skip


def watched_lines(desk: Desk) -> ContactRequestQuerySet:
    """The rows that this person follows, with what a line says and nothing else."""
    rows = ContactRequest.objects.watched_by(desk.lens, desk.now)
    return rows.select_related("structure", "owner", "filing").only(*SHOWN)


@require_safe
@as_animator
def requests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every open request, the most urgent first; or the late ones alone, or those of one structure."""
    late_only, structure = request.GET.get("retard") == "1", structure_asked(request, desk)
    rows = watched_lines(desk) if structure is None else watched_lines(desk).filter(structure=structure)
    rows = rows.overdue(desk.now) if late_only else rows.open()
    found = key_page(rows, Order("due_at"), request.GET.get("page", ""))
    kept = {"retard": "1"} if late_only else {}
    here = f"?{urlencode({**kept, **({'structure': structure.code} if structure else {}), 'page': ''})}"
    return page(
        request,
        desk,
        "requests",
        rows=found.rows,
        late_only=late_only,
        narrowed=structure,
        all_url=f"?{urlencode(kept)}",
        count_words=capped_count(rows).of("demande"),
        previous_url=here + found.previous if found.previous else "",
        next_url=here + found.next if found.next else "",
    )
