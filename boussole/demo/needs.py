"""What Claire does about what young people do not find: prospects, questions, an answer added to a questionnaire."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from functools import partial

from boussole.accounts.models import User
from boussole.animation import actions
from boussole.animation.actions import ProspectPlan
from boussole.animation.models import Prospect, StructureQuestion
from boussole.demo.acting import act, claire
from boussole.demo.personas import HUGO, NADIAS
from boussole.demo.year import Year
from boussole.partners.models import Structure
from boussole.questionnaires.actions import drafting, publishing
from boussole.questionnaires.editing import Document, change_question, entries
from boussole.questionnaires.models import Questionnaire, Theme

THEME, QUESTION = "logement", "besoin"
SAINT_ETIENNE_METROPOLE = "epci:244200770"
ANSWER = {
    "code": "loire-animal",
    "text": "Garder mon animal avec moi",
    "reason": "tu veux garder ton animal avec toi",
    "summary": "veut garder son animal avec lui",
}
RUNNING_WATER = "Dormir au chaud quand il n’y a plus de place au 115"
DOG = "18-20 ans, cherche où habiter, avec un chien"


def add_needs(year: Year) -> None:
    """Add to the agenda what the animation did these last weeks."""
    year.add(year.days_ago(24, hour=14, minute=30), partial(_prospect, year))
    year.add(year.days_ago(9, hour=10, minute=0), partial(_note, year))
    year.add(year.days_ago(8, hour=11, minute=15), partial(_ask, year))
    year.add(year.days_ago(4, hour=9, minute=45), partial(_add_an_answer, year))
    year.add(year.days_ago(2, hour=16, minute=0), partial(_begin_a_national_draft, year))


def _prospect(year: Year, at: datetime) -> None:
    """A hostel that takes dogs: met once, and to be called again tomorrow."""
    theme = Theme.objects.get(code=THEME)
    plan = ProspectPlan(
        theme,
        DOG,
        area=SAINT_ETIENNE_METROPOLE,
        searches=11,
        name="Auberge du Crêt",
        contact="Mme Vialle, 01 99 00 42 91",
        due_on=year.window.day(year.now) + timedelta(days=1),
    )
    prospect = actions.open_prospect(year.territory, plan, **act(year, claire(), at))
    note = "Rencontre sur place : deux chambres au rez-de-chaussée pourraient convenir."
    actions.take_step(prospect, to=Prospect.Status.IN_TALKS, note=note, **act(year, claire(), at))


def _note(year: Year, at: datetime) -> None:
    plan = ProspectPlan(Theme.objects.get(code=THEME), RUNNING_WATER, searches=7)
    actions.open_prospect(year.territory, plan, **act(year, claire(), at))


def _ask(year: Year, at: datetime) -> None:
    """One question that Nadia's structure has not answered yet, one that another has."""
    theme = Theme.objects.get(code=THEME)
    actions.ask_structure(
        Structure.objects.get(code=NADIAS),
        territory=year.territory,
        theme=theme,
        area=SAINT_ETIENNE_METROPOLE,
        need="15-17 ans, veut de l’aide pour payer la caution, le loyer ou les factures",
        text="Pourriez-vous ouvrir « Être à jour de ton loyer » dès 16 ans ?",
        **act(year, claire(), at),
    )
    asked = actions.ask_structure(
        Structure.objects.get(code="habitat-jeunes-meridien"),
        territory=year.territory,
        theme=theme,
        area=SAINT_ETIENNE_METROPOLE,
        need=DOG,
        text="Une de vos résidences accepterait-elle un chien ?",
        **act(year, claire(), at),
    )
    answering = asked.structure.referents.filter(user__is_active=True).order_by("pk").first()
    if answering is not None:
        later = at + timedelta(days=1)
        words = "Pas chez nous, mais l’Auberge du Crêt a de la place au rez-de-chaussée."
        elsewhere = StructureQuestion.Answer.ELSEWHERE
        actions.answer_question(asked, elsewhere, words=words, **act(year, answering.user, later))


def _add_an_answer(year: Year, at: datetime) -> None:
    """The Loire adds an answer to a national question: offers with « seulement… » there are to be looked at again."""
    theme = Theme.objects.get(code=THEME)
    if not Questionnaire.objects.of(theme, None).on_line().exists():
        return
    draft = drafting.start_draft(theme, year.territory, **act(year, claire(), at))
    draft = drafting.change_draft(draft, _with_the_answer, **act(year, claire(), at))
    publishing.publish(draft, **act(year, claire(), at))


def _with_the_answer(document: Document) -> Document:
    entry = deepcopy(entries(document)[QUESTION])
    wildcards = [answer for answer in entry["answers"] if answer.get("wildcard")]
    others = [answer for answer in entry["answers"] if not answer.get("wildcard")]
    return change_question(document, QUESTION, {**entry, "answers": [*others, ANSWER, *wildcards]})


def _begin_a_national_draft(year: Year, at: datetime) -> None:
    """Hugo rewords a question, and has not published it yet."""
    hugo, theme = User.objects.get(email=HUGO.email), Theme.objects.get(code="emploi")
    if not Questionnaire.objects.of(theme, None).on_line().exists():
        return
    draft = drafting.start_draft(theme, None, **act(year, hugo, at))

    def reword(document: Document) -> Document:
        code, entry = next(iter(entries(document).items()))
        return change_question(document, code, {**entry, "text": "En ce moment, tu fais quoi ?"})

    drafting.change_draft(draft, reword, **act(year, hugo, at))
