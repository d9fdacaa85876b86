"""The part of the history that is not in the log: changes of hands, and what the young person says. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.contact_requests.history import SOMEBODY, Event, Side
from boussole.contact_requests.models import (
    Assignment,
    ContactRequest,
    FollowUp,
    Opinion,
    YoungPersonWord,
)
from boussole.core.typography import elided

Why, Word = Assignment.Why, YoungPersonWord.Kind

WORDS = {
    Word.CONTACTED: "A dit : « On m’a contacté »",
    Word.NOT_CONTACTED: "A dit : « Personne ne m’a contacté »",
    Word.NUDGE: "A relancé la structure",
}
NOT_IN_THE_LOG = "L’historique dit autre chose. Les deux paroles sont gardées."


def changes_of_hands(assignments: Iterable[Assignment]) -> list[Event]:
    """« La demande passe à Karim Haddad, pendant l’absence de Lina Roche », each at the instant of its move."""
    return [
        Event(
            each.at,
            Side.TEAM if each.by else Side.SITE,
            each.by.full_name if each.by else "La Boussole",
            _hands_in_words(each),
        )
        for each in assignments
    ]


def _hands_in_words(each: Assignment) -> str:
    before = each.from_user.full_name if each.from_user else ""
    reason = {
        Why.ABSENCE: f", pendant l’absence {elided('de', before)}" if before else ", pendant une absence",
        Why.RETURN: ", de retour",
        Why.LEAVING: f", après le départ {elided('de', before)}" if before else ", après un départ",
        Why.BY_ANIMATOR: ", par l’animation du territoire",
        Why.BY_COLLEAGUE: "",
    }[Why(each.why)]
    if each.to_user is None:
        return f"La demande attend toute l’équipe{reason}"
    verb = "revient" if each.why == Why.RETURN else "passe"
    return f"La demande {verb} à {each.to_user.full_name}{reason}"


def spoken(
    contact_request: ContactRequest,
    *,
    words: Iterable[YoungPersonWord],
    opinion: Opinion | None,
    follow_ups: Iterable[FollowUp],
) -> list[Event]:
    """What the young person said, beside the log and never over it (decision 0021)."""
    attempts = [each for each in follow_ups if each.is_attempt]
    events = [_word(word, contact_request, attempts) for word in words]
    if opinion is not None:
        helped = opinion.get_helped_display().lower()
        title = f"A donné son avis. Aidé·e : {helped}. Note : {opinion.score} sur 5"
        who = _who(contact_request)
        events.append(Event(opinion.given_at, Side.YOUNG_PERSON, who, title, text=opinion.word))
    return events


def _word(word: YoungPersonWord, contact_request: ContactRequest, attempts: Iterable[FollowUp]) -> Event:
    """One word, whether the log says otherwise, and how that was explained."""
    is_against_the_log = word.kind == Word.NOT_CONTACTED and any(each.at <= word.at for each in attempts)
    outcome = NOT_IN_THE_LOG if is_against_the_log else ""
    if word.settled_at is not None:
        by = word.settled_by.full_name if word.settled_by else SOMEBODY
        outcome = f"Expliqué par {by}."
        if word.settled_note:
            outcome = f"Explication {elided('de', by)} : {word.settled_note}"
    title = WORDS[Word(word.kind)]
    return Event(word.at, Side.YOUNG_PERSON, _who(contact_request), title, outcome=outcome)


def _who(contact_request: ContactRequest) -> str:
    return contact_request.filing.first_name or "La personne"
