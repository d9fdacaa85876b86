"""The list of requests."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, SavedFilter
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries import light, lines_of
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.filters import State, Wanted
from boussole.web.extranet.forms.assigning import EntrustForm
from boussole.web.extranet.forms.filters import FilterForm
from boussole.web.extranet.forms.saved_filters import KeepForm
from boussole.web.shared.pagination import PAGE_SIZE, CappedCount, KeyPage, capped_count, key_page

CURSOR = "page"


@require_safe
@at_desk
def requests(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is asked of my structures, filtered, sorted, page by page. A fixed number of queries."""
    return shown(request, desk, FilterForm(request.GET, desk=desk))


def shown(
    request: HttpRequest, desk: Desk, form: FilterForm, *, entrusting: EntrustForm | None = None
) -> HttpResponse:
    """The list that is asked; `entrusting` is the bar of the list, when what it sent was refused."""
    wanted, cursor = form.wanted, form.data.get(CURSOR, "")
    rows = wanted.applied_to(desk.requests_listed(), desk)
    found = key_page(light(rows), wanted.order, cursor, size=PAGE_SIZE)
    # The trace is the one thing that reading writes: who saw which names, and when.
    actions.record_list(found.rows, by=desk.user, now=desk.now, coordinates=False)
    return page(
        request,
        desk,
        "requests/requests",
        form=form,
        wanted=wanted,
        found=found,
        lines=[(line, line.tried_by(desk.user.pk)) for line in lines_of(found.rows, desk.now)],
        count_words=_count(rows, found, cursor).of("demande"),
        has_more_filters=wanted.is_precise or bool(form.errors),
        entrusting=_bar(desk, form, wanted, entrusting),
        **_addresses(wanted, found, cursor),
        **_saved(desk, wanted),
    )


def _count(rows: ContactRequestQuerySet, found: KeyPage[ContactRequest], cursor: str) -> CappedCount:
    """How many there are; a list that fits on one page is its own count."""
    is_whole = not cursor and not found.next
    return CappedCount(len(found.rows)) if is_whole else capped_count(rows)


def _addresses(wanted: Wanted, found: KeyPage[ContactRequest], cursor: str) -> dict[str, object]:
    """Where the tabs and the pages lead."""
    return {
        "tabs": [
            (state.label, replace(wanted, state=state).query(), state == wanted.state) for state in State
        ],
        "previous_url": wanted.query(**{CURSOR: found.previous}) if found.previous else "",
        "next_url": wanted.query(**{CURSOR: found.next}) if found.next else "",
        "is_first_page": not cursor,
        "first_url": wanted.query(),
        "here": wanted.query(**{CURSOR: cursor}),
    }


def _bar(desk: Desk, form: FilterForm, wanted: Wanted, refused: EntrustForm | None) -> EntrustForm | None:
    """What entrusts the requests ticked; none where nothing is open, or nobody may receive."""
    if wanted.state == State.CLOSED:
        return None
    bar = refused or EntrustForm(colleagues=form.colleagues, desk=desk, auto_id="entrust-%s")
    return bar if bar.somebody else None


def _saved(desk: Desk, wanted: Wanted) -> dict[str, object]:
    """The filters kept, which of them is shown, and what keeps the present ones. One query."""
    here, to_keep = wanted.query(), wanted.to_keep
    kept = list(SavedFilter.objects.filter(user=desk.user))
    is_new = to_keep.is_narrow and all(each.query != to_keep.query() for each in kept)
    return {
        "saved_filters": [(each, each.query == here) for each in kept],
        "keeping": KeepForm(query=to_keep.query(), auto_id="keep-%s") if is_new else None,
    }
