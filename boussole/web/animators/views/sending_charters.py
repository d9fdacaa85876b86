"""Send at one press the charters that are ready: which leave, which cannot and why."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boussole.core.typography import counted
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement
from boussole.web.animators.charter_desk import agreements_of
from boussole.web.animators.desk import Desk, as_animator, page

MOST_READ = 300
MOST_TOLD = 5


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def send_charters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page, then the press: only what was ticked leaves, and only what is still to send."""
    prepared = _prepared(desk)
    if request.method == "POST":
        return _send(request, desk, prepared)
    told = [(each, charters.hindrance(each, each.signatories.all(), by=desk.user)) for each in prepared]
    ready = [each for each, why in told if not why]
    now, later = ready[: charters.MOST_AT_ONCE], ready[charters.MOST_AT_ONCE :]
    return page(
        request,
        desk,
        "charters/send",
        ready=now,
        later=len(later),
        texts={each.text for each in now},
        held=[(each, why) for each, why in told if why],
    )


def _prepared(desk: Desk) -> list[CharterAgreement]:
    """What this person may send, by name of structure. Two queries."""
    rows = agreements_of(desk).filter(status=CharterAgreement.Status.PREPARED)
    rows = rows.defer("words", "text__body").prefetch_related("signatories")
    found = rows.order_by("structure__name", "pk")[:MOST_READ]
    return [each for each in found if policies.can_run_charter(desk.user, each, desk.day)]


def _send(request: HttpRequest, desk: Desk, prepared: Collection[CharterAgreement]) -> HttpResponse:
    ticked = set(request.POST.getlist("charte"))
    chosen = [each for each in prepared if str(each.public_id) in ticked]
    done = charters.send_many(chosen, by=desk.user, day=desk.day, now=desk.now)
    if done.left:
        leave = counted(len(done.left), "charte part", "chartes partent")
        messages.success(request, f"{leave} : chaque signataire reçoit son propre lien par e-mail.")
    elif not ticked:
        messages.error(request, "Cochez au moins une charte à envoyer.")
    elif not chosen:
        messages.info(request, "Ces chartes sont déjà parties : personne ne reçoit un second mail.")
    for agreement, why in done.stayed[:MOST_TOLD]:
        messages.error(request, f"« {agreement.structure.name} » n’est pas partie. {why}")
    if len(prepared) > len(done.left):
        return redirect("animators:send_charters")
    return redirect(f"{reverse('animators:charters')}?etat=en-signature")
