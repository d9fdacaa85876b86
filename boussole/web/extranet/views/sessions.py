"""Where my account is open, and closing it there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from boussole.accounts import actions
from boussole.accounts import sessions as work
from boussole.core import clock
from boussole.web.shared.work_sessions import work_session_of


@require_safe
def work_sessions(request: HttpRequest) -> HttpResponse:
    """This browser first, then the others, the latest seen first."""
    here = work_session_of(request)
    others = [each for each in work.open_sessions_of(request.user, clock.real_now()) if each != here]
    return render(request, "account/sessions.html", {"here": here, "others": others})


@require_POST
def end_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close one of them. This browser is closed by signing out, which says so."""
    session = get_object_or_404(request.user.work_sessions, public_id=public_id)
    if session == work_session_of(request):
        return redirect("account_logout")
    actions.end_session(session, by=request.user, now=clock.real_now())
    messages.success(request, "Cette connexion est fermée : cet appareil n’ouvre plus votre compte.")
    return redirect("account_sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here: a computer left open, a phone that was lost."""
    user = actions.end_sessions(
        request.user, by=request.user, now=clock.real_now(), but=work_session_of(request)
    )
    update_session_auth_hash(request, user)
    messages.success(request, "Vous êtes déconnecté·e partout ailleurs. Vous restez connecté·e ici.")
    return redirect("account_sessions")
