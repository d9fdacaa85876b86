"""The switch of the header: where somebody who has several roles works now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boussole.accounts import actions
from boussole.core import clock
from boussole.web.shared.workplaces import workplaces_of


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember it, and open its desk; a place that is not theirs does not exist."""
    places = {each.code: each for each in workplaces_of(request.user, clock.now().date())}
    chosen = places.get(request.POST.get("poste", ""))
    if chosen is None:
        raise Http404
    actions.choose_workplace(request.user, chosen.code)
    return redirect("extranet:home" if chosen.is_of_a_structure else "animators:home")
