"""« Territoires »: prepared, drawn, given to an animation and opened by the national team; settled by both."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts.actions import InvitationRefused
from boussole.accounts.models import Mandate
from boussole.accounts.policies import around
from boussole.animation import actions, policies
from boussole.animation.actions import TerritoryRefused
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement, Structure
from boussole.partners.policies import can_renew_with_carrier
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory
from boussole.territories.zones import Zone
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.territories import (
    DepartementForm,
    InviteAnimatorForm,
    NewTerritoryForm,
    OpenThemesForm,
    WordsForm,
)
from boussole.web.animators.territory_zone import groups_in, redrawn

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@with_mandate
def territories(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every territory: where, whose, how far it is."""
    _require(policies.can_open_territories(desk.user, desk.day))
    accepted = Q(mandates__role=Mandate.Role.ANIMATOR, mandates__is_pending=False)
    in_force = Q(accepted, mandates__starts_on__lte=desk.day) & (
        Q(mandates__ends_on__isnull=True) | Q(mandates__ends_on__gte=desk.day)
    )
    rows = Territory.objects.annotate(
        animators=Count("mandates", filter=in_force, distinct=True),
        themes_count=Count("themes", distinct=True),
    ).order_by("name")
    lines = [(each, Zone.restored(each.areas).in_words(3)) for each in rows]
    return page(request, desk, "territories/list", lines=lines)


@require_http_methods(METHODS)
@with_mandate
def new_territory(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Its name, who carries it, its département: young people see nothing yet."""
    _require(policies.can_open_territories(desk.user, desk.day))
    form = NewTerritoryForm(request.POST or None, themes=_ready_themes())
    if form.is_valid():
        try:
            territory = actions.prepare_territory(
                form.words, form.zone, themes=form.chosen, by=desk.user, day=desk.day, now=desk.now
            )
        except TerritoryRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"« {territory.name} » est prêt à être complété.")
            return redirect("animators:territory", territory.code)
    return page(request, desk, "territories/new", form=form)


@require_safe
@with_mandate
def territory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What is done, what is left to do, and the button that opens it."""
    row = _settled(desk, code)
    mandates = row.mandates.in_force(desk.day).filter(role=Mandate.Role.ANIMATOR).select_related("user")
    themes = list(row.themes.select_related("theme").order_by("position"))
    zone = Zone.restored(row.areas)
    return page(
        request,
        desk,
        "territories/territory",
        territory=row,
        zone=zone.in_words(),
        communes=len(zone.communes()),
        overlapping=_overlapping(row),
        mandates=mandates.order_by("pk"),
        invited=row.mandates.pending().select_related("user").order_by("pk"),
        themes=themes,
        counts=_counts(row),
        is_national=bool(policies.can_open_territories(desk.user, desk.day)),
        can_open=policies.can_open(desk.user, row, desk.day),
        can_close=policies.can_close(desk.user, row, desk.day),
        of_former_carrier=_of_former_carrier(desk, row),
    )


@require_http_methods(METHODS)
@with_mandate
def settings(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """How it presents itself: for its animation too."""
    row = _settled(desk, code)
    form = WordsForm(request.POST or None, initial=WordsForm.initial_of(row))
    if form.is_valid():
        try:
            actions.word_territory(row, form.words, by=desk.user, day=desk.day, now=desk.now)
        except TerritoryRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Les réglages sont enregistrés.")
            return redirect("animators:territory", code)
    return page(request, desk, "territories/settings", form=form, territory=row)


@require_http_methods(METHODS)
@with_mandate
def territory_zone(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Its communes, a département at a time."""
    row = _national(desk, code)
    zone = Zone.restored(row.areas)
    posted = request.POST if request.method == "POST" else request.GET
    where = DepartementForm(posted if "departement" in posted else {"departement": _first_of(zone)})
    if not where.is_valid():
        raise Http404
    departement = where.cleaned_data["departement"]
    if request.method == "POST":
        drawn = redrawn(zone, departement, request.POST.getlist("areas"))
        try:
            actions.draw_zone(row, drawn, by=desk.user, day=desk.day, now=desk.now)
        except TerritoryRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"La zone est enregistrée : {drawn.in_words()}.")
            return redirect("animators:territory", code)
    whole, groups = groups_in(departement, zone)
    shown = {"territory": row, "where": where, "whole": whole, "groups": groups, "zone": zone.in_words()}
    return page(request, desk, "territories/zone", departement=departement, **shown)


@require_http_methods(METHODS)
@with_mandate
def territory_themes(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Open several themes at once; each then has its own page."""
    row = _settled(desk, code)
    opened = set(row.themes.values_list("theme", flat=True))
    closed = [theme for theme in _ready_themes() if theme.pk not in opened]
    form = OpenThemesForm(request.POST or None, themes=closed, day=desk.day)
    if form.is_valid():
        day = form.cleaned_data["on"]
        actions.open_themes(row, form.chosen, on=day, by=desk.user, day=desk.day, now=desk.now)
        messages.success(request, "Les thèmes sont ouverts.")
        return redirect("animators:territory", code)
    return page(request, desk, "territories/themes", form=form, territory=row, closed=closed)


@require_http_methods(METHODS)
@with_mandate
def invite_animator(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A mandate, and the mail that opens the account."""
    row = _national(desk, code)
    form = InviteAnimatorForm(request.POST or None)
    if form.is_valid():
        try:
            actions.invite_animator(row, **form.cleaned_data, by=desk.user, day=desk.day, now=desk.now)
        except InvitationRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"L’invitation part à {form.cleaned_data['email']}.")
            return redirect("animators:territory", code)
    return page(request, desk, "territories/animator", form=form, territory=row)


@require_POST
@with_mandate
def open_territory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """To young people, or no more."""
    row = _national(desk, code)
    closes = "fermer" in request.POST
    act = actions.close_territory if closes else actions.open_territory
    try:
        act(row, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        what = "n’est plus montré aux jeunes" if closes else "est ouvert aux jeunes"
        messages.success(request, f"« {row.name} » {what}.")
    return redirect("animators:territory", code)


def _require(verdict: object) -> None:
    if not verdict:
        raise Http404


def _national(desk: Desk, code: str) -> Territory:
    _require(policies.can_open_territories(desk.user, desk.day))
    return get_object_or_404(Territory, code=code)


def _settled(desk: Desk, code: str) -> Territory:
    row = get_object_or_404(Territory, code=code)
    _require(policies.can_settle(desk.user, row, desk.day))
    return row


def _ready_themes() -> list[Theme]:
    """The themes that have questions to ask: those alone can open."""
    asked = Q(questionnaires__territory__isnull=True, questionnaires__status="PUBLISHED")
    return list(Theme.objects.filter(asked).distinct())


def _first_of(zone: Zone) -> str:
    """The département to begin with: the first that the zone names, else that of one of its communes."""
    named = [key.removeprefix("departement:") for key in zone if key.startswith("departement:")]
    code = min(zone.communes(), default="01001")
    return named[0] if named else (code[:3] if code.startswith("97") else code[:2])


def _overlapping(territory: Territory) -> list[str]:
    """The other territories that have communes of this one."""
    others = Territory.objects.filter(areas__overlap=around(tuple(territory.areas))).exclude(pk=territory.pk)
    own = Zone.restored(territory.areas).communes()
    return [each.name for each in others.order_by("name") if own & Zone.restored(each.areas).communes()]


def _of_former_carrier(desk: Desk, territory: Territory) -> int:
    """How many charters name the body that carried it before, for who may have them signed again."""
    if not can_renew_with_carrier(desk.user, territory, desk.day):
        return 0
    return CharterAgreement.objects.naming_another_carrier(territory).count()


def _counts(territory: Territory) -> dict[str, int]:
    areas = around(tuple(territory.areas))
    structures = Structure.objects.filter(areas__overlap=areas)
    return {
        "prospects": structures.filter(status=Structure.Status.PROSPECT).count(),
        "partners": structures.filter(status=Structure.Status.ACTIVE).count(),
        "published": Offer.objects.filter(
            Q(areas__overlap=areas) | Q(areas__isnull=True, structure__areas__overlap=areas),
            status=Offer.Status.PUBLISHED,
        ).count(),
    }
