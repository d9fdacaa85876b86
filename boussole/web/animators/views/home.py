"""What needs the animation today, then the figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.accounts.policies import is_national
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import to_review, to_unblock
from boussole.mail import queries as mail
from boussole.reporting.figures import figures_of
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.figures import shown_figures
from boussole.web.animators.views.requests import watched_lines
from boussole.web.animators.wording import message_name

MOST_LATE = 20


@require_safe
@with_mandate
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The desk of the animation; figures alone for whoever reads nothing else."""
    watches = bool(desk.can_watch)
    figures = figures_of(desk.scope, desk.now)
    late = list(watched_lines(desk).overdue(desk.now).order_by("due_at", "pk")[:MOST_LATE]) if watches else []
    return page(
        request,
        desk,
        "home",
        figures=shown_figures(figures, exact=watches),
        watches=watches,
        late=late,
        is_cut=figures.promises.late > len(late),
        to_review=to_review(desk.user, desk.now).count() if watches else 0,
        to_unblock=to_unblock(desk.user, desk.now).order_by().count() if watches else 0,
        mine=ContactRequest.objects.watched_by(desk.user, desk.now).open().filter(owner=desk.user).count(),
        trouble=_trouble(desk) if watches or is_national(desk.user, desk.day) else [],
    )


def _trouble(desk: Desk) -> list[tuple[mail.Trouble, str]]:
    """What does not leave or does not arrive, counted: neither addresses nor texts."""
    return [(each, message_name(each.template)) for each in mail.trouble(desk.now)]
