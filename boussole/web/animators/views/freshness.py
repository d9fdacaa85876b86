"""« À confirmer »: the offers whose date is near or past, by state, with the next gesture (product.md 5.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.policies import animated_territories
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted, day_in_words
from boussole.offers.actions import confirming, reminding
from boussole.offers.freshness import State, state_of
from boussole.offers.freshness_words import LABELS, standing_in_words
from boussole.offers.models import Offer
from boussole.offers.models.offer import OfferQuerySet
from boussole.partners.models import Structure
from boussole.privacy import limits
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.offers import MonthsForm, PhoneForm
from boussole.web.animators.narrowing import structure_asked
from boussole.web.shared.gestures import page_asked_from

MOST = 300
ONE_DAY = timedelta(days=1)
GRAVEST_FIRST = (State.OFF, State.DOWN, State.LATE, State.SOON)


@dataclass(frozen=True)
class Line:
    """One offer, and where it stands."""

    offer: Offer
    standing: str


@require_safe
@as_animator
def offers_to_confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The gravest first, and the months that the territory has chosen; or those of one structure."""
    structure = structure_asked(request, desk)
    groups = _groups(desk, structure)
    return page(
        request,
        desk,
        "offers/to_confirm",
        groups=[(str(state), LABELS[state], groups[state]) for state in GRAVEST_FIRST if groups[state]],
        months=[(each, _months_form(each)) for each in animated_territories(desk.lens, desk.day)],
        narrowed=structure,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def remind_offer(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Ask its people once more; once a day, that they go on reading our mails."""
    offer = get_object_or_404(_served(desk), code=code)
    back = redirect(page_asked_from(request, "animators") or "animators:offers_to_confirm")
    if request.method == "POST":
        if not limits.hit("offer_reminder", offer.code, limit=1, per=ONE_DAY, now=desk.now):
            messages.warning(request, "Cette offre a déjà été relancée depuis un jour : téléphonez plutôt.")
            return back
        try:
            asked = reminding.remind_now([offer], by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            _tell_asked(request, asked)
    return back


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def confirm_by_phone(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Read the offer to somebody of its structure, and write down who said that it is still true."""
    offer = get_object_or_404(_served(desk), code=code)
    form = PhoneForm(request.POST or None, structure=offer.structure, day=desk.day)
    if request.method == "POST" and form.is_valid():
        try:
            (offer,) = confirming.confirm_by_phone(
                [offer], said_by=form.person, by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            until = day_in_words(offer.confirm_by, year=True) if offer.confirm_by else ""
            messages.success(request, f"C’est noté. Prochaine confirmation avant le {until}.")
        return redirect("animators:offers_to_confirm")
    standing = standing_in_words(offer.confirm_by, desk.day)
    return page(request, desk, "offers/by_phone", offer=offer, form=form, standing=standing)


@require_http_methods(["GET", "HEAD", "POST"])
@as_animator
def choose_months(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """How long the offers of my territory stay believed."""
    mine = {territory.code: territory for territory in animated_territories(desk.user, desk.day)}
    territory = get_object_or_404(Territory.objects.filter(code__in=mine), code=code)
    if request.method == "POST":
        form = MonthsForm(request.POST)
        if form.is_valid():
            months = form.cleaned_data["months"]
            confirming.choose_months(territory, months, by=desk.user, day=desk.day, now=desk.now)
            every = counted(months, "mois", "mois")
            messages.success(
                request, f"Une offre se confirmera tous les {every}. Les dates déjà données ne bougent pas."
            )
        else:
            messages.error(request, "Choisissez de 1 à 12 mois.")
    return redirect("animators:offers_to_confirm")


def _served(desk: Desk) -> OfferQuerySet:
    return Offer.objects.serving(desk.user, desk.day).on_line().select_related("structure", "theme")


def _groups(desk: Desk, structure: Structure | None) -> dict[State, list[Line]]:
    listed = Offer.objects.serving(desk.lens, desk.day).on_line()
    if structure is not None:
        listed = listed.filter(structure=structure)
    rows = listed.to_confirm(desk.day).order_by("confirm_by", "title")
    groups: dict[State, list[Line]] = defaultdict(list)
    for offer in rows.select_related("structure", "theme", "followed_by")[:MOST]:
        state = state_of(offer.confirm_by, desk.day)
        groups[state].append(Line(offer, standing_in_words(offer.confirm_by, desk.day)))
    return groups


def _months_form(territory: Territory) -> MonthsForm:
    return MonthsForm(initial={"months": territory.confirmation_months}, auto_id=f"{territory.code}-%s")


def _tell_asked(request: HttpRequest, asked: int) -> None:
    if asked:
        messages.success(request, f"C’est envoyé à {counted(asked, 'personne')} de la structure.")
    else:
        messages.warning(request, "Personne ne répond pour cette offre : téléphonez à la structure.")
