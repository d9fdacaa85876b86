"""A theme in one territory: from when, until when, in which words, at which place."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words
from boussole.questionnaires import actions, policies
from boussole.questionnaires.models import TerritoryTheme, Theme
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.forms.themes import ClosingForm, OpeningForm, WordsForm
from boussole.web.animators.questionnaires.opening import state_in_words

METHODS = ["GET", "HEAD", "POST"]
PLACES = {"monter": -1, "descendre": 1}


@require_http_methods(METHODS)
@as_shaper
def territory_theme(request: HttpRequest, desk: Desk, scope: str, code: str) -> HttpResponse:
    """One form for its days, one for its words; each button says which."""
    theme, territory = get_object_or_404(Theme, code=code), get_object_or_404(Territory, code=scope)
    if not policies.can_open_themes(desk.user, territory, desk.day):
        raise Http404
    opened = TerritoryTheme.objects.filter(territory=territory, theme=theme).first()
    forms = _forms(request, desk, opened)
    if request.method == "POST":
        try:
            if said := _act(request, desk, territory, theme, opened, forms):
                messages.success(request, said)
                return redirect("animators:territory_theme", scope, code)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("animators:territory_theme", scope, code)
    return page(
        request,
        desk,
        "themes/territory",
        subject=theme,
        territory=territory,
        opened=opened,
        state=state_in_words(opened, desk.day),
        is_open=bool(opened and opened.is_open_on(desk.day)),
        **forms,
    )


@require_http_methods(METHODS)
@as_shaper
def move_territory_theme(request: HttpRequest, desk: Desk, scope: str, code: str) -> HttpResponse:
    """Up or down in the list of the territory."""
    territory = get_object_or_404(Territory, code=scope)
    if not policies.can_open_themes(desk.user, territory, desk.day):
        raise Http404
    opened = get_object_or_404(TerritoryTheme, territory=territory, theme__code=code)
    if (places := PLACES.get(request.POST.get("sens", ""))) is not None:
        actions.move_territory_theme(opened, places, by=desk.user, day=desk.day)
    return redirect("animators:themes")


def _forms(request: HttpRequest, desk: Desk, opened: TerritoryTheme | None) -> dict[str, Form]:
    posted = request.POST
    words = {"invitation": opened.invitation, "description": opened.description} if opened else None
    return {
        "opening": OpeningForm(
            posted if "ouvrir" in posted else None, initial={"on": desk.day}, auto_id="opening-%s"
        ),
        "closing": ClosingForm(posted if "fermer" in posted else None, auto_id="closing-%s"),
        "words": WordsForm(posted if "mots" in posted else None, initial=words, auto_id="words-%s"),
    }


def _act(
    request: HttpRequest,
    desk: Desk,
    territory: Territory,
    theme: Theme,
    opened: TerritoryTheme | None,
    forms: dict[str, Form],
) -> str:
    """What the button pressed asks, told once done; nothing when a form comes back."""
    opening, closing, words = forms["opening"], forms["closing"], forms["words"]
    who = {"by": desk.user, "day": desk.day, "now": desk.now}
    if opening.is_valid():
        on = opening.cleaned_data["on"]
        actions.open_theme(territory, theme, on=on, **who)
        return f"Le thème est ouvert à partir du {day_in_words(on, year=True)}."
    if "rouvrir" in request.POST and opened is not None:
        actions.open_theme(territory, theme, on=opened.opened_on, **who)
        return "La fermeture prévue est annulée."
    if opened is not None and closing.is_valid():
        last_day = closing.cleaned_data["on"]
        actions.close_theme(opened, last_day=last_day, **who)
        return f"Le thème se ferme le {day_in_words(last_day, year=True)} au soir."
    if opened is not None and words.is_valid():
        actions.word_theme(opened, **words.cleaned_data, **who)
        return "Les mots du territoire sont enregistrés."
    return ""
