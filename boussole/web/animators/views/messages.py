"""Messages to partners: written from a template or not, looked at with their recipients, sent, remembered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.policies import animated_territories
from boussole.animation import actions
from boussole.animation.audience import audience_of
from boussole.animation.emails import as_read
from boussole.animation.models import PartnerMessage, PartnerMessageTemplate
from boussole.animation.models.partner_message import PartnerMessageQuerySet
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.mail.models import OutgoingMessage
from boussole.privacy import limits
from boussole.questionnaires.models import Theme
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.forms.messages import KIND_HINTS, MessageForm, TemplateForm
from boussole.web.animators.message_words import DAY, SENDINGS_A_DAY, selection_in_words
from boussole.web.shared.gestures import gestures_on

METHODS = ["GET", "HEAD", "POST"]
MOST_SHOWN = 50
Sent = OutgoingMessage.Status
LOST = (Sent.DEAD, Sent.BOUNCED, Sent.CANCELLED, Sent.UNKNOWN)
TOO_MANY = (
    "Vous avez déjà envoyé plusieurs messages aujourd’hui. Celui-ci reste en brouillon : envoyez-le demain."
)


@require_safe
@as_animator
def partner_messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Drafts, what was sent with its figures, and the templates."""
    rows = list(_counted(_mine(desk).exclude(status=PartnerMessage.Status.DROPPED))[:MOST_SHOWN])
    return page(
        request,
        desk,
        "messages/list",
        drafts=[each for each in rows if each.is_draft],
        sent=[each for each in rows if not each.is_draft],
        templates=PartnerMessageTemplate.objects.written_for(desk.user, desk.day),
        several=len(animated_territories(desk.user, desk.day)) > 1,
    )


def _mine(desk: Desk) -> PartnerMessageQuerySet:
    return PartnerMessage.objects.written_from(desk.user, desk.day).select_related("territory", "sent_by")


def _counted(rows: PartnerMessageQuerySet) -> Any:
    """With how many copies left, wait, or were lost; one that the outbox has forgotten had left."""
    waiting = Q(recipients__outgoing__status=Sent.TODO)
    return rows.annotate(
        copies=Count("recipients"),
        waiting=Count("recipients", filter=waiting),
        lost=Count("recipients", filter=Q(recipients__outgoing__status__in=LOST)),
    )


@require_http_methods(METHODS)
@as_animator
def new_partner_message(request: HttpRequest, desk: Desk) -> HttpResponse:
    """From nothing, from a template, or from a message sent before. Keeping it shows to whom it would go."""
    form = _form(request, desk, _begun(request, desk))
    if form.is_valid():
        message = actions.write_message(
            form.chosen_territory, form.words, form.selection, by=desk.user, day=desk.day, now=desk.now
        )
        return redirect("animators:partner_message", message.public_id)
    return page(request, desk, "messages/write", form=form, hints=KIND_HINTS)


def _begun(request: HttpRequest, desk: Desk) -> dict[str, object]:
    """The words that the address names, when they are of this person's territories."""
    for name, rows in (
        ("modele", PartnerMessageTemplate.objects.written_for(desk.user, desk.day)),
        ("message", PartnerMessage.objects.written_from(desk.user, desk.day)),
    ):
        asked = request.GET.get(name, "")
        found = next((each for each in rows if str(each.public_id) == asked), None) if asked else None
        if found is not None:
            words = {"kind": found.kind, "subject": found.subject, "body": found.body}
            return {**words, "territory": found.territory.code}
    return {}


def _form(request: HttpRequest, desk: Desk, initial: dict[str, object]) -> MessageForm:
    return MessageForm(
        request.POST if request.method == "POST" else None,
        territories=animated_territories(desk.user, desk.day),
        themes=list(Theme.objects.order_by("position", "name")),
        initial=initial,
    )


@require_safe
@as_animator
def partner_message(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """A draft: the mail as it will be read, and by whom. Sent: what became of each copy."""
    message = get_object_or_404(_counted(_mine(desk)), public_id=public_id)
    subject, body = as_read(message, desk.user)
    context: dict[str, object] = {
        "message": message,
        "subject": subject,
        "body": body,
        "selection": selection_in_words(message),
    }
    if message.is_draft:
        context["audience"] = audience = audience_of(message, desk.now)
        context["send_label"] = f"Envoyer à {counted(len(audience.recipients), 'personne')}"
    else:
        rows = message.recipients.select_related("user", "structure", "outgoing")
        context["lost"] = rows.filter(outgoing__status__in=LOST)
        context["recipients"] = rows
    return page(request, desk, "messages/message", **context)


@require_http_methods(METHODS)
@as_animator
def change_partner_message(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Its words, and to whom, while it is a draft."""
    message = _found(desk, public_id)
    if not message.is_draft:
        return _shown(message)
    begun = {
        "territory": message.territory.code,
        "people": message.people,
        "standing": message.standing,
        "theme": message.theme.code if message.theme else "",
        "charter": message.charter,
        "kind": message.kind,
        "subject": message.subject,
        "body": message.body,
    }
    form = _form(request, desk, begun)
    form.fields.pop("territory", None)  # it belongs to one territory from the start
    if form.is_valid():
        try:
            actions.change_message(message, form.words, form.selection, by=desk.user, day=desk.day)
        except MoveRefused as refusal:
            flash.error(request, refusal.message)
        return _shown(message)
    return page(request, desk, "messages/write", form=form, hints=KIND_HINTS, message=message)


def _found(desk: Desk, public_id: UUID) -> PartnerMessage:
    return get_object_or_404(_mine(desk).select_related("theme"), public_id=public_id)


def _shown(message: PartnerMessage) -> HttpResponse:
    return redirect("animators:partner_message", message.public_id)


gesture = gestures_on(_found, at=as_animator, back=_shown)


@gesture
def send_partner_message(request: HttpRequest, desk: Desk, message: PartnerMessage) -> HttpResponse:
    """One copy each, to those who were on the page."""
    if not limits.hit("partner_message", str(desk.user.pk), limit=SENDINGS_A_DAY, per=DAY, now=desk.now):
        flash.error(request, TOO_MANY)
        return _shown(message)
    looked_at = request.POST.get("destinataires", "")
    sent = actions.send_message(message, looked_at=looked_at, by=desk.user, day=desk.day, now=desk.now)
    count = counted(sent.recipients.count(), "personne")
    flash.success(request, f"Le message part à {count}.")
    return _shown(message)


@gesture
def drop_partner_message(request: HttpRequest, desk: Desk, message: PartnerMessage) -> HttpResponse:
    """Give up the draft."""
    actions.drop_message(message, by=desk.user, day=desk.day, now=desk.now)
    flash.success(request, "Le brouillon est abandonné : rien n’est parti.")
    return redirect("animators:partner_messages")


# --- Templates ------------------------------------------------------------------------------------------
@require_http_methods(METHODS)
@as_animator
def new_message_template(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A text that will come back."""
    form = _template_form(request, desk, _begun(request, desk))
    if form.is_valid():
        try:
            actions.write_template(
                form.chosen_territory,
                form.cleaned_data["name"],
                form.words,
                by=desk.user,
                day=desk.day,
                now=desk.now,
            )
        except MoveRefused as refusal:
            form.add_error("name", refusal.message)
        else:
            flash.success(request, "Le modèle est gardé.")
            return redirect("animators:partner_messages")
    return page(request, desk, "messages/template", form=form, hints=KIND_HINTS)


@require_http_methods(METHODS)
@as_animator
def message_template(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Change it, or take it away; the messages written from it keep their own text."""
    template = _template(desk, public_id)
    begun = {
        "name": template.name,
        "kind": template.kind,
        "subject": template.subject,
        "body": template.body,
    }
    form = _template_form(request, desk, begun)
    form.fields.pop("territory", None)  # it belongs to one territory from the start
    if form.is_valid():
        try:
            actions.change_template(
                template, form.cleaned_data["name"], form.words, by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            form.add_error("name", refusal.message)
        else:
            flash.success(request, "Le modèle est changé.")
            return redirect("animators:partner_messages")
    return page(request, desk, "messages/template", form=form, hints=KIND_HINTS, kept=template)


def _template_form(request: HttpRequest, desk: Desk, initial: dict[str, object]) -> TemplateForm:
    territories = animated_territories(desk.user, desk.day)
    data = request.POST if request.method == "POST" else None
    return TemplateForm(data, territories=territories, initial=initial)


def _template(desk: Desk, public_id: UUID) -> PartnerMessageTemplate:
    rows = PartnerMessageTemplate.objects.written_for(desk.user, desk.day)
    return get_object_or_404(rows.select_related("territory"), public_id=public_id)


def _list(template: PartnerMessageTemplate) -> HttpResponse:
    return redirect("animators:partner_messages")


@gestures_on(_template, at=as_animator, back=_list)
def withdraw_message_template(
    request: HttpRequest, desk: Desk, template: PartnerMessageTemplate
) -> HttpResponse:
    """It is proposed no more."""
    actions.withdraw_template(template, by=desk.user, day=desk.day, now=desk.now)
    flash.success(request, f"Le modèle « {template.name} » n’est plus proposé.")
    return _list(template)
