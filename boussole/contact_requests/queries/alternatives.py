"""Who else could help: offers that match what a young person agreed to share, when nobody called them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from boussole.contact_requests.models import ContactRequest
from boussole.core.clock import local_day
from boussole.orientation.queries import FoundOffer, results_page
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Answered, Definition, Kind, Question
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.geography import UnknownCommune, geography

MOST = 3  # a choice, not a catalogue
BETWEEN_ANSWERS = " · "  # as orientation.wording.answer_in_words writes them


def other_offers_for(contact_request: ContactRequest, now: datetime, most: int = MOST) -> list[FoundOffer]:
    """Other offers of the same theme, open to the same situation, from structures not asked yet, with room.

    The request keeps words, not codes: the answers are read back from the words. One that the questionnaire
    in force no longer knows is left out, as if it had not been given: more is proposed, nothing is hidden.
    """
    filing, theme = contact_request.filing, contact_request.offer.theme
    current = current_questionnaire(theme.code, filing.territory)
    if current is None or filing.anonymised_at:
        return []
    _, definition = current
    try:
        home = geography().commune(filing.commune)
        second = geography().commune(filing.second_commune) if filing.second_commune else None
    except UnknownCommune:
        return []
    situation = Situation(home, second, filing.age, answers_of(contact_request.situation, definition))
    page = results_page(situation, theme.pk, definition, local_day(now, filing.timezone))
    asked = set(filing.contact_requests.values_list("structure__code", flat=True))
    return [offer for offer in page.offers if offer.structure not in asked and not offer.is_full][:most]


def answers_of(lines: Sequence[Mapping[str, object]], definition: Definition) -> dict[str, Answered]:
    """The answers behind the lines of a shared situation."""
    found: dict[str, Answered] = {}
    for line in lines:
        question = definition.questions.get(str(line["question"]))
        answered = _answered(question, str(line["text"])) if question else None
        if question and answered is not None:
            found[question.code] = answered
    return found


def _answered(question: Question, text: str) -> Answered:
    if question.kind == Kind.NUMBER:
        number = re.match(r"\d+", text)
        return int(number[0]) if number else None
    chosen = set(text.split(BETWEEN_ANSWERS))
    return frozenset(answer.code for answer in question.answers if answer.text in chosen) or None
