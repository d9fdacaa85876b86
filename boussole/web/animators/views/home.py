"""What needs the animation today, then the figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.accounts.policies import is_national
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import to_review, to_unblock
from boussole.mail import queries as mail
from boussole.offers.freshness import LATE_AFTER
from boussole.offers.models import AnswerReview, Offer
from boussole.partners.models import Structure
from boussole.reporting.figures import figures_of
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.figures import shown_figures
from boussole.web.animators.offers.queue import listed_for
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
        to_review=to_review(desk.lens, desk.now).count() if watches else 0,
        to_unblock=to_unblock(desk.lens, desk.now).order_by().count() if watches else 0,
        mine=ContactRequest.objects.watched_by(desk.user, desk.now).open().filter(owner=desk.user).count(),
        offers_to_review=listed_for(desk).to_review().count() if watches else 0,
        offers_to_confirm=_unconfirmed(desk) if watches else 0,
        offers_to_revise=AnswerReview.objects.serving(desk.lens, desk.day).pending().count()
        if watches
        else 0,
        to_claim=_to_claim(desk) if watches else 0,
        trouble=_trouble(desk) if watches or is_national(desk.user, desk.day) else [],
    )


def _to_claim(desk: Desk) -> int:
    """The structures known from elsewhere, that wait for somebody to invite them."""
    rows = Structure.objects.serving(desk.lens, desk.day)
    return rows.filter(status=Structure.Status.PROSPECT).count()


def _unconfirmed(desk: Desk) -> int:
    """The offers whose date is past: the animation calls their structures before young people miss them."""
    on_line = Offer.objects.serving(desk.lens, desk.day).on_line()
    return on_line.filter(confirm_by__lte=desk.day - LATE_AFTER).count()


def _trouble(desk: Desk) -> list[tuple[mail.Trouble, str]]:
    """What does not leave or does not arrive, counted: neither addresses nor texts."""
    return [(each, message_name(each.template)) for each in mail.trouble(desk.now)]
