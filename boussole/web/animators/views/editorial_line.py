"""« Ligne éditoriale »: the writing rules of a territory, tried on a text and on the offers of today (charter A2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from boussole.accounts.policies import animated_territories
from boussole.core.moves import MoveRefused
from boussole.offers.actions import editorial
from boussole.offers.content import OfferContent
from boussole.offers.editorial import Line, Remark, proofread
from boussole.offers.editorial.proofreading import line_of_territory
from boussole.offers.editorial.rules import check
from boussole.offers.models import EditorialLine, Offer
from boussole.offers.policies.editorial import can_write_line
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.editorial_line import LineForm, TryForm

MOST_REMARKED = 10


@dataclass(frozen=True)
class Held:
    """How the offers of today stand against a line."""

    offers: int
    remarked: int
    by_rule: list[tuple[str, int]]
    most: list[tuple[Offer, list[Remark]]]


@require_http_methods(["GET", "HEAD", "POST"])
@with_mandate
def editorial_line(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The rules, what they find in the offers on line, and a text to try them on."""
    territory = _territory(request, desk)
    line = line_of_territory(territory)
    form = LineForm(request.POST) if request.method == "POST" else LineForm(line=line)
    if request.method == "POST" and form.is_valid():
        try:
            editorial.write_line(territory, form.line, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Les règles sont enregistrées. Elles s’appliquent dès maintenant.")
            return redirect(_address(territory))
    trying = TryForm(request.GET if "text" in request.GET else None)
    text = trying.cleaned_data["text"] if trying.is_bound and trying.is_valid() else ""
    return page(
        request,
        desk,
        "offers/editorial_line",
        territory=territory,
        others=[each for each in animated_territories(desk.user, desk.day) if each != territory],
        own=EditorialLine.objects.filter(territory=territory).select_related("written_by").first(),
        form=form,
        trying=trying,
        tried=_tried(text, line) if text else None,
        held=_held(desk, line),
    )


@require_POST
@with_mandate
def follow_national(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the territory's own rules up."""
    territory = _territory(request, desk)
    if territory is None:
        raise Http404
    try:
        editorial.follow_national_line(territory, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Le territoire suit de nouveau les règles nationales.")
    return redirect(_address(territory))


def _territory(request: HttpRequest, desk: Desk) -> Territory | None:
    """The one asked for, else the first that the person animates; None for the national team."""
    mine = animated_territories(desk.user, desk.day)
    wanted = request.GET.get("territoire", "")
    found = next((each for each in mine if each.code == wanted), mine[0] if mine and not wanted else None)
    if found is None and not can_write_line(desk.user, None, desk.day):
        raise Http404
    return found


def _address(territory: Territory | None) -> str:
    url = reverse("animators:editorial_line")
    return f"{url}?territoire={territory.code}" if territory else url


def _tried(text: str, line: Line) -> list[Remark]:
    """Without the limit of a title or a short text: a text of any kind may be tried."""
    return proofread(OfferContent(theme="", category="", description=text), line)


def _held(desk: Desk, line: Line) -> Held:
    """The rules alone: the spelling of every offer of a territory would take a minute."""
    offers = Offer.objects.serving(desk.user, desk.day).filter(status=Offer.Status.PUBLISHED)
    rows = list(offers.select_related("structure").order_by("title"))
    found = [(offer, check(_texts(offer), line)) for offer in rows]
    remarked = [(offer, remarks) for offer, remarks in found if remarks]
    rules = Counter(remark.rule.value for _, remarks in remarked for remark in remarks)
    most = sorted(remarked, key=lambda each: -len(each[1]))[:MOST_REMARKED]
    return Held(len(rows), len(remarked), rules.most_common(), most)


def _texts(offer: Offer) -> OfferContent:
    return OfferContent(
        theme="", category="", title=offer.title, summary=offer.summary, description=offer.description
    )
