"""One charter, from its preparation to its end: each gesture is a resource of its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts.policies import animated_territories
from boussole.core.moves import MoveRefused
from boussole.core.typography import enumeration
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement, CharterDocument, Signatory, Structure
from boussole.privacy import limits
from boussole.web.animators.charter_desk import readable, reads_charters, run
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.charters import CancelForm, PrepareForm, ScanForm, SignatoryForm
from boussole.web.shared.charter_end import can_end
from boussole.web.shared.charters import document_file, shown
from boussole.web.shared.gestures import page_asked_from

METHODS = ["GET", "HEAD", "POST"]
MAILS_PER_DAY, ONE_DAY = 5, timedelta(days=1)
TOO_MANY = "Cinq mails sont déjà partis à cette personne aujourd’hui. Appelez-la plutôt."


@require_http_methods(METHODS)
@as_animator
def prepare(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """For one structure and one of the territories that the person animates."""
    structure = get_object_or_404(Structure.objects.serving(desk.user, desk.day), public_id=public_id)
    territories = [
        each
        for each in animated_territories(desk.user, desk.day)
        if policies.can_prepare_charter(desk.user, structure, each, desk.day)
    ]
    if not territories:
        messages.error(request, "Vous n’animez pas un territoire que cette structure sert.")
        return redirect("animators:charters")
    form = PrepareForm(request.POST or None, territories=territories)
    if form.is_valid():
        try:
            agreement = charters.prepare(
                structure, form.territory_chosen(), by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            return redirect("animators:charter", agreement.public_id)
    return page(request, desk, "charters/prepare", structure=structure, form=form)


@require_safe
@reads_charters
def charter(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Where it stands, who has signed, what may be done now."""
    agreement = readable(desk, public_id)
    return page(request, desk, "charters/charter", **_context(desk, agreement))


def _context(desk: Desk, agreement: CharterAgreement) -> dict[str, object]:
    found = shown(agreement, desk.now)
    runs = bool(policies.can_run_charter(desk.user, agreement, desk.day))
    mine = [each for each in found.signatories if each.user_id == desk.user.pk]
    is_at_work = agreement.status in CharterAgreement.AT_WORK
    return {
        "charter": found,
        "runs": runs,
        "is_at_work": is_at_work,
        "is_ready": all(each.is_complete for each in found.signatories),
        "can_prepare_another": runs and _leaves_nothing(agreement),
        "mine": [each for each in mine if policies.can_sign(each)],
        **can_end(desk.user, agreement, desk.day, desk.now, site="animators"),
    }


def _leaves_nothing(agreement: CharterAgreement) -> bool:
    """Refused, and nothing signed nor under way since: the structure waits for another."""
    since = agreement.structure.charters.filter(
        territory=agreement.territory, status__in=CharterAgreement.ALIVE
    )
    return agreement.status == CharterAgreement.Status.REFUSED and not since.exists()


@require_safe
@reads_charters
def charter_document(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The copy of the animation, the same bytes as the structure's."""
    agreement = readable(desk, public_id)
    return document_file(get_object_or_404(CharterDocument, agreement=agreement))


@require_http_methods(METHODS)
@reads_charters
def signatory(request: HttpRequest, desk: Desk, public_id: UUID, role: str) -> HttpResponse:
    """Who signs in that capacity, and where they are written to."""
    row = _signatory(desk, public_id, role)
    back = redirect("animators:charter", public_id)
    if not (verdict := policies.can_change_signatory(desk.user, row, desk.day)):
        messages.error(request, verdict.reason)
        return back
    form = SignatoryForm(request.POST or None, signatory=row)
    if form.is_valid():
        try:
            if row.agreement.status == CharterAgreement.Status.SIGNING:  # a mail leaves for each change
                _count_mail(row, desk)
            charters.change_signatory(row, form.person(), by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{row.get_role_display()} : c’est enregistré.")
            return back
    return page(request, desk, "charters/signatory", agreement=row.agreement, signatory=row, form=form)


@require_POST
@reads_charters
def send(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Four mails leave, each with its own link."""
    return _act(
        request, desk, public_id, charters.send, done="La charte part aux quatre signataires par e-mail."
    )


@require_POST
@reads_charters
def resend(request: HttpRequest, desk: Desk, public_id: UUID, role: str) -> HttpResponse:
    """One more mail to somebody who has not signed."""
    row = _signatory(desk, public_id, role)
    try:
        _count_mail(row, desk)
        charters.resend(row, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Un mail repart à {row.email}, avec un nouveau lien.")
    return redirect("animators:charter", public_id)


@require_POST
@reads_charters
def remind(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One more mail to each of those who are waited for; whoever asks is not written to."""
    told, refusal = [], "Personne d’autre que vous n’est attendu pour cette charte."
    for row in _signatories(run(desk, public_id)).exclude(user=desk.user):
        if not row.is_waited_for:
            continue
        try:
            _count_mail(row, desk)
            charters.resend(row, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refused:
            refusal = refused.message
        else:
            told.append(row.name)
    if told:
        messages.success(request, f"Un mail repart à {enumeration(told)}, avec un nouveau lien.")
    else:
        messages.error(request, refusal)
    return redirect(page_asked_from(request, "animators") or reverse("animators:charter", args=[public_id]))


def _count_mail(row: Signatory, desk: Desk) -> None:
    """Whoever runs a charter chooses the addresses: nobody's mailbox is filled by it.

    :raises MoveRefused: after too many in a day
    """
    if not limits.hit("charter_mail", str(row.pk), limit=MAILS_PER_DAY, per=ONE_DAY, now=desk.now):
        raise MoveRefused(TOO_MANY)


@require_POST
@reads_charters
def sign_own(request: HttpRequest, desk: Desk, public_id: UUID, role: str) -> HttpResponse:
    """The animator's own signature, by a link of their own as the mail would give."""
    row = _signatory(desk, public_id, role)
    if row.user_id != desk.user.pk:
        raise Http404
    if not (verdict := policies.can_sign(row)):
        messages.error(request, verdict.reason)
        return redirect("animators:charter", public_id)
    return redirect(charters.own_link(row, by=desk.user, now=desk.now))


@require_http_methods(METHODS)
@reads_charters
def cancel(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Give it up before everybody has signed."""
    agreement = run(desk, public_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            charters.cancel(
                agreement, note=form.cleaned_data["note"], by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "La charte est abandonnée. Les personnes sollicitées sont prévenues.")
        return redirect("animators:charter", public_id)
    return page(request, desk, "charters/cancel", agreement=agreement, form=form)


@require_http_methods(METHODS)
@reads_charters
def scan(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The paper, when somebody cannot sign on line: marked as such wherever the charter is shown."""
    agreement = run(desk, public_id)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data, signed_on = form.cleaned_data["scan"].read(), form.cleaned_data["signed_on"]
        try:
            charters.file_scan(agreement, data, signed_on=signed_on, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "La charte est en vigueur, signée sur papier.")
            return redirect("animators:charter", public_id)
    return page(request, desk, "charters/scan", agreement=agreement, form=form)


def _act(request: HttpRequest, desk: Desk, public_id: UUID, act, *, done: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    try:
        act(run(desk, public_id), by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("animators:charter", public_id)


def _signatory(desk: Desk, public_id: UUID, role: str) -> Signatory:
    return get_object_or_404(_signatories(run(desk, public_id)), role=role.upper())


def _signatories(agreement: CharterAgreement) -> QuerySet[Signatory]:
    return agreement.signatories.select_related("agreement__structure", "agreement__territory", "user")
