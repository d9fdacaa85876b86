"""The themes: of the country for the national team, as each territory opens them for its animation."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.questionnaires import actions
from boussole.questionnaires.models import Category, Theme
from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.forms.themes import CategoryForm, ThemeForm
from boussole.web.animators.questionnaires.opening import openings_of

METHODS = ["GET", "HEAD", "POST"]
PLACES = {"monter": -1, "descendre": 1}


@require_safe
@as_shaper
def themes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every theme, in the order that young people see."""
    rows = Theme.objects.prefetch_related("categories")
    return page(request, desk, "themes/list", themes=rows, openings=openings_of(desk.user, desk.day))


@require_http_methods(METHODS)
@as_shaper
def add_theme(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One more theme for the country; its categories come next."""
    _require_national(desk)
    form = ThemeForm(request.POST or None)
    if form.is_valid():
        try:
            theme = actions.write_theme(None, form.words, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error("code", refusal.message)
        else:
            messages.success(
                request, "Le thème est créé. Ajoutez ses catégories, puis écrivez son questionnaire."
            )
            return redirect("animators:theme", theme.code)
    return page(request, desk, "themes/write", form=form)


@require_http_methods(METHODS)
@as_shaper
def theme(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The words of a theme, and its categories."""
    _require_national(desk)
    found = get_object_or_404(Theme, code=code)
    form = ThemeForm(request.POST or None, theme=found)
    if form.is_valid():
        try:
            found = actions.write_theme(found, form.words, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error("code", refusal.message)
        else:
            messages.success(request, "Le thème est à jour.")
            return redirect("animators:theme", found.code)
    return show_theme(request, desk, found, form=form)


def show_theme(request: HttpRequest, desk: Desk, found: Theme, **refused: object) -> HttpResponse:
    """The whole page. `refused` forms replace the empty ones."""
    context = {
        "form": ThemeForm(theme=found),
        "new_category": CategoryForm(auto_id="new-%s"),
        "categories": list(found.categories.order_by("position", "code")),
    } | refused
    return page(request, desk, "themes/write", subject=found, **context)


@require_http_methods(METHODS)
@as_shaper
def move_theme(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Up or down for the country."""
    found = get_object_or_404(Theme, code=code)
    if (places := PLACES.get(request.POST.get("sens", ""))) is not None:
        _try(request, lambda: actions.move_theme(found, places, by=desk.user, day=desk.day))
    return redirect("animators:themes")


@require_http_methods(METHODS)
@as_shaper
def add_category(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One more heading of the results."""
    _require_national(desk)
    found = get_object_or_404(Theme, code=code)
    if request.method != "POST":
        return redirect("animators:theme", code)
    form = CategoryForm(request.POST, auto_id="new-%s")
    if not form.is_valid():
        return show_theme(request, desk, found, new_category=form)
    actions.add_category(found, form.cleaned_data["name"], by=desk.user, day=desk.day, now=desk.now)
    messages.success(request, "La catégorie est ajoutée.")
    return redirect("animators:theme", code)


@require_http_methods(METHODS)
@as_shaper
def category(request: HttpRequest, desk: Desk, code: str, category: str) -> HttpResponse:
    """Rename a heading, move it, or take it away when nothing stands in it."""
    _require_national(desk)
    found = get_object_or_404(Category.objects.select_related("theme"), theme__code=code, code=category)
    form = CategoryForm(request.POST if "renommer" in request.POST else None, initial={"name": found.name})
    if "retirer" in request.POST:
        if _try(request, lambda: actions.remove_category(found, by=desk.user, day=desk.day, now=desk.now)):
            messages.success(request, f"La catégorie « {found.name} » est retirée.")
        return redirect("animators:theme", code)
    if (places := PLACES.get(request.POST.get("sens", ""))) is not None:
        _try(request, lambda: actions.move_category(found, places, by=desk.user, day=desk.day))
        return redirect("animators:theme", code)
    if form.is_valid():
        actions.rename_category(found, form.cleaned_data["name"], by=desk.user, day=desk.day, now=desk.now)
        messages.success(request, "La catégorie est renommée.")
        return redirect("animators:theme", code)
    return page(request, desk, "themes/category", category=found, form=form)


def _require_national(desk: Desk) -> None:
    if not desk.is_national:
        raise Http404


def _try(request: HttpRequest, act: Callable[[], None]) -> bool:
    """Whether it was done; otherwise why not is told."""
    try:
        act()
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return False
    return True
