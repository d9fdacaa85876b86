"""What publishing a questionnaire would change, read before one presses the button."""

from __future__ import annotations

from datetime import date

from boussole.orientation.impact import Impact
from boussole.questionnaires.models import Questionnaire


def impact(questionnaire: Questionnaire, day: date) -> Impact:
    """What publishing this draft changes for the offers shown that day, on the searches of the last 90 days.

    Compared with what young people answer there today: the version of the same territory, else the national one.
    """
    raise NotImplementedError
