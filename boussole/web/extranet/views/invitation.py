"""Opening an account from an invitation: the link, then a page whose address holds no secret."""

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts import actions, invitations
from boussole.accounts.models import Invitation
from boussole.accounts.tokens import hashed
from boussole.core import clock
from boussole.web.extranet.forms.account import OpenAccountForm
from boussole.web.shared.access import remember_password

INVITATION = "invitation"  # in the session: the number of the invitation whose link was followed


@login_not_required
@require_safe
def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a session. Nothing is spent: programs that open links before us are harmless."""
    invitation = invitations.behind(hashed(token), clock.now()).first()
    if invitation is None:
        response = _closed(request)
    else:
        request.session[INVITATION] = invitation.pk
        response = redirect("account_invitation")
    # The address of this page is a secret: no other site may learn it, not even ours (guarantees.md T12).
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Who invites me, and what I must choose to come in."""
    now = clock.now()
    invitation = (
        Invitation.objects.open(now)
        .filter(pk=request.session.get(INVITATION), user__is_active=True)
        .select_related("user", "invited_by")
        .first()
    )
    if invitation is None:
        return _closed(request)
    names = {"first_name": invitation.user.first_name, "last_name": invitation.user.last_name}
    form = OpenAccountForm(request.POST or None, user=invitation.user, initial=names)
    if form.is_valid():
        try:
            user = actions.accept_invitation(invitation, **form.cleaned_data, now=now)
        except actions.InvitationClosed:
            return _closed(request)
        del request.session[INVITATION]
        remember_password(request, user)
        return perform_login(request, user)
    return render(request, "account/invitation.html", {"form": form, "invitation": invitation})


def _closed(request: HttpRequest) -> HttpResponse:
    """Used, replaced, too old or mistyped: the same page, which says what to do."""
    return render(request, "account/invitation_closed.html", status=410)
