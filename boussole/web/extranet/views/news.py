"""« Ne plus recevoir ces nouvelles »: from the foot of a mail, without signing in.

Opening the link changes nothing: programs that read mail open links too. Only a press does, and it can be undone.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boussole.animation import actions, unsubscribing
from boussole.animation.models import Unsubscription
from boussole.core import clock


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the news of one territory, or take them again. The page names nobody: a mail is forwarded."""
    found = unsubscribing.behind(token)
    if found is None:
        raise Http404
    user, territory = found
    if request.method == "POST":
        if "reprendre" in request.POST:
            actions.subscribe_again(user, territory, now=clock.now())
            messages.success(
                request,
                f"C’est noté\u00a0: les nouvelles du réseau «\u00a0{territory.name}\u00a0» vous reviennent.",
            )
        else:
            actions.unsubscribe(user, territory, now=clock.now())
        return redirect("extranet:unsubscribe", token)
    has_stopped = Unsubscription.objects.filter(user=user, territory=territory).exists()
    return render(
        request, "extranet/news/unsubscribe.html", {"territory": territory, "has_stopped": has_stopped}
    )
