"""A territory closes for good: told a month ahead to each partner, its charters end, its promises are kept."""

from datetime import date, datetime, timedelta

import pytest

from boussole.accounts.models import Mandate
from boussole.animation import actions
from boussole.animation.actions import TerritoryRefused
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import CharterFactory, StructureFactory
from tests.partners.charter_signing import DAY, Office, mails, office

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 15)


@pytest.fixture
def place() -> Office:
    return office()


@pytest.fixture
def charter(place) -> CharterAgreement:
    return CharterFactory(structure=place.structure, territory=place.territory)


@pytest.fixture
def national():
    return MandateFactory(role=Mandate.Role.NATIONAL, territory=None).user


def at(day: date) -> datetime:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def plan(place, national, last_day=LAST, reason="Le département reprend l’animation."):
    return actions.plan_closing(
        place.territory, last_day=last_day, reason=reason, by=national, day=DAY, now=NOW
    )


def test_each_partner_has_its_notice_and_the_animation_one_mail(place, charter, national):
    early = CharterFactory(
        structure=StructureFactory(charter=None), territory=place.territory, ends_on=date(2026, 12, 31)
    )
    at_work = CharterFactory(
        structure=StructureFactory(charter=None), territory=place.territory, status="SIGNING", signed_on=None
    )
    assert plan(place, national) == 1

    for row in (charter, early, at_work, place.territory):
        row.refresh_from_db()
    assert (charter.ends_on, charter.notice_from) == (LAST, "ANIMATION")
    assert (early.ends_on, at_work.status) == (date(2026, 12, 31), "CANCELLED")
    assert mails("charter_notice") == [place.manager.email]
    assert mails("territory_closes") == [place.claire.email]
    with pytest.raises(NotAllowed, match="ses chartes finissent avec lui"):
        charters.withdraw_notice(charter, by=place.claire, day=DAY, now=NOW)
    with pytest.raises(NotAllowed, match="Ce territoire ferme"):
        charters.prepare(place.structure, place.territory, by=place.claire, day=DAY, now=NOW)

    assert actions.close_due(now=at(LAST)) == 0
    night = at(LAST + timedelta(days=1))
    assert (actions.close_due(now=night), actions.close_due(now=night)) == (1, 0)
    assert charters.end_due(now=night) == 2
    place.territory.refresh_from_db()
    assert place.territory.is_open is False
    assert mails("charter_ended") == sorted(
        [place.claire.email, place.manager.email]
    )  # hers: the earlier one


def test_it_stays_open_after_all_and_its_charters_go_on(place, charter, national):
    own = CharterFactory(
        structure=StructureFactory(charter=None),
        territory=place.territory,
        ends_on=LAST,
        notice_from="STRUCTURE",
    )
    plan(place, national)
    assert actions.call_off_closing(place.territory, by=national, day=DAY, now=NOW) == 1

    charter.refresh_from_db()
    own.refresh_from_db()
    assert own.ends_on == LAST, "the structure said so itself"
    place.territory.refresh_from_db()
    assert (charter.ends_on, charter.status, place.territory.closes_on) == (None, "IN_FORCE", None)
    assert mails("charter_notice_withdrawn") == [place.manager.email]
    assert OutgoingMessage.objects.filter(template__endswith="/territory_stays").count() == 1


def test_a_month_ahead_with_a_reason_and_by_the_national_team(place, national):
    with pytest.raises(TerritoryRefused, match=r"à partir du mercredi 23.décembre"):
        plan(place, national, last_day=date(2026, 12, 22))
    with pytest.raises(TerritoryRefused, match="Dites pourquoi"):
        plan(place, national, reason=" ")
    with pytest.raises(NotAllowed):
        plan(place, place.claire)
