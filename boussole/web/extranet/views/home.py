"""« À faire »: what waits for me, by due date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boussole.accounts.invitations import waits_for
from boussole.accounts.policies import mandates_of
from boussole.contact_requests import actions
from boussole.contact_requests.promise import Bucket
from boussole.contact_requests.queries import agenda_of, lines_of, undelivered
from boussole.core import clock
from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement, Signatory, Structure
from boussole.partners.policies import can_answer_sooner, referents_of
from boussole.partners.teams import to_confirm
from boussole.web.extranet.desk import Desk, desk_of, page

TITLES = {
    Bucket.LATE: ("En retard", "warning"),
    Bucket.TODAY: ("Aujourd’hui", "clock"),
    Bucket.TOMORROW: ("Demain", "calendar"),
    Bucket.LATER: ("Plus tard", "calendar"),
}


def _team_to_confirm(desk: Desk) -> int:
    """How many people of the teams this person manages must be confirmed; no query for who manages none."""
    managed = [each.structure_id for each in referents_of(desk.user, desk.day) if each.is_manager]
    return len(to_confirm(managed, desk.day)) if managed else 0


def _to_sign(desk: Desk) -> list[Structure]:
    """The structures whose charter waits for the signature of this very person."""
    rows = Signatory.objects.awaited_from(desk.user).filter(agreement__structure__in=desk.shown)
    return [row.agreement.structure for row in rows.select_related("agreement__structure")]


def _ending(desk: Desk) -> list[tuple[CharterAgreement, bool]]:
    """The charters under notice of what this person manages, and whether the animation proposes an earlier end.

    No query for who manages nothing.
    """
    shown = {structure.pk for structure in desk.shown}
    managed = [each.structure_id for each in referents_of(desk.user, desk.day) if each.is_manager]
    if not (mine := shown.intersection(managed)):
        return []
    under_notice = CharterAgreement.objects.in_force(desk.now).filter(ends_on__isnull=False)
    rows = under_notice.filter(structure__in=mine).select_related("structure", "territory").defer("words")
    return [
        (each, bool(can_answer_sooner(desk.user, each, desk.day, desk.now)))
        for each in rows.order_by("ends_on", "pk")
    ]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a professional begins the day. Whoever works for the network alone has another desk."""
    desk = desk_of(request)
    if desk is None or not desk.structures:
        if mandates_of(request.user, clock.now().date()):
            return redirect("animators:home")
        return render(
            request,
            "extranet/no_structure.html",
            {"invitations_waiting": waits_for(request.user, clock.now())},
        )
    mine = Offer.objects.visible_to(desk.user, desk.day).filter(structure__in=desk.shown)
    waiting = mine.to_confirm(desk.today)
    agenda = agenda_of(desk.lens, desk.now)
    # Reading is traced (product.md 5.7): the one thing that a GET writes, and nobody's data changes.
    reachable = actions.list_coordinates(agenda.to_reach, by=desk.user, now=desk.now)
    actions.record_list(agenda.outcomes, by=desk.user, now=desk.now, coordinates=False)
    lines = {line.row.pk: line for line in lines_of(agenda.shown, desk.now)}
    groups = [
        (bucket, *TITLES[bucket], [lines[row.pk] for row in rows])
        for bucket, rows in agenda.waiting.items()
        if rows
    ]
    return page(
        request,
        desk,
        "home/home",
        agenda=agenda,
        groups=groups,
        reachable=reachable,
        followed=[(lines[row.pk], lines[row.pk].tried_by(desk.user.pk)) for row in agenda.taken_up],
        undelivered=undelivered(agenda.shown, desk.now),
        to_confirm=waiting.count(),
        team_to_confirm=_team_to_confirm(desk),
        to_sign=_to_sign(desk),
        ending=_ending(desk),
    )
