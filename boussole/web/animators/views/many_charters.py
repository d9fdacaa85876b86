"""Prepare at one press the charters that are missing, and send those that are ready: which leave, which cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from boussole.accounts.policies import animated_territories, around
from boussole.core.typography import counted
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement, Structure
from boussole.territories.models import Territory
from boussole.web.animators.charter_desk import agreements_of, without_charter
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
        texts=list(dict.fromkeys(each.text for each in now)),
        held=[(each, why) for each, why in told if why],
        is_wordless=any(each.text_id is None and each.territory_id for each in prepared),
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
    press = charters.send_many(chosen, by=desk.user, day=desk.day, now=desk.now)
    if press.done:
        leave = counted(len(press.done), "charte part", "chartes partent")
        messages.success(request, f"{leave} : chaque signataire reçoit son propre lien par e-mail.")
    elif not ticked:
        messages.error(request, "Cochez au moins une charte à envoyer.")
    elif not chosen:
        messages.info(request, "Ces chartes sont déjà parties : personne ne reçoit un second mail.")
    for structure, why in press.stayed[:MOST_TOLD]:
        messages.error(request, f"« {structure.name} » n’est pas partie. {why}")
    if len(prepared) > len(press.done):
        return redirect("animators:send_charters")
    return redirect(f"{reverse('animators:charters')}?etat=en-signature")


@require_POST
@as_animator
def prepare_charters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that are missing, or those that have no words yet. Nothing leaves: the page to send comes next."""
    if "sans_texte" in request.POST:
        wordless = [each for each in _prepared(desk) if each.text_id is None]
        pairs = [(each.structure, each.territory) for each in wordless if each.territory]
    else:
        pairs = list(_between(desk, without_charter(desk)))
    press = charters.prepare_many(pairs, by=desk.user, day=desk.day, now=desk.now)
    if press.done:
        ready = counted(len(press.done), "charte préparée", "chartes préparées")
        messages.success(request, f"{ready}. Rien n’est parti : relisez, puis envoyez.")
    elif not press.stayed:
        messages.info(request, "Rien à préparer d’un coup : ouvrez les chartes une par une.")
    for structure, why in press.stayed[:MOST_TOLD]:
        messages.error(request, f"« {structure.name} » n’a pas de charte préparée. {why}")
    return redirect("animators:send_charters")


def _between(desk: Desk, structures: Collection[Structure]) -> Iterator[tuple[Structure, Territory]]:
    """Each with the territory that it serves; one that serves several of them is prepared from its own page."""
    territories = [
        (each, set(around(tuple(each.areas)))) for each in animated_territories(desk.user, desk.day)
    ]
    for structure in structures:
        served = [each for each, areas in territories if areas.intersection(structure.areas)]
        if len(served) == 1:
            yield structure, served[0]
