"""What deserves a second look in the conditions of an offer: one that leaves out nearly everybody, or nobody. Pure.

Said from past searches when there are enough of them; from the questionnaire alone when that is enough to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boussole.core.masking import masked
from boussole.offers.criteria import Criterion, CriterionKind, Outcome
from boussole.offers.wording import criterion_in_words
from boussole.orientation.replay import (
    AGE_BRACKETS,
    SearchGroup,
    is_near,
    outcome_for,
    searches_of,
)
from boussole.questionnaires.definition import AGE, Definition
from boussole.territories.zones import Zone

NEARLY_EVERYBODY = 0.95
ENOUGH = 20  # searches: fewer prove nothing


def warnings(
    zone: Zone,
    criteria: Sequence[Criterion],
    definition: Definition,
    groups: Sequence[SearchGroup],
    *,
    found: int,
) -> list[str]:
    """French sentences for the writer; `groups` are the searches around the structure, `found` those that find."""
    searched = searches_of(groups)
    near = [group for group in groups if is_near(zone, group.area)]
    lines = []
    if searched >= ENOUGH and searches_of(near) <= searched * (1 - NEARLY_EVERYBODY):
        lines.append(_leaves_out("La zone de l’offre", searched - searches_of(near), searched))
    for criterion in criteria:
        lines += _about(criterion, definition, near)
    if not lines and not found and searched >= ENOUGH:
        lines.append(
            f"Aucune des {masked(searched)} recherches des douze derniers mois n’aurait trouvé cette offre. "
            "Ses conditions, prises ensemble, ne laissent presque personne."
        )
    return lines


def _about(criterion: Criterion, definition: Definition, near: Sequence[SearchGroup]) -> Iterator[str]:
    words = f"La condition « {criterion_in_words(criterion, definition)} »"
    searched = searches_of(near)
    missed = searches_of(g for g in near if outcome_for(criterion, g, definition) == Outcome.MISSED)
    if criterion.kind == CriterionKind.ONLY and not criterion.accepted:
        yield f"{words} n’accepte aucune réponse : personne ne verrait l’offre."
    elif searched >= ENOUGH and missed >= searched * NEARLY_EVERYBODY:
        yield _leaves_out(words, missed, searched)
    elif _accepts_everything(criterion, definition) or (
        searched >= ENOUGH and all(_surely_accepts(criterion, group, definition) for group in near)
    ):
        yield f"{words} n’écarte personne : choisissez « tout le monde »."


def _leaves_out(what: str, missed: int, searched: int) -> str:
    share = 100 * missed // searched
    return f"{what} écarte à elle seule {share} % des recherches des douze derniers mois."


def _accepts_everything(criterion: Criterion, definition: Definition) -> bool:
    """Whether every possible answer is accepted."""
    question = definition.question(criterion.question)
    if question is None:
        return False
    if criterion.kind == CriterionKind.ONLY:
        return bool(question.deciding) and question.deciding <= criterion.accepted
    low, high = question.minimum, question.maximum
    from_the_lowest = criterion.minimum is None or (low is not None and criterion.minimum <= low)
    to_the_highest = criterion.maximum is None or (high is not None and criterion.maximum >= high)
    return from_the_lowest and to_the_highest


def _surely_accepts(criterion: Criterion, group: SearchGroup, definition: Definition) -> bool:
    """Whether the criterion accepts everybody of the group: what was not kept could have been refused."""
    question = definition.question(criterion.question)
    if question is None or question.is_sensitive:
        return False
    if criterion.kind == CriterionKind.ONLY:
        given = group.answers.get(criterion.question)
        return bool(given) and outcome_for(criterion, group, definition) == Outcome.MET
    brackets = AGE_BRACKETS.get(group.age_group)
    if criterion.question != AGE or brackets is None:
        return False
    low = criterion.minimum if criterion.minimum is not None else brackets[0][0]
    high = criterion.maximum if criterion.maximum is not None else brackets[-1][-1]
    return low <= brackets[0][0] and brackets[-1][-1] <= high
