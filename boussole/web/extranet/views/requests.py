"""The list of requests."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions
from boussole.contact_requests.queries import light
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.filters import State
from boussole.web.extranet.forms.filters import FilterForm
from boussole.web.shared.pagination import PAGE_SIZE, capped_count, key_page

CURSOR = "page"


@require_safe
@at_desk
def requests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is asked of my structures, filtered, sorted, page by page. A fixed number of queries."""
    form = FilterForm(request.GET, desk=desk)
    wanted = form.wanted
    rows = wanted.applied_to(desk.requests(), desk)
    found = key_page(light(rows), wanted.order, request.GET.get(CURSOR, ""), size=PAGE_SIZE)
    # The trace is the one thing that reading writes: who saw which names, and when.
    actions.record_list(found.rows, by=desk.user, now=desk.now, coordinates=False)
    return page(
        request,
        desk,
        "requests/requests",
        form=form,
        wanted=wanted,
        found=found,
        lines=[(row, row.promise_state(desk.now)) for row in found.rows],
        count_words=capped_count(rows).of("demande"),
        tabs=[(state.label, replace(wanted, state=state).query(), state == wanted.state) for state in State],
        previous_url=wanted.query(**{CURSOR: found.previous}) if found.previous else "",
        next_url=wanted.query(**{CURSOR: found.next}) if found.next else "",
        is_first_page=not request.GET.get(CURSOR),
        has_more_filters=wanted.is_precise or bool(form.errors),
        first_url=wanted.query(),
    )
