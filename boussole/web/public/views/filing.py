"""The one form: how to reach me, what will be shared, one agreement, one button.

Nothing typed is lost: not by an error, an offer that has gone, an answer to change, nor a database that does
not answer. Sent twice, it files once (guarantees.md 4.1, item 2).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.actions import LeftAlone, OffersGone
from boussole.contact_requests.draft import MINIMUM_AGE, FilingDraft
from boussole.contact_requests.models import Filing
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.web.public import caution
from boussole.web.public.doors import with_visit
from boussole.web.public.forms.filing import AGREEMENT_VERSION, FilingForm
from boussole.web.public.forms.reachable import LONGEST_MESSAGE
from boussole.web.public.selection import Selection, selection_of
from boussole.web.public.stamps import Stamp, fingerprint_of, stamp_from
from boussole.web.public.surroundings import Surroundings, surroundings_of
from boussole.web.public.unsent import kept_of
from boussole.web.public.visit import Visit
from boussole.web.shared.client_ip import client_ip

TYPED = ("phone", "email", "first_name", "message", "voicemail_ok", "age")
OUT_OF_DATE = "Cette page est restée ouverte longtemps. Rien n’est parti : relis, puis envoie de nouveau."
OTHER_ANSWERS = "Tes réponses ont changé depuis. Voici les nouvelles : relis-les, puis envoie de nouveau."
OTHER_PROMISES = (
    "Un délai de réponse a changé depuis. Voici les nouvelles dates : relis, puis envoie de nouveau."
)
TOO_MANY_CORRECTIONS = (
    "Tu as déjà corrigé cette demande plusieurs fois. Attends une heure avant de la corriger encore."
)
RETRY_AFTER = 30  # seconds


@with_visit
def filing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the form, act on one of its buttons, or send it."""
    try:
        return _filing(request, visit)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        return _try_again(request)


def _filing(request: HttpRequest, visit: Visit) -> HttpResponse:
    now = clock.now()
    if visit.age is not None and visit.age < MINIMUM_AGE:
        return redirect("public:too_young")
    where = surroundings_of(visit, now, destination=reverse("public:filing"))
    if request.method != "POST":
        selection = selection_of(visit.basket, where, visit)
        return _page(request, visit, selection, _form(selection, visit, initial=visit.typed), now)
    selection = selection_of(_ids(request.POST.getlist("offre")) or visit.basket, where, visit)
    if "retirer" in request.POST:
        return _without(request, visit, where, selection, now)
    if "modifier" in request.POST:
        return _to_change_answers(request, visit, where, selection)
    return _send(request, visit, where, selection, now)


def _send(
    request: HttpRequest, visit: Visit, where: Surroundings, selection: Selection, now: datetime
) -> HttpResponse:
    """First whether the page still says what it said, then what was typed, then file it."""
    form = _form(selection, visit, data=request.POST)
    if not selection.chosen:
        return _page(request, visit, selection, form, now)
    stamp = stamp_from(request.POST.get("cachet", ""), now)
    changed = _changed_since(stamp, selection)
    if stamp is None or changed:
        form.add_error(None, changed)
        return _page(request, visit, selection, form, now)
    if selection.gone:
        form.add_error(None, OffersGone([]).message)
    if not form.is_valid():
        return _page(request, visit, selection, form, now, stamp=stamp)
    age = visit.age if visit.age is not None else form.cleaned_data["age"]
    if age < MINIMUM_AGE:
        visit.age, visit.age_is_asked, visit.typed = age, True, {}
        return redirect("public:too_young")
    return _sent(request, visit, selection, form, _draft(form, where, selection, stamp, age), stamp, now)


def _changed_since(stamp: Stamp | None, selection: Selection) -> str:
    """What no longer is as the page showed it, when it must be read again; empty when all is."""
    if stamp is None:
        return OUT_OF_DATE
    if stamp.shown != fingerprint_of(selection.lines):
        return OTHER_ANSWERS
    if not stamp.keeps_its_word(selection.promised) and not Filing.objects.filter(key=stamp.key).exists():
        # Somebody's absence began, or ended: nothing else is promised than what was shown.
        return OTHER_PROMISES
    return ""


def _sent(
    request: HttpRequest,
    visit: Visit,
    selection: Selection,
    form: FilingForm,
    draft: FilingDraft,
    stamp: Stamp,
    now: datetime,
) -> HttpResponse:
    """File it, and lead to the receipt; or say why not, with all that was typed."""
    try:
        filed = _filed(request, draft, stamp, now)
    except OffersGone as refusal:
        form.add_error(None, refusal.message)
        return _page(request, visit, selection.without_shown(refusal.gone), form, now, stamp=stamp)
    except MoveRefused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, visit, selection, form, now, stamp=stamp)
    except LeftAlone as alone:
        shares_sensitive = any(line.answer.sensitive for line in form.shared_lines())
        receipt = kept_of(alone.looks_like, selection.chosen, sensitive=shares_sensitive)
        visit.keep_unsent(receipt, offers=draft.offers)
    else:
        visit.keep_receipt(filed.pk, offers=draft.offers)
    visit.age, visit.age_is_asked = draft.age, True
    return redirect("public:filed")


def _draft(
    form: FilingForm, where: Surroundings, selection: Selection, stamp: Stamp, age: int
) -> FilingDraft:
    shared = form.shared_lines()
    return FilingDraft(
        key=stamp.key,
        reachable=form.reachable(),
        age=age,
        commune=where.commune.code,
        second_commune=where.second_commune.code if where.second_commune else "",
        offers=tuple(offer.id for offer in selection.chosen),
        situations={
            theme: tuple(line.answer for line in shared if line.theme == theme) for theme in selection.themes
        },
        reasons=selection.reasons,
        agreement_version=AGREEMENT_VERSION,
        is_doubtful=form.looks_automatic,
    )


def _filed(request: HttpRequest, draft: FilingDraft, stamp: Stamp, now: datetime) -> Filing:
    """File it, after counting it on every budget.

    :raises MoveRefused: when it has been corrected too often already; OffersGone when an offer is no longer shown
    :raises LeftAlone: when this phone or e-mail is protected
    """
    before = Filing.objects.filter(key=draft.key).first()
    if before is None:
        doubtful = caution.looks_doubtful(
            key=draft.key,
            network=client_ip(request),
            reachable=draft.reachable,
            offers=draft.offers,
            shown_at=stamp.shown_at,
            now=now,
        )
        draft = replace(draft, is_doubtful=draft.is_doubtful or doubtful)
    elif before.fingerprint != draft.fingerprint and not caution.may_correct_again(before.pk, now=now):
        raise MoveRefused(TOO_MANY_CORRECTIONS)
    return actions.file(draft, now=now)


# --- The other buttons of the form: they keep what is typed -----------------------------------------
def _without(
    request: HttpRequest, visit: Visit, where: Surroundings, selection: Selection, now: datetime
) -> HttpResponse:
    """Take an offer out, and show the form again as it was."""
    removed = _ids(request.POST.getlist("retirer"))
    visit.drop(*removed)
    left = [offer.id for offer in selection.offers if offer.id not in removed]
    typed = _typed(request, selection)
    selection = selection_of(left, where, visit)
    form = _form(selection, visit, initial=typed)
    return _page(request, visit, selection, form, now, notice="dropped")


def _to_change_answers(
    request: HttpRequest, visit: Visit, where: Surroundings, selection: Selection
) -> HttpResponse:
    """Go and change an answer, then come back here."""
    visit.typed = _typed(request, selection)
    theme, _, step = request.POST["modifier"].partition("/")
    if where.theme(theme) is None or not step.isdecimal():
        return redirect("public:filing")
    visit.destination = reverse("public:filing")
    return redirect("public:question", theme, int(step))


def _typed(request: HttpRequest, selection: Selection) -> dict[str, object]:
    """What is in the fields, and the lines taken out: not checked, only shown again."""
    typed: dict[str, object] = {
        name: request.POST[name][:LONGEST_MESSAGE] for name in TYPED if request.POST.get(name)
    }
    typed["moments"] = request.POST.getlist("moments")[:10]
    shared = request.POST.getlist("shared")
    typed["withheld"] = [line.key for line in selection.lines if line.key not in shared]
    return typed


# --- Showing ------------------------------------------------------------------------------------------
def _form(selection: Selection, visit: Visit, **kwargs: object) -> FilingForm:
    return FilingForm(
        lines=selection.lines,
        structures=[offer.structure_name for offer in selection.chosen],
        age_is_known=visit.age is not None,
        **kwargs,
    )


def _page(
    request: HttpRequest,
    visit: Visit,
    selection: Selection,
    form: FilingForm,
    now: datetime,
    *,
    stamp: Stamp | None = None,
    notice: str = "",
) -> HttpResponse:
    if not selection.offers:
        return render(request, "public/filing/nothing_chosen.html", {"visit": visit})
    if stamp is None:
        stamp = Stamp(visit.key_of_the_form(), now, fingerprint_of(selection.lines), selection.promised)
    context = {
        "form": form,
        "selection": selection,
        "stamp": stamp.as_text(),
        "visit": visit,
        "notice": notice or visit.take_notice(),
        "is_minor": visit.age is not None and visit.age < 18,
    }
    return render(request, "public/filing/form.html", context)


def _try_again(request: HttpRequest) -> HttpResponse:
    """The database does not answer: nothing is lost, one button sends the same form again."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    response = render(request, "public/filing/try_again.html", {"kept": kept}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _ids(texts: list[str]) -> list[int]:
    """The ids among these texts, each once, in order."""
    return list(dict.fromkeys(int(text) for text in texts if text.isdecimal() and len(text) < 12))
