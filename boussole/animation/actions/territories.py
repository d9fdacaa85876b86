"""A territory is prepared, drawn, given to its animation, then opened to young people (product.md, A3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from boussole.accounts import actions as account_actions
from boussole.accounts.actions import MandateTerms, NewPerson
from boussole.accounts.models import Mandate, User
from boussole.animation import policies
from boussole.audit import trail
from boussole.core import codes
from boussole.core.db import locked
from boussole.core.moves import AnswerRefused
from boussole.questionnaires import actions as theme_actions
from boussole.questionnaires.models import Theme
from boussole.territories.geography import PARIS, geography, timezone_of
from boussole.territories.models import Territory
from boussole.territories.zones import Zone


class TerritoryRefused(AnswerRefused):
    """What was asked cannot be."""


@dataclass(frozen=True, slots=True)
class TerritoryWords:
    """How a territory presents itself: its name, its welcome, who carries it and answers for it."""

    name: str
    carrier_name: str
    welcome: str = ""
    carrier_address: str = ""
    carrier_postcode: str = ""
    carrier_city: str = ""
    carrier_phone: str = ""
    carrier_email: str = ""
    carrier_opening_hours: str = ""
    carrier_website: str = ""
    director_name: str = ""
    director_function: str = ""
    director_email: str = ""
    data_protection_contact: str = ""


@transaction.atomic
def prepare_territory(
    words: TerritoryWords, zone: Zone, *, themes: Iterable[Theme] = (), by: User, day: date, now: datetime
) -> Territory:
    """A territory that young people do not see yet, with the themes that it begins with.

    :raises NotAllowed: for somebody who is not of the national team
    :raises TerritoryRefused: for a name that another territory has, or an empty zone
    """
    policies.can_open_territories(by, day).require()
    _require_free_name(words.name)
    _require_communes(zone)
    territory = Territory.objects.create(
        code=_free_code(words.name),
        areas=list(zone),
        timezone=timezone_in(zone),
        is_open=False,
        **asdict(words),
    )
    trail.record("territory.prepared", by=by, on=territory, at=now)
    open_themes(territory, themes, on=day, by=by, day=day, now=now)
    return territory


@transaction.atomic
def word_territory(
    territory: Territory, words: TerritoryWords, *, by: User, day: date, now: datetime
) -> Territory:
    """Change how it presents itself.

    :raises NotAllowed: for somebody else than its animation and the national team
    :raises TerritoryRefused: for a name that another territory has
    """
    territory = locked(territory)
    policies.can_settle(by, territory, day).require()
    if words.name != territory.name:
        _require_free_name(words.name)
    for name, value in asdict(words).items():
        setattr(territory, name, value)
    territory.save()
    trail.record("territory.worded", by=by, on=territory, at=now)
    return territory


@transaction.atomic
def draw_zone(territory: Territory, zone: Zone, *, by: User, day: date, now: datetime) -> Territory:
    """Which communes it is made of; its local time follows.

    :raises NotAllowed: for somebody who is not of the national team
    :raises TerritoryRefused: for an empty zone
    """
    territory = locked(territory)
    policies.can_open_territories(by, day).require()
    _require_communes(zone)
    territory.areas, territory.timezone = list(zone), timezone_in(zone)
    territory.save(update_fields=["areas", "timezone"])
    trail.record("territory.drawn", by=by, on=territory, at=now, areas=len(zone.keys))
    return territory


@transaction.atomic
def open_territory(territory: Territory, *, by: User, day: date, now: datetime) -> Territory:
    """From now on, young people of its communes find its themes and its offers.

    :raises NotAllowed: for somebody who is not of the national team, or before it is ready
    """
    territory = locked(territory)
    policies.can_open(by, territory, day).require()
    return _set_open(territory, True, by, now)


@transaction.atomic
def close_territory(territory: Territory, *, by: User, day: date, now: datetime) -> Territory:
    """Show it no more from now on, for a time: requests already filed go on, charters stay in force.

    :raises NotAllowed: for somebody who is not of the national team, or when it closes for good already
    """
    territory = locked(territory)
    policies.can_close(by, territory, day).require()
    return _set_open(territory, False, by, now)


def _set_open(territory: Territory, is_open: bool, by: User, now: datetime) -> Territory:
    territory.is_open, territory.closes_on = is_open, None
    territory.save(update_fields=["is_open", "closes_on"])
    code = "territory.opened" if is_open else "territory.closed"
    trail.record(code, by=by, on=territory, at=now)
    return territory


@transaction.atomic
def open_themes(
    territory: Territory, themes: Iterable[Theme], *, on: date, by: User, day: date, now: datetime
) -> int:
    """Open several themes on the same day, in the national order; how many."""
    return len([theme_actions.open_theme(territory, each, on=on, by=by, day=day, now=now) for each in themes])


@transaction.atomic
def invite_animator(
    territory: Territory, *, email: str, first_name: str, last_name: str, by: User, day: date, now: datetime
) -> Mandate:
    """Ask somebody to animate this territory: they do from the day they accept.

    :raises NotAllowed: for somebody who is not of the national team
    :raises InvitationRefused: when they do already, were asked already, or their account is closed
    """
    territory = locked(territory)
    policies.can_open_territories(by, day).require()
    person = NewPerson(email, first_name, last_name)
    terms = MandateTerms(role=Mandate.Role.ANIMATOR, territory=territory, starts_on=day)
    return account_actions.propose_mandate(person, terms, by=by, now=now)


def timezone_in(zone: Zone) -> str:
    """The local time of most of its communes."""
    zones = Counter(timezone_of(geography().commune(code)) for code in zone.communes())
    return zones.most_common(1)[0][0] if zones else PARIS


def _require_free_name(name: str) -> None:
    if Territory.objects.filter(name__iexact=name).exists():
        raise TerritoryRefused("Un territoire porte déjà ce nom : choisissez-en un autre.", "name")


def _require_communes(zone: Zone) -> None:
    if not zone.communes():
        raise TerritoryRefused("Choisissez au moins une commune.", "zone")


def _free_code(name: str) -> str:
    stem = codes.code_from(name, otherwise="territoire", longest=40)
    return codes.free_code(stem, codes.codes_taken(Territory.objects.all(), stem))
