"""Who still belongs to a team: asked every three months, and whoever is gone opens nothing any more."""

from datetime import date, datetime, timedelta

import pytest

from boussole.accounts.models import User
from boussole.audit.models import Entry
from boussole.core.verdicts import NotAllowed
from boussole.mail.models import OutgoingMessage
from boussole.partners import actions, policies
from boussole.partners.actions import PartRefused
from boussole.partners.actions.reminding_teams import remind_teams
from boussole.partners.models import Referent, TeamReminder
from boussole.partners.teams import due_on, notice_due, to_confirm
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY, TerritoryFactory

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
MORNING = NOW.replace(hour=9)
DUE, LATE, TO_ANIMATION = TeamReminder.Kind.DUE, TeamReminder.Kind.LATE, TeamReminder.Kind.TO_ANIMATION


def written_to(address: str) -> list[str]:
    found = OutgoingMessage.objects.filter(to_address=address).order_by("created_at", "pk")
    return [each.template.rpartition("/")[2] for each in found]


@pytest.fixture
def structure(db):
    return StructureFactory(name="Le Phare")


@pytest.fixture
def ines(structure) -> User:
    """Responsible for Le Phare, confirmed this morning."""
    return ReferentFactory(
        structure=structure,
        role="MANAGER",
        confirmed_on=TODAY,
        user__first_name="Inès",
        user__email="ines@example.org",
    ).user


@pytest.fixture
def nadia(structure) -> Referent:
    """A referent whom nobody has confirmed since she began, in January."""
    return ReferentFactory(structure=structure, user__first_name="Nadia", user__email="nadia@example.org")


# --- Until when it is taken as said -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("began", "confirmed", "due"),
    [
        (date(2026, 1, 13), None, date(2026, 4, 13)),
        (date(2026, 1, 13), date(2026, 8, 23), date(2026, 11, 23)),
        (date(2026, 11, 30), None, date(2027, 2, 28)),
        (date(2026, 9, 1), date(2026, 8, 1), date(2026, 12, 1)),  # confirmed before coming back
    ],
)
def test_a_person_is_confirmed_for_three_months(began, confirmed, due):
    assert due_on(Referent(starts_on=began, confirmed_on=confirmed)) == due


@pytest.mark.parametrize(
    ("sent", "managed", "due"),
    [
        ({}, True, DUE),
        ({DUE: TODAY - 14 * DAY}, True, None),
        ({DUE: TODAY - 15 * DAY}, True, LATE),
        ({DUE: TODAY - 30 * DAY}, True, LATE),  # a worker off for a month skips nothing
        ({DUE: TODAY - 29 * DAY, LATE: TODAY - 14 * DAY}, True, None),
        ({DUE: TODAY - 30 * DAY, LATE: TODAY - 15 * DAY}, True, TO_ANIMATION),
        ({DUE: TODAY - 90 * DAY, LATE: TODAY - 75 * DAY, TO_ANIMATION: TODAY}, True, None),
        ({}, False, TO_ANIMATION),
        ({TO_ANIMATION: TODAY}, False, None),
    ],
)
def test_what_is_sent_follows_from_what_was_sent(sent, managed, due):
    assert notice_due(sent, TODAY, somebody_manages=managed) == due


def test_only_those_who_stay_and_whose_day_has_come_are_to_confirm(structure, nadia, ines):
    ReferentFactory(structure=structure, is_pending=True)
    ReferentFactory(structure=structure, user__is_active=False)
    ReferentFactory(structure=structure, ends_on=TODAY + DAY)
    ReferentFactory(structure=structure, starts_on=date(2026, 8, 24))
    exactly = ReferentFactory(structure=structure, starts_on=date(2026, 8, 23))
    ReferentFactory()  # of another structure

    assert to_confirm([structure], TODAY) == [nadia, exactly]


# --- Confirming ---------------------------------------------------------------------------------------
def test_the_manager_confirms_a_colleague_and_themselves(structure, nadia, ines):
    own = Referent.objects.get(user=ines)

    for row in (nadia, own):
        actions.confirm_referent(row, by=ines, day=TODAY, now=NOW)

    nadia.refresh_from_db()
    assert (nadia.confirmed_on, nadia.confirmed_by) == (TODAY, ines)
    assert to_confirm([structure], TODAY) == []
    assert Entry.objects.filter(code="referent.confirmed").count() == 2


def test_so_does_the_animation_around_it_and_nobody_else(structure, nadia):
    claire = MandateFactory(territory=TerritoryFactory()).user
    elsewhere = ReferentFactory(role="MANAGER").user

    for stranger in (nadia.user, elsewhere):
        with pytest.raises(NotAllowed):
            actions.confirm_referent(nadia, by=stranger, day=TODAY, now=NOW)
    assert actions.confirm_referent(nadia, by=claire, day=TODAY, now=NOW).confirmed_by == claire
    asked = ReferentFactory(structure=structure, is_pending=True, user__is_active=False)
    assert [bool(policies.can_reopen(each, asked, TODAY)) for each in (claire, nadia.user, elsewhere)] == [
        True,
        False,
        False,
    ]
    asked.user.email = "ferme-7@ferme.invalid"
    assert "a été oublié" in policies.can_reopen(claire, asked, TODAY).reason
    with pytest.raises(NotAllowed, match="ne fait plus partie"):
        actions.confirm_referent(asked, by=claire, day=TODAY, now=NOW)


# --- Reminding ----------------------------------------------------------------------------------------
def test_the_manager_is_asked_then_asked_again_then_the_animation_is_told(nadia, ines):
    claire = MandateFactory(territory=TerritoryFactory(), user__email="claire@example.org").user
    elsewhere = ReferentFactory(role="MANAGER", confirmed_on=TODAY).user

    sent = [remind_teams(now=MORNING + days * DAY) for days in (0, 0, 14, 15, 16, 30, 31)]

    assert sent == [1, 0, 0, 1, 0, 1, 0]
    assert written_to(ines.email) == ["team_to_confirm", "team_to_confirm"]
    assert written_to(claire.email) == ["team_silent"]
    assert written_to(elsewhere.email) == written_to(nadia.user.email) == []
    first, again = OutgoingMessage.objects.filter(to_address=ines.email).order_by("created_at", "pk")
    assert (first.subject, again.subject) == (
        "Qui fait toujours partie de votre équipe\u00a0?",
        "Rappel\u00a0: qui fait toujours partie de votre équipe\u00a0?",
    )
    assert f"- {nadia.user.full_name}\n" in first.body
    assert "/extranet/collegues/" in first.body


def test_a_team_that_nobody_manages_is_told_to_the_animation_at_once(nadia):
    claire = MandateFactory(territory=TerritoryFactory(), user__email="claire@example.org").user

    assert [remind_teams(now=MORNING), remind_teams(now=MORNING + 40 * DAY)] == [1, 0]
    assert written_to(claire.email) == ["team_silent"]


def test_nobody_is_written_to_at_night_nor_once_all_are_confirmed(structure, nadia, ines):
    assert remind_teams(now=datetime(2026, 11, 23, 2, tzinfo=MORNING.tzinfo)) == 0
    actions.confirm_referent(nadia, by=ines, day=TODAY, now=NOW)
    assert remind_teams(now=MORNING) == 0


def test_who_manages_several_structures_gets_one_mail(structure, nadia, ines):
    other = StructureFactory(name="La Rade")
    ReferentFactory(structure=other, user=ines, role="MANAGER")

    assert remind_teams(now=MORNING) == 1
    body = OutgoingMessage.objects.get(to_address=ines.email).body
    assert "Le Phare" in body
    assert "La Rade" in body


# --- What somebody answers for ------------------------------------------------------------------------
def test_the_manager_changes_the_part_of_a_colleague(nadia, ines):
    housing = ThemeFactory(code="logement")
    changed = {"role": "REFERENT", "themes": [housing], "communes": [FIRMINY], "day": TODAY, "now": NOW}

    actions.change_referent(nadia, by=ines, **changed)

    nadia.refresh_from_db()
    assert ([*nadia.themes.all()], nadia.communes) == ([housing], [FIRMINY])
    with pytest.raises(NotAllowed):
        actions.change_referent(nadia, by=nadia.user, **changed)


def test_nobody_answers_for_a_commune_that_the_structure_does_not_serve(nadia, ines):
    with pytest.raises(PartRefused, match="Lyon"):
        actions.change_referent(
            nadia, role="REFERENT", themes=[], communes=["69123"], by=ines, day=TODAY, now=NOW
        )


def test_somebody_always_remains_responsible(structure, nadia, ines):
    own = Referent.objects.get(user=ines)
    to_referent = {"role": "REFERENT", "themes": [], "communes": [], "day": TODAY, "now": NOW}

    with pytest.raises(NotAllowed, match="Donnez d’abord ce rôle"):
        actions.change_referent(own, by=ines, **to_referent)
    actions.change_referent(nadia, by=ines, **{**to_referent, "role": "MANAGER"})

    assert actions.change_referent(own, by=ines, **to_referent).role == "REFERENT"
