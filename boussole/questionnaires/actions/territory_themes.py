"""A territory opens a national theme, closes it, and words it its own way."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.questionnaires import policies
from boussole.questionnaires.actions.themes import moved_among
from boussole.questionnaires.models import Questionnaire, TerritoryTheme, Theme
from boussole.territories.models import Territory


@transaction.atomic
def open_theme(
    territory: Territory, theme: Theme, *, on: date, by: User, day: date, now: datetime
) -> TerritoryTheme:
    """Show a theme to young people of the territory from that day on, last in the list when it is new.

    :raises NotAllowed: for somebody who does not run the territory
    :raises MoveRefused: when there is nothing to ask yet
    """
    territory = locked(territory)
    policies.can_open_themes(by, territory, day).require()
    if not Questionnaire.objects.filter(theme=theme, territory=None).published_ever().exists():
        raise MoveRefused("Ce thème n’a pas encore de questionnaire publié : il ne peut pas s’ouvrir.")
    row = TerritoryTheme.objects.filter(territory=territory, theme=theme).first()
    if row is None:
        row = TerritoryTheme(territory=territory, theme=theme, position=territory.themes.count())
    if row.pk is None or not row.is_open_on(day):
        row.opened_on = on
    row.closed_on = None
    row.save()
    trail.record("theme.opened", by=by, on=row, at=now, day=on)
    return row


@transaction.atomic
def close_theme(
    opened: TerritoryTheme, *, last_day: date, by: User, day: date, now: datetime
) -> TerritoryTheme:
    """Show a theme until the end of that day. Requests already filed go on.

    :raises NotAllowed: for somebody who does not run the territory
    :raises MoveRefused: for a day before the opening
    """
    opened = locked(opened)
    policies.can_open_themes(by, opened.territory, day).require()
    if last_day < opened.opened_on:
        raise MoveRefused("Le dernier jour vient après l’ouverture.")
    opened.closed_on = last_day
    opened.save(update_fields=["closed_on"])
    trail.record("theme.closed", by=by, on=opened, at=now, day=last_day)
    return opened


@transaction.atomic
def word_theme(
    opened: TerritoryTheme, *, invitation: str, description: str, by: User, day: date, now: datetime
) -> TerritoryTheme:
    """The territory's own words; an empty one is the national one.

    :raises NotAllowed: for somebody who does not run the territory
    """
    opened = locked(opened)
    policies.can_open_themes(by, opened.territory, day).require()
    opened.invitation, opened.description = invitation, description
    opened.save(update_fields=["invitation", "description"])
    trail.record("theme.worded", by=by, on=opened, at=now)
    return opened


@transaction.atomic
def move_territory_theme(opened: TerritoryTheme, places: int, *, by: User, day: date) -> None:
    """Up or down in the list that young people of the territory see.

    :raises NotAllowed: for somebody who does not run the territory
    """
    territory = locked(opened.territory)
    policies.can_open_themes(by, territory, day).require()
    moved_among(list(territory.themes.order_by("position", "pk")), opened, places)
