"""« Tu habites où ? »: the home page, the list of communes, and the way out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from boussole.design.tags.actions import NEUTRAL_PAGE
from boussole.territories.geography import Found, geography
from boussole.territories.models import Territory
from boussole.web.public.doors import own_path, with_visit
from boussole.web.public.forms.communes import CommuneForm, SecondCommuneForm, communes_meant_by
from boussole.web.public.surroundings import commune_of
from boussole.web.public.visit import Visit

SECOND = "autre"  # what the list of communes is for, when it is not for the home


@require_safe
@with_visit
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One question. Who has already answered is led straight on, and may answer anew."""
    visit.destination = own_path(request.GET.get("retour", "")) or visit.destination
    form = CommuneForm()
    return render(request, "public/home/home.html", _home_context(form, visit))


@require_POST
@with_visit
def choose_commune(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the commune, or ask which one when the text may mean several."""
    form = CommuneForm(request.POST)
    if not form.is_valid():
        return render(request, "public/home/home.html", _home_context(form, visit))
    if form.chosen is None:
        return _list_of_communes(form.cleaned_data["place"])
    if visit.commune != form.chosen.code:
        visit.commune, visit.second_commune = form.chosen.code, ""
    return _onward(visit)


@with_visit
def choose_second_commune(request: HttpRequest, visit: Visit) -> HttpResponse:
    """« J’étudie ou je travaille ailleurs »: add the other commune, or take it away."""
    if request.method != "POST":
        visit.destination = own_path(request.GET.get("retour", "")) or visit.destination
        return render(request, "public/home/second_commune.html", {"form": SecondCommuneForm()})
    if "retirer" in request.POST:
        visit.second_commune = ""
        return _onward(visit)
    form = SecondCommuneForm(request.POST)
    if not form.is_valid():
        return render(request, "public/home/second_commune.html", {"form": form})
    if form.chosen is None:
        return _list_of_communes(form.cleaned_data["place"], pour=SECOND)
    visit.second_commune = "" if form.chosen.code == visit.commune else form.chosen.code
    return _onward(visit)


@require_safe
@with_visit
def communes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The communes that a text may mean, each with its button: all that one needs without a script."""
    typed = request.GET.get("q", "").strip()
    is_second = request.GET.get("pour") == SECOND
    context = {
        "typed": typed[:80],
        "found": [_line(found) for found in communes_meant_by(typed)],
        "pour": SECOND if is_second else "",
        "action": reverse("public:choose_second_commune" if is_second else "public:choose_commune"),
    }
    return render(request, "public/home/communes.html", context)


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The same list, for the box that suggests while one types."""
    found = geography().search(request.GET.get("q", ""), limit=8)
    items = [
        {"value": line["code"], "label": line["label"], "hint": line["hint"]} for line in map(_line, found)
    ]
    return JsonResponse({"items": items})


@login_not_required
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """« Quitter vite »: forget the visit, and show a harmless page.

    A link, so that one press is enough without a script. It changes nothing but this browser's own cookie.
    """
    response = HttpResponseRedirect(NEUTRAL_PAGE)
    response.headers["Referrer-Policy"] = "no-referrer"
    if settings.JOURNEY_COOKIE_NAME in request.COOKIES:
        Visit.forget(response)
    return response


def _onward(visit: Visit) -> HttpResponse:
    """Where one wanted to go, else to the themes."""
    destination, visit.destination = visit.destination, ""
    return redirect(destination or "public:themes")


def _home_context(form: CommuneForm, visit: Visit) -> dict[str, object]:
    return {
        "form": form,
        "known_commune": commune_of(visit.commune),
        "has_destination": bool(visit.destination) and not visit.commune,
        "has_receipt": visit.has_receipt,
        "territories": Territory.objects.filter(is_open=True).order_by("name").values_list("name", flat=True),
    }


def _list_of_communes(typed: str, **more: str) -> HttpResponse:
    return redirect(f"{reverse('public:communes')}?{urlencode({'q': typed, **more})}")


def _line(found: Found) -> dict[str, str]:
    place = geography().name_of(f"departement:{found.commune.departement}")
    return {"code": found.commune.code, "label": found.label, "hint": found.explanation or place}
