"""Coming in by invitation: a link, then a page whose address holds no secret; who has an account answers with it."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts import actions, invitations
from boussole.accounts.joining import proposals_of, waiting_in
from boussole.accounts.models import Invitation, Mandate
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
    """Who invites me, for what, and what I must choose to come in; my account first when I have one."""
    now = clock.now()
    invitation = (
        Invitation.objects.open(now)
        .filter(pk=request.session.get(INVITATION), user__is_active=True)
        .select_related("user", "invited_by")
        .first()
    )
    if invitation is None:
        return _closed(request)
    proposed = [each.in_words for each in waiting_in(invitation)]
    if invitation.user.is_open:
        if request.user.is_authenticated and request.user.pk == invitation.user_id:
            return redirect("account_invitations")
        context = {"invitation": invitation, "proposed": proposed}
        return render(request, "account/invitation_to_answer.html", context)
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
    context = {"form": form, "invitation": invitation, "proposed": proposed}
    return render(request, "account/invitation.html", context)


@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """What is proposed to me, and by whom."""
    rows = Invitation.objects.open(clock.now()).filter(user=request.user).select_related("invited_by")
    shown = list(rows.order_by("sent_at", "pk"))
    proposals = proposals_of(shown)
    lines = [(each, [proposal.in_words for proposal in proposals[each.pk]]) for each in shown]
    return render(request, "account/invitations.html", {"lines": lines})


@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """I accept, or I decline; somebody else's invitation does not exist."""
    row = get_object_or_404(Invitation, public_id=public_id, user=request.user)
    said = request.POST.get("reponse")
    if said not in ("accepter", "refuser"):
        raise Http404
    act, now = actions.join if said == "accepter" else actions.decline_invitation, clock.now()
    try:
        act(row, by=request.user, now=now)
    except actions.InvitationClosed as refusal:
        messages.error(request, refusal.message)
        return redirect("account_invitations")
    request.session.pop(INVITATION, None)
    if said == "refuser":
        messages.success(request, "Votre refus est noté. La personne qui vous a invité·e le sait.")
        return redirect("account_invitations")
    animates = Mandate.objects.in_force_at(now).filter(invitation=row).exists()
    messages.success(request, "C’est fait : votre nouveau rôle commence maintenant.")
    return redirect("animators:home" if animates else "extranet:home")  # where the role is


def _closed(request: HttpRequest) -> HttpResponse:
    """Used, replaced, too old or mistyped: the same page, which says what to do."""
    return render(request, "account/invitation_closed.html", status=410)
