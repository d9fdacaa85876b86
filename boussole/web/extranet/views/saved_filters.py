"""One's own ways of looking at the list: kept, applied in one press, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions
from boussole.contact_requests.models import SavedFilter
from boussole.core.moves import MoveRefused
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.forms.filters import FilterForm
from boussole.web.extranet.forms.saved_filters import KeepForm, NameForm


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def saved_filters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All of them, to rename or delete. A POST keeps one more."""
    if request.method != "POST":
        return _shown(request, desk)
    form = KeepForm(request.POST, auto_id="keep-%s")
    query = FilterForm(form.asked(), desk=desk).wanted.to_keep.query()
    if form.is_valid():
        try:
            kept = actions.keep_filter(name=form.cleaned_data["nom"], query=query, by=desk.user)
        except MoveRefused as refusal:
            form.add_error("nom", refusal.message)
        else:
            messages.success(request, f"Le filtre « {kept.name} » est gardé.")
            return redirect(reverse("extranet:requests") + query)
    return _shown(request, desk, keeping=form)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def saved_filter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Rename it, or delete it."""
    kept = get_object_or_404(SavedFilter, user=desk.user, pk=pk)
    if request.method != "POST":
        return redirect("extranet:saved_filters")
    if request.POST.get("geste") == "supprimer":
        actions.forget_filter(kept)
        again = format_html(
            '<a href="{}">{}</a>', reverse("extranet:requests") + kept.query, "Revoir sa liste"
        )
        messages.success(request, format_html("{} {}", f"Le filtre « {kept.name} » est supprimé.", again))
        return redirect("extranet:saved_filters")
    form = NameForm(request.POST, auto_id=f"filter-{kept.pk}-%s")
    if form.is_valid():
        try:
            actions.rename_filter(kept, name=form.cleaned_data["nom"])
        except MoveRefused as refusal:
            form.add_error("nom", refusal.message)
        else:
            messages.success(request, f"Le filtre s’appelle maintenant « {kept.name} ».")
            return redirect("extranet:saved_filters")
    return _shown(request, desk, renaming={kept.pk: form})


def _shown(
    request: HttpRequest,
    desk: Desk,
    *,
    keeping: KeepForm | None = None,
    renaming: dict[int, NameForm] | None = None,
) -> HttpResponse:
    """The page, with the form that was refused in its place."""
    first = FilterForm(QueryDict(), desk=desk)
    return page(
        request,
        desk,
        "requests/saved_filters",
        keeping=keeping,
        kept_words=_in_words(keeping.asked(), desk, first) if keeping else "",
        lines=[
            (each, _words(each, desk, first), (renaming or {}).get(each.pk) or _name_form(each))
            for each in SavedFilter.objects.filter(user=desk.user)
        ],
    )


def _words(kept: SavedFilter, desk: Desk, first: FilterForm) -> str:
    return _in_words(QueryDict(kept.query.lstrip("?")), desk, first)


def _in_words(asked: QueryDict, desk: Desk, first: FilterForm) -> str:
    """What is kept of these words: never what was searched."""
    query = FilterForm(asked, desk=desk, like=first).wanted.to_keep.query()
    return FilterForm(QueryDict(query.lstrip("?")), desk=desk, like=first).in_words()


def _name_form(kept: SavedFilter) -> NameForm:
    return NameForm(initial={"nom": kept.name}, auto_id=f"filter-{kept.pk}-%s")
