"""A charter before one of the people who sign it: read, prove who one is, sign or refuse (guarantees.md R24).

The link of the mail is exchanged at once for a cookie and a clean address. Opening it changes nothing, however often
and whatever opens it. What proves the person is a code sent to their mailbox, or their account when they have one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts.models import User
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.charters import links
from boussole.partners.charters.texts import what_changed
from boussole.partners.charters.wording import gesture_of
from boussole.partners.models import CharterDocument, Signatory, SignatureLink
from boussole.partners.sealing import as_chapters
from boussole.web.extranet import signature_pass
from boussole.web.extranet.forms.signing import RefuseForm, SignForm
from boussole.web.shared.access import second_factor_shown
from boussole.web.shared.charters import document_file

Proof = Signatory.Proof


@dataclass(frozen=True)
class Sitting:
    """One signatory before the charter, at one moment."""

    link: SignatureLink
    signatory: Signatory
    with_account: bool
    user: User | None  # theirs, signed in with a second factor
    now: datetime

    @property
    def proof(self) -> Signatory.Proof:
        return Proof.ACCOUNT if self.with_account else Proof.MAILBOX

    @property
    def can_answer(self) -> bool:
        """Whether nothing is left to prove before the form, but the code."""
        return not self.with_account or self.user is not None


@login_not_required
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the link for a cookie. Nothing is written, not even that it was opened: scanners open links."""
    link = links.behind(token, clock.now())
    if link is None:
        response = _over(request)
    else:
        public_id = link.signatory.public_id
        response = redirect("extranet:sign_charter", public_id)
        signature_pass.write(response, link.pk, public_id)
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return response


def _seated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view its sitting: whoever did not come by this very link is told that it is over."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, public_id: UUID, **kwargs: Any) -> HttpResponse:
        now, number = clock.now(), signature_pass.read(request)
        link = links.opened(number, now) if number else None
        if link is None or link.signatory.public_id != public_id:
            return _over(request)
        signatory = link.signatory
        is_theirs = request.user.is_authenticated and request.user.pk == signatory.user_id
        is_proved = second_factor_shown(request) or not settings.SECOND_FACTOR_REQUIRED
        user = request.user if is_theirs and is_proved else None
        with_account = policies.signs_with_account(signatory)
        return view(request, Sitting(link, signatory, with_account, user, now), **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@_seated
def sign_charter(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The whole text, then the gesture."""
    form = _sign_form(sitting, request.POST or None)
    if request.method != "POST" or not sitting.can_answer:
        return _shown(request, sitting, _sign_form(sitting))
    if not form.is_valid() or not _is_proved(form, sitting):
        return _shown(request, sitting, form)
    try:
        charters.sign(
            sitting.signatory,
            proof=sitting.proof,
            words_hash=form.cleaned_data["words_hash"],
            by=sitting.user,
            now=sitting.now,
        )
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return _shown(request, sitting, form)
    return redirect("extranet:sign_charter", sitting.signatory.public_id)


@require_POST
@_seated
def ask_signature_code(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Six digits leave for the mailbox of this signatory; the page says so as long as they may be typed."""
    refuses = request.POST.get("pour") == "refus"
    try:
        charters.ask_code(sitting.signatory, now=sitting.now)
    except MoveRefused as refusal:
        return _shown(request, sitting, _sign_form(sitting), trouble=refusal.message)
    route = "extranet:refuse_charter" if refuses else "extranet:sign_charter"
    anchor = "" if refuses else "#signer"
    return redirect(reverse(route, args=[sitting.signatory.public_id]) + anchor)


@require_http_methods(["GET", "HEAD", "POST"])
@_seated
def refuse_charter(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say no, and why: proved as a signature is."""
    if not policies.can_sign(sitting.signatory) or not sitting.can_answer:
        return redirect("extranet:sign_charter", sitting.signatory.public_id)
    form = RefuseForm(request.POST or None, with_code=not sitting.with_account)
    if form.is_valid() and _is_proved(form, sitting):
        reason = form.cleaned_data["reason"]
        try:
            charters.refuse(
                sitting.signatory, proof=sitting.proof, reason=reason, by=sitting.user, now=sitting.now
            )
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("extranet:sign_charter", sitting.signatory.public_id)
    waits = not sitting.with_account and charters.waits_for_code(sitting.signatory, sitting.now)
    context = {"sitting": sitting, "form": form, "waits_for_code": waits}
    return render(request, "extranet/signing/refuse.html", context)


@require_safe
@_seated
def signed_document(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The copy that everybody holds, once the four have signed."""
    document = CharterDocument.objects.filter(agreement=sitting.signatory.agreement).first()
    return document_file(document) if document and sitting.signatory.signed_at else _over(request)


def _is_proved(form: SignForm | RefuseForm, sitting: Sitting) -> bool:
    """With an account it is; else the code is tried, and counted."""
    if sitting.with_account:
        return sitting.user is not None
    tried = charters.try_code(sitting.signatory, form.cleaned_data["code"], now=sitting.now)
    if not tried.is_right:
        form.say_wrong(tried)
    return tried.is_right


def _sign_form(sitting: Sitting, data: Any = None) -> SignForm:
    signatory = sitting.signatory
    return SignForm(
        data,
        gesture=gesture_of(signatory.function, signatory.agreement.structure.name),
        with_code=not sitting.with_account,
        initial={"words_hash": signatory.agreement.words_hash},
    )


def _shown(request: HttpRequest, sitting: Sitting, form: SignForm, *, trouble: str = "") -> HttpResponse:
    signatory = sitting.signatory
    here = reverse("extranet:sign_charter", args=[signatory.public_id])
    is_signed_in = request.user.is_authenticated and request.user.pk == signatory.user_id
    way_in = reverse("mfa_reauthenticate" if is_signed_in else "account_login")
    context = {
        "sitting": sitting,
        "signatory": signatory,
        "agreement": signatory.agreement,
        "others": signatory.agreement.signatories.exclude(pk=signatory.pk),
        "changes": what_changed(signatory.agreement),
        "words": as_chapters(signatory.agreement.words),
        "form": form,
        "trouble": trouble,
        "can_sign": policies.can_sign(signatory),
        "waits_for_code": not sitting.with_account and charters.waits_for_code(signatory, sitting.now),
        "is_somebody_else": request.user.is_authenticated and not is_signed_in,
        "way_in": f"{way_in}?{urlencode({'next': here + '#signer'})}",
        "document": CharterDocument.objects.filter(agreement=signatory.agreement).defer("content").first(),
    }
    return render(request, "extranet/signing/sign.html", context)


def _over(request: HttpRequest) -> HttpResponse:
    """The link no longer opens, and the page says why it may be so. Nothing tells which reason it is."""
    return render(request, "extranet/signing/over.html", status=404)
