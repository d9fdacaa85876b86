"""Two pages for machines: is the process alive, and may visitors be sent to it?"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from boussole.core import clock
from boussole.mail import queries
from boussole.web.shared.client_ip import client_ip


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing of the database: starting again would not mend that.

    It tells who asks what it sees of them: that is how one verifies the proxies in front (TRUSTED_PROXIES).
    """
    return JsonResponse({"alive": True, "seen_from": client_ip(request), "https": request.is_secure()})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, its schema is this version's and the worker is at work; else 503.

    One code for each: ok; unreachable, pending, silent; unknown when an earlier one prevents asking.
    """
    states = {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}
    try:
        is_current = _last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()
        states |= {"database": "ok", "migrations": "ok" if is_current else "pending"}
        if is_current:
            states["worker"] = "ok" if queries.worker_is_alive(clock.real_now()) else "silent"
    except DatabaseError:
        pass  # the codes say how far we came
    is_ready = set(states.values()) == {"ok"}
    response = JsonResponse({"ready": is_ready, **states}, status=200 if is_ready else 503)
    # Django's own mark: a probe every second must not fill the log.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each application, as this version's files have them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
