"""Mandates: from when until when, who ends them, and what protects the national team (decision 0036)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from boussole.accounts import actions, policies
from boussole.accounts.actions import InvitationRefused, MandateTerms, NewPerson
from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import is_national
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TODAY = NOW.date()


@pytest.fixture
def loire():
    return TerritoryFactory()


@pytest.fixture
def sylvie():
    """Of the national team."""
    return MandateFactory(role="NATIONAL", territory=None, user__first_name="Sylvie").user


@pytest.mark.parametrize(
    ("last_day", "there_today", "words"),
    [
        (TODAY - DAY, False, ", dès maintenant."),
        (date(2026, 12, 31), True, "il se termine le jeudi 31\u00a0décembre 2026 au soir"),
    ],
)
def test_a_mandate_ends_at_once_or_in_the_evening_of_a_day(sylvie, loire, last_day, there_today, words):
    mandate = MandateFactory(territory=loire)
    actions.end_mandate(mandate, last_day=last_day, by=sylvie, now=NOW)
    assert Mandate.objects.in_force(TODAY).filter(pk=mandate.pk).exists() is there_today
    assert words in OutgoingMessage.objects.get(to_address=mandate.user.email).body


def test_nobody_ends_their_own_mandate_nor_one_that_is_over(sylvie, loire):
    over = MandateFactory(territory=loire, ends_on=TODAY - DAY)
    for mandate in (sylvie.mandates.get(), over):
        with pytest.raises(NotAllowed):
            actions.end_mandate(mandate, last_day=TODAY, by=sylvie, now=NOW)


@pytest.mark.parametrize("zone", ["Indian/Reunion", "America/Martinique", "Pacific/Wallis", "Europe/Paris"])
def test_a_mandate_begins_and_ends_at_the_midnights_of_its_territory(zone):
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    mandate = MandateFactory(territory__timezone=zone, starts_on=first, ends_on=last)
    midnights = [datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)) for day in (first, last + DAY)]

    for midnight, before, after in zip(midnights, (False, True), (True, False), strict=True):
        for moment, there in ((midnight - SECOND, before), (midnight, after)):
            now = moment.astimezone(UTC)
            assert Mandate.objects.in_force_at(now).exists() is there
            assert (mandate.has_begun(now) and not mandate.is_over(now)) is there
            assert bool(policies.mandates_at(mandate.user, now)) is there
            assert policies.animates(mandate.user, mandate.territory, now.date()) is there


# --- The national team (decision 0036) -------------------------------------------------------------------
@pytest.fixture
def team(sylvie):
    """Sylvie, and two colleagues."""
    names = ("Omar", "Rose")
    return [
        sylvie,
        *(MandateFactory(role="NATIONAL", territory=None, user__first_name=name).user for name in names),
    ]


def test_alone_a_colleague_is_put_out_in_three_days_and_everybody_knows(team):
    sylvie, omar, rose = team
    mandate = omar.mandates.get()

    with pytest.raises(InvitationRefused, match="Au plus tôt le jeudi 26"):
        actions.end_mandate(mandate, last_day=TODAY + 2 * DAY, by=sylvie, now=NOW)
    actions.end_mandate(mandate, last_day=TODAY + 3 * DAY, by=sylvie, now=NOW)

    assert is_national(omar, TODAY + 3 * DAY) is True
    told = dict(OutgoingMessage.objects.values_list("to_address", "body"))
    assert set(told) == {omar.email, rose.email}
    assert all("jeudi 26\u00a0novembre 2026 au soir" in body for body in told.values())


def test_whoever_is_concerned_keeps_their_mandate_and_everybody_knows(team):
    sylvie, omar, rose = team
    mandate = actions.end_mandate(omar.mandates.get(), last_day=TODAY + 3 * DAY, by=sylvie, now=NOW)

    actions.keep_mandate(mandate, by=omar, now=NOW + DAY)

    mandate.refresh_from_db()
    assert (mandate.ends_on, mandate.end_asked_by) == (None, None)
    kept = OutgoingMessage.objects.filter(subject="Un mandat national est gardé")
    assert {message.to_address for message in kept} == {sylvie.email, rose.email}
    with pytest.raises(NotAllowed):
        actions.keep_mandate(mandate, by=omar, now=NOW + DAY)


def test_two_colleagues_end_a_mandate_at_once_and_one_who_asks_twice_does_not(team):
    sylvie, omar, rose = team
    mandate = actions.end_mandate(omar.mandates.get(), last_day=TODAY + 3 * DAY, by=sylvie, now=NOW)

    with pytest.raises(InvitationRefused):
        actions.end_mandate(mandate, last_day=TODAY - DAY, by=sylvie, now=NOW)
    actions.end_mandate(mandate, last_day=TODAY - DAY, by=rose, now=NOW)

    assert is_national(User.objects.get(pk=omar.pk), TODAY) is False


def test_somebody_who_has_just_come_does_not_count_as_the_second(team):
    """A stolen account brings in its accomplice; whichever of the two asks, three days pass."""
    sylvie, omar, _ = team
    accomplice = MandateFactory(role="NATIONAL", territory=None, starts_on=TODAY - 2 * DAY).user
    mandate = omar.mandates.get()
    for first, second in ((sylvie, accomplice), (accomplice, sylvie)):
        actions.end_mandate(mandate, last_day=TODAY + 3 * DAY, by=first, now=NOW)
        with pytest.raises(InvitationRefused, match="Au plus tôt"):
            actions.end_mandate(mandate, last_day=TODAY - DAY, by=second, now=NOW)


def test_somebody_always_remains_in_the_national_team(team):
    """Two who end each other's mandate: the second is refused."""
    sylvie, omar, rose = team
    actions.reopen(actions.disable(rose, by=None, now=NOW), by=None, now=NOW)  # she has not come back yet
    last = {"last_day": TODAY + 3 * DAY, "now": NOW}
    actions.end_mandate(omar.mandates.get(), by=sylvie, **last)

    with pytest.raises(InvitationRefused, match="il ne resterait personne"):
        actions.end_mandate(sylvie.mandates.get(), by=omar, **last)


def test_somebody_new_in_the_national_team_is_no_secret(team):
    terms = MandateTerms(Mandate.Role.NATIONAL, TODAY)
    actions.propose_mandate(
        NewPerson("claire.vidal@example.org", "Claire", "Vidal"), terms, by=team[0], now=NOW
    )

    told = OutgoingMessage.objects.filter(template="accounts/emails/national_team")
    assert {message.to_address for message in told} == {person.email for person in team[1:]}
