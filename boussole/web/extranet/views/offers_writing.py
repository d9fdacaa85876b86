"""The guided form: one section a page, saved as one goes, proposed at the end."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.offers.actions.reviewing import resolve_comment
from boussole.offers.actions.writing import SavedByAnother, save_version, start_version
from boussole.offers.models import Offer
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers import FORMS, SectionForm
from boussole.web.extranet.writing.draft import Draft, draft_of
from boussole.web.extranet.writing.help import Conflict, conflict_between, help_for
from boussole.web.extranet.writing.sections import ORDER, Section, seen

CONFLICT = 409
MACHINE = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def write(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """POST begins the next version of an offer; a GET only leads to what is being written."""
    offer = get_object_or_404(
        Offer.objects.visible_to(desk.user, desk.day).select_related("structure"), code=code
    )
    if request.method == "POST":
        try:
            start_version(offer, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("extranet:offer", code)
    elif not offer.versions.at_work().exists():
        return redirect("extranet:offer", code)
    return redirect("extranet:write_section", code, Section.ESSENTIAL)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def section(request: HttpRequest, desk: Desk, code: str, section: str) -> HttpResponse:
    """One section to read and to fill. What could be read is saved even when something is to correct."""
    draft, here = draft_of(desk, code), _section(section)
    if not draft.can_save:
        return _refused(request, draft)
    if request.method != "POST":
        return shown(request, draft, here, FORMS[here](draft=draft))
    form = FORMS[here](request.POST, draft=draft)
    try:
        draft = _saved(draft, here, form, request.POST)
    except SavedByAnother as other:
        return _conflict(request, Draft(desk, other.version), here, form)
    except MoveRefused as refusal:
        return _refused(request, draft, refusal)
    if request.headers.get("Accept") == MACHINE:
        return JsonResponse(_state(draft, here, form))
    if tick(draft, request.POST):
        return redirect("extranet:write_section", code, here)
    if form.errors:
        return shown(request, draft, here, form)
    return redirect("extranet:write_section", code, here.next)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def look(request: HttpRequest, desk: Desk, code: str, section: str) -> HttpResponse:
    """The same page with what is typed, who would see it and what could be clearer: nothing is saved."""
    draft, here = draft_of(desk, code), _section(section)
    if request.method != "POST":
        return redirect("extranet:write_section", code, here)
    if not draft.can_save:
        return _refused(request, draft)
    return shown(
        request, draft, here, FORMS[here](request.POST, draft=draft), had=request.POST.get("seen", "")
    )


def shown(
    request: HttpRequest,
    draft: Draft,
    here: Section,
    form: SectionForm,
    *,
    had: str = "",
    conflict: Conflict | None = None,
) -> HttpResponse:
    """The page of a section."""
    typed = form.written(draft.content) if form.is_bound else draft.content
    return page(
        request,
        draft.desk,
        f"offers/writing/{here.name.lower()}",
        **frame(draft, here),
        form=form,
        seen=had or seen(draft.content, here),
        help=help_for(draft, typed, here),
        conflict=conflict,
    )


def tick(draft: Draft, posted: QueryDict) -> bool:
    """Whether one of the remarks of the animation was said to be dealt with; it is then noted."""
    pressed = [each for each in draft.comments if str(each.pk) == posted.get("fait")]
    for comment in pressed:
        resolve_comment(comment, by=draft.desk.user, day=draft.desk.day, now=draft.desk.now)
    return bool(pressed)


def _section(name: str) -> Section:
    """One of those that have a form of this kind; the contacts and the last one are pages of their own."""
    if name not in FORMS:
        raise Http404
    return Section(name)


def frame(draft: Draft, here: Section) -> dict[str, object]:
    """What every page of the form shows around its section."""
    return {
        "draft": draft,
        "offer": draft.offer,
        "section": here,
        "sections": ORDER,
        "incomplete": draft.incomplete,
    }


def _saved(draft: Draft, here: Section, form: SectionForm, posted: QueryDict) -> Draft:
    """The draft once saved.

    :raises SavedByAnother: when this section is no longer what the page had
    """
    content = form.written(draft.content)
    if content == draft.content:
        return draft
    if posted.get("seen") != seen(draft.content, here):
        raise SavedByAnother(draft.version)
    desk, version = draft.desk, draft.version
    return Draft(
        desk,
        save_version(version, content, seen=version.saves, by=desk.user, day=desk.day, now=desk.now),
    )


def _state(draft: Draft, here: Section, form: SectionForm) -> dict[str, object]:
    """What the page says beside the form once it is saved, and what it sends next time."""
    local = draft.desk.now.astimezone(ZoneInfo(draft.desk.timezone))
    words = f"Enregistré à {local.hour}\u00a0h\u00a0{local.minute:02d}"
    if form.errors:
        words += ". Quelque chose reste à corriger"
    return {"words": words, "seen": seen(draft.content, here)}


def _conflict(request: HttpRequest, draft: Draft, here: Section, form: SectionForm) -> HttpResponse:
    """Both texts on one page: what is typed stays in the form, and saving again keeps it."""
    found = conflict_between(draft, form.written(draft.content))
    if request.headers.get("Accept") == MACHINE:
        return JsonResponse({"words": found.words}, status=CONFLICT)
    answer = shown(request, draft, here, form, conflict=found)
    answer.status_code = CONFLICT
    return answer


def _refused(request: HttpRequest, draft: Draft, refusal: MoveRefused | None = None) -> HttpResponse:
    """Nothing is written: why, and where the version can be taken back."""
    words = refusal.message if refusal else draft.can_save.reason
    if request.headers.get("Accept") == MACHINE:
        return JsonResponse({"words": words}, status=CONFLICT)
    messages.error(request, words)
    return redirect(reverse("extranet:offer", args=[draft.offer.code]))
