"""What the orientation changes in the database: it remembers searches, and nobody."""

from datetime import datetime

from django.db import transaction

from boussole.orientation.models import Search
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Definition
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
    """Remember that somebody searched: neither who, nor precisely where, nor at what time.

    Numbers are left out, and so are the answers to sensitive questions.
    """
    answers = {
        code: sorted(given)
        for code, given in situation.answers.items()
        if isinstance(given, frozenset) and not definition.questions[code].is_sensitive
    }
    home = situation.commune
    return Search.objects.create(
        day=now.date(),
        territory=territory,
        theme_id=theme_id,
        area=f"epci:{home.epci}" if home.epci else f"departement:{home.departement}",
        age_group=age_group(situation.age),
        answers=answers,
        offers_found=offers_found,
    )
