"""What publishing a questionnaire would change, read before one presses the button."""

from __future__ import annotations

from datetime import date, timedelta

from boussole.orientation.impact import Impact, impact_of, questions_read
from boussole.orientation.queries.replay import search_groups, terms_of
from boussole.orientation.replay import search_areas
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.zones import Zone

REPLAYED = timedelta(days=90)


def impact(questionnaire: Questionnaire, day: date) -> Impact:
    """What publishing this draft changes for the offers shown that day, on the searches of the last 90 days.

    Compared with what young people answer there today: the version of the same territory, else the national one.
    A theme that has no questionnaire yet has no past to compare with.
    """
    territory = questionnaire.territory
    theme_id = questionnaire.theme_id
    new = questionnaire.definition
    current = current_questionnaire(questionnaire.theme.code, territory)
    areas = None if territory is None else territory.areas
    kept_under = None if areas is None else search_areas(Zone.restored(areas))
    old = current[1] if current else new
    offers = terms_of(theme_id, day, areas)
    read = questions_read(new, old, offers)
    groups = search_groups(theme_id, kept_under, day - REPLAYED, day, questions=read)
    return impact_of(new, old, offers, groups)
