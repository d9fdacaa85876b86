"""One question on its own page: its words, its rules, its answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused
from boussole.questionnaires import actions, editing
from boussole.questionnaires.actions import SavedByAnother
from boussole.questionnaires.definition import Kind
from boussole.questionnaires.editing import Document, Entry, entries, fingerprint
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import faults_of, kinds_published
from boussole.web.animators.desk import Desk, page
from boussole.web.animators.forms.questionnaires import (
    AnswerFormSet,
    NewQuestionForm,
    QuestionForm,
    answers_initial,
)
from boussole.web.animators.questionnaires.answering import AnswerCard, cards_of, empty_entry, with_gesture
from boussole.web.animators.questionnaires.outline import national_entry
from boussole.web.animators.views.questionnaire_editing import METHODS, on_draft


@require_http_methods(METHODS)
@on_draft
def add_question(request: HttpRequest, desk: Desk, draft: Questionnaire, number: int) -> HttpResponse:
    """A new question, at the end of a page; then its own page, for its answers."""
    pages = draft.document["pages"]
    if not 1 <= number <= len(pages):
        raise Http404
    form = NewQuestionForm(request.POST or None)
    if form.is_valid():
        found = form.cleaned_data
        prefix = draft.territory.code if draft.territory else ""
        code = ""

        def add(document: Document) -> Document:
            nonlocal code
            taken = {*entries(document), *entries(draft.based_on.document if draft.based_on else document)}
            code = editing.free_code(found["label"], taken, prefix)
            return editing.add_question(document, number - 1, empty_entry(code, **found))

        try:
            actions.change_draft(draft, add, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("animators:questionnaire_question", draft.pk, code)
    return page(
        request, desk, "questionnaires/new_question", version=draft, form=form, where=pages[number - 1]
    )


@require_http_methods(METHODS)
@on_draft
def question(request: HttpRequest, desk: Desk, draft: Questionnaire, code: str) -> HttpResponse:
    """The question and its answers; every button of the page saves what was typed first."""
    editor = QuestionEditor(request, desk, draft, code)
    if request.method == "POST" and editor.is_valid() and editor.save():
        return editor.onward()
    return editor.show()


class QuestionEditor:
    """One question of a draft as its page edits it."""

    def __init__(self, request: HttpRequest, desk: Desk, draft: Questionnaire, code: str) -> None:
        self.request, self.desk, self.draft, self.code = request, desk, draft, code
        self.definition = draft.definition
        found = self.definition.questions.get(code)
        if found is None:
            raise Http404
        self.found = found
        self.national = national_entry(draft, code)  # None: one's own question, nothing of it is locked
        self.by_another: Entry | None = None
        data = request.POST if request.method == "POST" else None
        self.form = QuestionForm(
            data,
            question=found,
            definition=self.definition,
            is_locked=self.national is not None,
            is_published=code in kinds_published(draft.theme, but=draft.pk),
        )
        self.answers: Any = None
        if found.kind in (Kind.ONE, Kind.SEVERAL):
            self.answers = AnswerFormSet(data, initial=answers_initial(found), prefix="r")

    @property
    def entry(self) -> Entry:
        return entries(self.draft.document)[self.code]

    def is_valid(self) -> bool:
        return self.form.is_valid() and (self.answers is None or self.answers.is_valid())

    def save(self) -> bool:
        """Whether it was kept; otherwise the page says why, with what was typed."""
        posted = self.request.POST
        seen = posted.get("seen", "")
        try:
            actions.change_draft(
                self.draft,
                self._edit,
                by=self.desk.user,
                day=self.desk.day,
                now=self.desk.now,
                seen=int(seen) if seen.isdecimal() else -1,
                question=self.code,
                read=posted.get("read", ""),
            )
        except SavedByAnother as conflict:
            self.draft = conflict.version
            self.by_another = entries(conflict.version.document).get(self.code)
            return False
        except MoveRefused as refusal:
            self.form.add_error(None, refusal.message)
            return False
        return True

    def _edit(self, document: Document) -> Document:
        current = entries(document).get(self.code)
        if current is None:
            raise MoveRefused("Cette question vient d’être retirée par une autre personne.")
        written = self.form.entry(current)
        if self.answers is not None:
            locked = frozenset(answer["code"] for answer in (self.national or {}).get("answers", ()))
            prefix = self.draft.territory.code if self.draft.territory else ""
            written["answers"] = self.answers.answers(
                current.get("answers", []), prefix=prefix, locked=locked
            )
        gesture = self.request.POST.get("geste", "")
        return with_gesture(document, self.code, written, gesture, self.national)

    def onward(self) -> HttpResponse:
        """A gesture comes back to the question; « Enregistrer » leads to the outline."""
        if gesture := self.request.POST.get("geste", ""):
            _, _, what = gesture.partition(":")
            anchor = f"#r-{what}" if gesture.startswith(("answer-up", "answer-down")) else "#reponses"
            return redirect(
                reverse("animators:questionnaire_question", args=[self.draft.pk, self.code]) + anchor
            )
        messages.success(self.request, "La question est enregistrée.")
        return redirect(f"{reverse('animators:questionnaire', args=[self.draft.pk])}#q-{self.code}")

    def show(self) -> HttpResponse:
        cards: list[AnswerCard] = cards_of(self.answers, self.national) if self.answers is not None else []
        gone = self.code not in entries(self.draft.document)
        return page(
            self.request,
            self.desk,
            "questionnaires/question",
            version=self.draft,
            question=self.found,
            form=self.form,
            answers=self.answers,
            cards=cards,
            national=self.national,
            layered=self.code in (self.draft.layer or {}).get("wording", {}),
            faults=[fault for fault in faults_of(self.draft) if fault.question == self.code],
            by_another=self.by_another,
            read="" if gone else fingerprint(self.entry),
        )
