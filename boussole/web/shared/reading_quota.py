"""Before a request of a young person is shown: one too many in the hour, and the second factor is asked again."""

from __future__ import annotations

import time
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.core.typography import counted
from boussole.web.shared import unsent
from boussole.web.shared.access import second_factor_first, second_factor_shown

STOPPED_AT = "reading_stopped_at"  # in the session, in real time like the moments of factors
WHY = (
    f"Vous avez vu comment joindre {counted(actions.MOST_FILES, 'jeune')} en une heure. Pour continuer, montrez encore "
    "une fois que c’est bien vous."
)


def one_too_many(request: HttpRequest, found: ContactRequest, *, now: datetime) -> HttpResponse | None:
    """Trace the look and let it be, or lead to the second factor; a fresh one opens thirty more.

    Where no second factor is asked at all (the demo), nobody is stopped, and those who watch are told all the same.
    """
    user = request.user
    if actions.look(found, by=user, now=now):
        return None
    stopped_at = request.session.get(STOPPED_AT)
    if not settings.SECOND_FACTOR_REQUIRED or (stopped_at and second_factor_shown(request, since=stopped_at)):
        request.session.pop(STOPPED_AT, None)
        actions.stop_reading(by=user, now=now)
        actions.go_on_reading(by=user, now=now)
        actions.look(found, by=user, now=now)
        return None
    request.session.setdefault(STOPPED_AT, time.time())
    actions.stop_reading(by=user, now=now)
    messages.info(request, WHY)
    if (typed := unsent.typed_in(request)) is not None:
        unsent.keep(request, typed)
        messages.info(request, unsent.KEPT_WORDS)
        return second_factor_first(request, then=reverse("account_unsent"))
    return second_factor_first(request)
