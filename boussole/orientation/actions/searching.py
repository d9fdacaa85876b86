"""Searches are remembered, and nobody who made them."""

from datetime import datetime

from django.db import transaction

from boussole.core.clock import local_day
from boussole.orientation.models import Search
from boussole.orientation.replay import area_kept
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Definition
from boussole.territories.geography import timezone_of
from boussole.territories.models import Territory

AGE_GROUPS = ((15, "15-17"), (18, "18-20"), (21, "21-25"), (26, "26-30"))


def age_group(age: int | None) -> str:
    """« 18-20 »; outside 15-30, « autre »; empty when the age was not given."""
    if age is None:
        return ""
    if not 15 <= age <= 30:
        return "autre"
    return next(name for start, name in reversed(AGE_GROUPS) if age >= start)


@transaction.atomic
def log_search(
    situation: Situation,
    *,
    theme_id: int,
    territory: Territory | None,
    definition: Definition,
    offers_found: int,
    now: datetime,
) -> Search:
    """Remember that somebody searched: neither who, nor precisely where, nor at what time."""
    search = generalised(
        situation,
        theme_id=theme_id,
        territory=territory,
        definition=definition,
        offers_found=offers_found,
        now=now,
    )
    search.save(force_insert=True)
    return search


def generalised(
    situation: Situation,
    *,
    theme_id: int,
    territory: Territory | None,
    definition: Definition,
    offers_found: int,
    now: datetime,
) -> Search:
    """What is kept of a search, not stored yet: for `log_search`, and for whoever stores thousands at once.

    Numbers are left out, and so are the answers to sensitive questions.
    """
    answers = {
        code: sorted(given)
        for code, given in situation.answers.items()
        if isinstance(given, frozenset) and not definition.questions[code].is_sensitive
    }
    home = situation.commune
    return Search(
        day=local_day(now, timezone_of(home)),
        territory=territory,
        theme_id=theme_id,
        area=area_kept(home.epci, home.departement),
        age_group=age_group(situation.age),
        answers=answers,
        offers_found=offers_found,
    )
