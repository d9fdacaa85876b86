"""A draft as an outline that one arranges: pages, order, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.questionnaires import actions, editing, policies
from boussole.questionnaires.editing import Document
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import conflicts_of, faults_of
from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.forms.questionnaires import PageForm
from boussole.web.animators.questionnaires.arranging import gesture_of
from boussole.web.animators.questionnaires.outline import hidden_questions, keeps_its_own_order, outline_of
from boussole.web.animators.views.questionnaires import figures_for, find

METHODS = ["GET", "HEAD", "POST"]
DraftView = Callable[..., HttpResponse]


def on_draft(view: DraftView) -> DraftView:
    """Gives the view a draft that this person may change; otherwise leads to the version, to be read."""

    @as_shaper
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, pk: int, *args: object, **kwargs: object) -> HttpResponse:
        draft = find(desk, pk)
        if not (verdict := policies.can_write(desk.user, draft, desk.day)):
            if request.method == "POST":
                messages.error(request, verdict.reason)
            return redirect("animators:questionnaire", pk)
        return view(request, desk, draft, *args, **kwargs)

    return guarded


@require_safe
@as_shaper
def questionnaire(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The outline: to write for a draft, to read for any other version."""
    version = find(desk, pk)
    may_write = policies.can_write(desk.user, version, desk.day)
    former = Questionnaire.objects.of(version.theme, version.territory).on_line().first()
    basis = former or version.based_on
    return page(
        request,
        desk,
        "questionnaires/outline",
        version=version,
        pages=outline_of(version, figures_for(basis, version.territory, desk) if basis else None),
        hidden=hidden_questions(version),
        has_own_order=keeps_its_own_order(version),
        faults=faults_of(version) if version.is_at_work else [],
        conflicts=conflicts_of(version) if version.is_at_work else [],
        may_write=bool(may_write),
        may_shape=bool(policies.can_shape(desk.user, version.territory, desk.day)),
        new_page=PageForm(auto_id="page-%s"),
    )


@require_http_methods(METHODS)
@on_draft
def arrange(request: HttpRequest, desk: Desk, draft: Questionnaire) -> HttpResponse:
    """One gesture on the outline; then the same place, or the page that asked for it."""
    if request.method != "POST":
        return redirect("animators:questionnaire", draft.pk)
    text = request.POST.get("geste", "")
    found = gesture_of(text, draft)
    if found is None:
        raise Http404
    edit, said = found
    _change(request, desk, draft, edit, said)
    if request.POST.get("retour") == "publier":
        return redirect("animators:publish_questionnaire", draft.pk)
    _, _, what = text.partition(":")
    anchor = f"#q-{what}" if text.startswith(("question-up", "question-down", "question-show")) else ""
    return redirect(reverse("animators:questionnaire", args=[draft.pk]) + anchor)


@require_http_methods(METHODS)
@on_draft
def add_page(request: HttpRequest, desk: Desk, draft: Questionnaire) -> HttpResponse:
    """One more page, last."""
    form = PageForm(request.POST or None, auto_id="page-%s")
    if form.is_valid():
        title = form.cleaned_data["title"]
        _change(
            request,
            desk,
            draft,
            lambda document: editing.add_page(document, title),
            f"La page « {title} » est ajoutée : posez-y une question.",
        )
        return redirect(f"{reverse('animators:questionnaire', args=[draft.pk])}#ajouter")
    return page(request, desk, "questionnaires/page", version=draft, form=form)


@require_http_methods(METHODS)
@on_draft
def questionnaire_page(request: HttpRequest, desk: Desk, draft: Questionnaire, number: int) -> HttpResponse:
    """The title of one page; an empty one can be taken away."""
    pages = draft.document["pages"]
    if not 1 <= number <= len(pages):
        raise Http404
    current = pages[number - 1]
    form = PageForm(request.POST or None, initial={"title": current["title"]}, auto_id="page-%s")
    if form.is_valid():
        title = form.cleaned_data["title"]

        def rename(document: Document) -> Document:
            # By its former title too: a colleague may have moved the pages meanwhile.
            ranks = [rank for rank, each in enumerate(document["pages"]) if each["title"] == current["title"]]
            return editing.rename_page(document, ranks[0], title) if ranks else document

        _change(request, desk, draft, rename, f"La page s’appelle « {title} ».")
        return redirect(f"{reverse('animators:questionnaire', args=[draft.pk])}#page-{number}")
    return page(
        request, desk, "questionnaires/page", version=draft, form=form, current=current, number=number
    )


@require_http_methods(METHODS)
@on_draft
def drop(request: HttpRequest, desk: Desk, draft: Questionnaire) -> HttpResponse:
    """Give up a draft, asked once before."""
    if request.method != "POST":
        return page(request, desk, "questionnaires/drop", version=draft)
    actions.drop_draft(draft, by=desk.user, day=desk.day, now=desk.now)
    messages.success(
        request, f"Le brouillon est abandonné. Il reste dans l’historique, version {draft.version}."
    )
    return redirect("animators:questionnaire_of", draft.scope, draft.theme.code)


def _change(
    request: HttpRequest, desk: Desk, draft: Questionnaire, edit: Callable[[Document], Document], said: str
) -> None:
    """Make a gesture, and say what it did or why it did not."""
    saves = draft.saves
    try:
        changed = actions.change_draft(draft, edit, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return
    if changed.saves != saves:
        messages.success(request, said)
