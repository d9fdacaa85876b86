"""The questions of a theme, a page at a time. Going back, changing, reloading: nothing is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boussole.contact_requests.draft import MINIMUM_AGE
from boussole.orientation import actions as orientation
from boussole.orientation.journey import Step
from boussole.orientation.queries import matching_ids
from boussole.orientation.tallying import counts_of
from boussole.questionnaires.definition import Question
from boussole.questionnaires.queries import questionnaire_version
from boussole.web.public.doors import with_visit
from boussole.web.public.forms.questions import AgeForm, StepForm
from boussole.web.public.journeys import AGE_STEP, Journey
from boussole.web.public.surroundings import Surroundings
from boussole.web.public.views.themes import theme_entered
from boussole.web.public.visit import Visit


@with_visit
def question(request: HttpRequest, visit: Visit, code: str, number: int) -> HttpResponse:
    """One page of questions. A page that cannot be opened yet leads to the first one that waits."""
    where, journey = theme_entered(request, visit, code, request.path)
    if number == AGE_STEP:
        return _age(request, visit, where, journey)
    step = journey.step_at(number)
    if step is None:
        return journey.next_page()
    asked = _asked(request, journey, step)
    form = StepForm(
        request.POST if request.method == "POST" else None,
        questions=asked,
        initial=StepForm.initial_from(dict(journey.answers)),
    )
    if form.is_valid():
        journey.answer(form.answers())
        _count(where, journey, asked)
        _remember_search(where, journey)
        return _onward(journey)
    context = {"where": where, "journey": journey, "step": step, "form": form} | _progress(journey, number)
    if len(asked) < len(step.questions):
        context["back_url"] = "?tout=1"  # what has just been answered on this very page
    return render(request, "public/questions/step.html", context)


def _asked(request: HttpRequest, journey: Journey, step: Step) -> tuple[Question, ...]:
    """The questions that the page shows, or that the form which comes back did show: no other is touched."""
    if request.method == "POST":
        shown = request.POST.getlist("posees")
        return tuple(question for question in step.questions if question.code in shown) or step.questions
    return step.questions if "tout" in request.GET else journey.left_to_ask(step)


def _age(request: HttpRequest, visit: Visit, where: Surroundings, journey: Journey) -> HttpResponse:
    form = AgeForm(request.POST if request.method == "POST" else None, initial={"age": visit.age})
    is_passed = request.method == "POST" and "passer" in request.POST
    if is_passed or form.is_valid():
        visit.age = None if is_passed else form.cleaned_data["age"]
        visit.age_is_asked = True
        _remember_search(where, journey)
        if visit.age is not None and visit.age < MINIMUM_AGE:
            return redirect("public:too_young")
        return _onward(journey)
    context = {"where": where, "journey": journey, "form": form} | _progress(journey, AGE_STEP)
    return render(request, "public/questions/age.html", context)


def _onward(journey: Journey) -> HttpResponse:
    """The next page; once all is answered, back to the form if one came from there to change an answer."""
    if journey.is_complete and journey.visit.destination:
        destination, journey.visit.destination = journey.visit.destination, ""
        return redirect(destination)
    return journey.next_page()


def _progress(journey: Journey, number: int) -> dict[str, object]:
    """The age counts as the first page."""
    return {
        "position": number + 1,
        "total": len(journey.steps) + 1,
        "time_left": journey.time_left(number),
        "back_url": journey.previous_url(number),
    }


def _count(where: Surroundings, journey: Journey, shown: tuple[Question, ...]) -> None:
    """Add this page to the tallies of its questionnaire, once for each visit, whatever one changes afterwards."""
    kept = journey.visit.themes[journey.theme.code]
    counts, kept.counted = counts_of(
        questionnaire_version(kept.version),
        [question.code for question in shown],
        journey.answers,
        is_complete=journey.is_complete,
        counted=kept.counted,
    )
    orientation.count_page(
        counts,
        questionnaire_id=kept.version,
        territory_id=where.territory.pk if where.territory else None,
        day=where.day,
    )


def _remember_search(where: Surroundings, journey: Journey) -> None:
    """A journey that this answer completes is a search, counted once for the same situation."""
    if not journey.is_complete:
        return
    kept = journey.visit.themes[journey.theme.code]
    situation = where.situation(journey.visit, journey.answers)
    seed = situation.seed.hex()[:8]
    if kept.logged == seed:
        return
    kept.logged = seed
    found = matching_ids(situation, journey.theme.id, journey.definition, where.day)
    orientation.log_search(
        situation,
        theme_id=journey.theme.id,
        territory=where.territory,
        definition=journey.definition,
        offers_found=len(found),
        now=where.now,
    )
