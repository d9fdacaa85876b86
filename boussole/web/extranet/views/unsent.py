"""Taking up again what one was typing when the session closed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boussole.web.shared import unsent


@require_http_methods(["GET", "HEAD", "POST"])
def take_up_again(request: HttpRequest) -> HttpResponse:
    """What was typed, to be sent at one press; a POST here lets it go, and leads back to its page."""
    typed = unsent.kept_for(request)
    if typed is None:
        return redirect("account_home")
    if request.method == "POST":
        unsent.forget(request)
        messages.info(request, "Ce que vous aviez saisi n’a pas été envoyé.")
        return redirect(typed.page)
    return render(request, "account/unsent.html", {"typed": typed})
