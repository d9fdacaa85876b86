"""Moving the clock of the demo forward."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from boussole.core import clock
from boussole.core.typography import moment_in_words
from boussole.web.demo.clock import LEAPS, became_late, let_the_clock_tell


@login_not_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Leap forward, for the whole site, and say what has become late and what left."""
    leap = LEAPS.get(request.POST.get("bond", ""))
    if leap is None:
        raise Http404
    _, by = leap
    before = clock.now()
    clock.move_demo_clock(by)
    after = clock.now()
    said = (
        f"Nous sommes le {moment_in_words(after)}.",
        became_late(before, after),
        let_the_clock_tell(before, after),
    )
    messages.success(request, " ".join(filter(None, said)))
    return redirect(reverse("demo:home") + "#horloge")
