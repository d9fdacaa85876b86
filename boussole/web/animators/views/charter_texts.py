"""« Textes de la charte »: worded by the country or by a territory, compared, put in use."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts.policies import animated_territories
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.partners.charters import fields, texts
from boussole.partners.models import CharterAgreement, CharterText
from boussole.partners.sealing import as_chapters
from boussole.territories.models import Territory
from boussole.web.animators.charter_changes import paragraphs_between
from boussole.web.animators.charter_desk import agreements_of, reads_charters
from boussole.web.animators.desk import Desk, page
from boussole.web.animators.forms.charters import PublishForm, TextForm

METHODS = ["GET", "HEAD", "POST"]
NATIONAL = "national"
Status = CharterText.Status


@require_safe
@reads_charters
def charter_texts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every version that the person may read, the national ones and those of their territories."""
    rows = _readable(desk).exclude(status=Status.DROPPED).select_related("territory", "published_by")
    signed = Count("agreements", filter=Q(agreements__status=CharterAgreement.Status.IN_FORCE))
    found = list(rows.annotate(in_force=signed).order_by("territory__name", "-number"))
    levels = [(code, name) for code, name, _ in _levels(desk)]
    return page(request, desk, "charters/texts", texts=found, levels=levels)


@require_safe
@reads_charters
def charter_text(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One version, its fields marked."""
    text = _text(desk, public_id)
    can_write = policies.can_write_text(desk.user, text.territory, desk.day)
    return page(
        request,
        desk,
        "charters/text",
        text=text,
        body=as_chapters(text.body),
        used=[(code, fields.FIELDS[code]) for code in fields.FIELDS if code in fields.used(text.body)],
        before=_before(text),
        can_write=can_write,
        level=text.territory.code if text.territory else NATIONAL,
    )


@require_http_methods(METHODS)
@reads_charters
def write_text(request: HttpRequest, desk: Desk, level: str) -> HttpResponse:
    """The draft of a level, begun from the text in use."""
    territory = _territory(desk, level)
    of_level = CharterText.objects.of(territory)
    draft = of_level.filter(status=Status.DRAFT).first()
    current = texts.in_use(territory)
    form = TextForm(request.POST or None, text=draft or current)
    if form.is_valid():
        try:
            text = charters.write_text(territory, form.wording(), by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, "Le brouillon est enregistré. Relisez ce qui change, puis mettez-le en usage."
            )
            return redirect("animators:charter_text_changes", text.public_id)
    name = territory.name if territory else "France"
    context = {"form": form, "draft": draft, "current": current, "level_name": name, "fields": fields.FIELDS}
    return page(request, desk, "charters/write", **context)


@require_safe
@reads_charters
def changes(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What this version says differently from the one before."""
    text = _text(desk, public_id)
    before = _before(text)
    return page(
        request,
        desk,
        "charters/changes",
        text=text,
        before=before,
        paragraphs=paragraphs_between(before.body, text.body) if before else [],
        can_write=policies.can_write_text(desk.user, text.territory, desk.day),
    )


@require_http_methods(METHODS)
@reads_charters
def publish_text(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Put a draft in use; when its substance changes, charters in force are prepared again."""
    text = _written(desk, public_id)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        asks_again = form.cleaned_data["kind"] == PublishForm.SUBSTANCE
        what = form.cleaned_data["what_changes"]
        try:
            prepared = charters.publish_text(
                text, asks_again=asks_again, what_changes=what, by=desk.user, day=desk.day, now=desk.now
            )
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _published_in_words(len(prepared)))
            return redirect("animators:charter_texts")
    number = agreements_of(desk).filter(status=CharterAgreement.Status.IN_FORCE, ends_on=None).count()
    return page(request, desk, "charters/publish", text=text, form=form, in_force=number)


@require_POST
@reads_charters
def drop_text(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Give a draft up."""
    text = _written(desk, public_id)
    try:
        charters.drop_text(text, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Le brouillon est abandonné.")
    return redirect("animators:charter_texts")


def _published_in_words(prepared: int) -> str:
    if not prepared:
        return "Le texte est en usage. Les chartes en vigueur le restent."
    asked = counted(prepared, "charte est prête à être signée", "chartes sont prêtes à être signées")
    return f"Le texte est en usage. {asked} de nouveau : chaque animation les enverra."


def _levels(desk: Desk) -> list[tuple[str, str, Territory | None]]:
    """Where the person writes: the country, then their territories."""
    country: list[tuple[str, str, Territory | None]] = (
        [(NATIONAL, "le texte national", None)] if desk.is_national else []
    )
    own = animated_territories(desk.user, desk.day)
    return country + [(each.code, f"le texte de « {each.name} »", each) for each in own]


def _territory(desk: Desk, level: str) -> Territory | None:
    found = next((each for each in _levels(desk) if each[0] == level), None)
    if found is None:
        raise Http404
    return found[2]


def _readable(desk: Desk):  # type: ignore[no-untyped-def]  # a query set of texts
    """The national ones; drafts and territorial ones, for those who write or run them."""
    if desk.is_national:
        return CharterText.objects.exclude(~Q(territory=None), status=Status.DRAFT)
    own = animated_territories(desk.user, desk.day)
    used = Q(agreements__in=agreements_of(desk))
    everybody = Q(territory=None) & ~Q(status=Status.DRAFT)
    readable = CharterText.objects.filter(everybody | Q(territory__in=own) | used).values("pk")
    return CharterText.objects.filter(pk__in=readable)


def _text(desk: Desk, public_id: UUID) -> CharterText:
    return get_object_or_404(_readable(desk).select_related("territory", "written_by"), public_id=public_id)


def _written(desk: Desk, public_id: UUID) -> CharterText:
    """The draft that the person may put in use, or give up."""
    text = _text(desk, public_id)
    if text.status != Status.DRAFT or not policies.can_write_text(desk.user, text.territory, desk.day):
        raise Http404
    return text


def _before(text: CharterText) -> CharterText | None:
    """The version that this one follows; the national one for the first of a territory."""
    earlier = CharterText.objects.of(text.territory).filter(number__lt=text.number)
    earlier = earlier.filter(status__in=[Status.PUBLISHED, Status.REPLACED])
    found = earlier.order_by("-number").first()
    return found or (CharterText.objects.of(None).published().first() if text.territory else None)
